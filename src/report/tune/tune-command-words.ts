import { type CommandOption, studyCommand, varyOptions } from '../study/study-command.ts'
import type { TuneView } from './tune-view.ts'

/** The command that runs a tuning again on its scenario in `scenario.yaml`. */
export const tuneCommandWords = ({ tune: { question }, plan, arm, isNamed }: TuneView): string => {
  const options: readonly CommandOption[] = [
    ...varyOptions(question.vary),
    ...question.objectives.map(
      ({ text, direction }) => [direction === 'minimise' ? '--minimize' : '--maximize', text] as const,
    ),
    ...question.subjectTo.map((text) => ['--subject-to', text] as const),
    ['--method', question.method],
    ['--points', String(question.points)],
    ...(question.method === 'halving' ? [] : [['--generations', String(question.generations)] as const]),
    ...question.metrics.map((metric) => ['--metric', metric] as const),
    ...(isNamed ? [['--engine', arm] as const] : []),
    ['--seeds', String(plan.seeds)],
  ]
  return studyCommand('tune', options)
}
