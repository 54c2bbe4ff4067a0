import { type CommandOption, studyCommand, varyOptions } from '../study/study-command.ts'
import type { SensitivityView } from './sensitivity-view.ts'

/** The command that runs a sensitivity study again on its scenario in `scenario.yaml`. */
export const sensitivityCommandWords = ({ planned: { question }, plan, hasAllArms }: SensitivityView): string => {
  const options: readonly CommandOption[] = [
    ...varyOptions(question.vary),
    ['--method', question.method],
    ['--repetitions', String(question.repetitions)],
    ...question.metrics.map((metric) => ['--metric', metric] as const),
    ...(hasAllArms ? [] : plan.arms.map((arm) => ['--engine', arm] as const)),
    ['--seeds', String(plan.seeds)],
  ]
  return studyCommand('sensitivity', options)
}
