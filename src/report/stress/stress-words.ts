import { formatDuration as durationText } from '../../scenario/format-duration.ts'
import { listed } from '../arm-words.ts'
import { formatDuration } from '../number-format.ts'
import { type CommandOption, studyCommand } from '../study/study-command.ts'
import { armNames, runWords, seedRange } from '../study/study-header.ts'
import type { StressView } from './stress-view.ts'

/** What a stress study asked, in sentences. */
export const stressAsked = ({ question, plan }: StressView): string => {
  const search = question.search ? ', and which is the smallest size that breaks one' : ''
  const arms = plan.arms.length === 1 ? '' : ' and in every arm'
  return `One thing goes wrong ${formatDuration(question.at)} into the run: who loses, and does ${listed(question.conditions.map((text) => `"${text}"`))} hold${search}? Every case is run anew with its traders, with the same seeds in every case${arms}, so that differences are paired.`
}

/** Few facts of the study. */
export const stressFacts = (view: StressView): readonly (readonly [name: string, value: string])[] => {
  const { plan, symbol, horizon, question, cases, skewed, skipped, extent } = view
  return [
    ['Market', symbol],
    ['Simulated', formatDuration(horizon)],
    ['Stress begins', formatDuration(question.at)],
    ['Cases', `${cases.length + skewed.length}${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`],
    ['Arms', armNames(plan.arms)],
    ['Seeds, the same in every case', seedRange(plan.firstSeed, plan.seeds)],
    ['Runs', runWords(extent)],
  ]
}

/** The command that runs a stress study again on its scenario in `scenario.yaml`. */
export const stressCommand = ({ plan, question, hasAllArms }: StressView): string => {
  const options: readonly CommandOption[] = [
    ['--at', durationText(question.at)],
    ...question.metrics.map((metric) => ['--metric', metric] as const),
    ...(hasAllArms ? [] : plan.arms.map((arm) => ['--engine', arm] as const)),
    ['--seeds', String(plan.seeds)],
  ]
  return `${studyCommand('stress', options)}${question.search ? '' : ' --no-search'}`
}
