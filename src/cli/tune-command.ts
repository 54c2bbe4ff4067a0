import { join } from 'node:path'
import type { StudyText } from '../scenario/schema/study-schema.ts'
import { checkStore } from '../studies/store/study-store.ts'
import { planTune } from '../studies/tuning/plan-tune.ts'
import type { ObjectiveText, TuneQuestion } from '../studies/tuning/tune-question.ts'
import type { TuneOptions } from './options.ts'
import { runStudy } from './run-study.ts'
import { tuneKind } from './study-report.ts'
import { askStudy } from './study-terms.ts'

/** Points of a round where nobody says how many. */
const USUAL_POINTS = 32
/** Parameters beyond which points that fill their ranges lie too far apart. */
const FEW = 4

/** What is made large or small: as options say, else as the scenario does. */
const objectivesOf = ({ maximize, minimize }: TuneOptions, words: StudyText | undefined): readonly ObjectiveText[] => {
  const asked = maximize !== undefined || minimize !== undefined
  const large = asked ? (maximize ?? []) : (words?.maximize ?? [])
  const small = asked ? (minimize ?? []) : (words?.minimize ?? [])
  return [
    ...large.map((text) => ({ text, direction: 'maximise' as const })),
    ...small.map((text) => ({ text, direction: 'minimise' as const })),
  ]
}

const methodOf = (objectives: number, parameters: number): TuneQuestion['method'] => {
  if (objectives > 1) return 'nsga2'
  return parameters > FEW ? 'cma-es' : 'halving'
}

/** `perplab tune`: the values that make a metric best within conditions, in one arm. @returns the exit code */
export const tuneCommand = async (path: string, options: TuneOptions): Promise<number> => {
  const { read, words, terms, vary, metrics } = await askStudy(path, options, 'first')
  const objectives = objectivesOf(options, words)
  const question: TuneQuestion = {
    vary,
    objectives,
    subjectTo: options.subjectTo ?? words?.subjectTo ?? [],
    method: options.method ?? methodOf(objectives.length, Object.keys(vary).length),
    points: options.points ?? words?.points ?? USUAL_POINTS,
    generations: options.generations,
    metrics,
  }
  const planned = await planTune(read.scenario, { ...terms, arms: terms.arms.slice(0, 1), question })
  const { plan, parameters } = planned
  const folder = options.out ?? join('results', `${plan.name}-tune`)
  checkStore(folder, plan)
  const wanted = objectives.map(({ text, direction }) => `${direction} ${text}`).join(' and ')
  const within = question.subjectTo.length === 0 ? '' : ` subject to ${question.subjectTo.join(', ')}`
  return runStudy(
    read,
    {
      ...tuneKind(planned, read.scenario),
      words: {
        points: `${wanted}${within} over ${parameters.map(({ name }) => name).join(', ')} by ${question.method}`,
        refused: [],
      },
    },
    folder,
    options,
  )
}
