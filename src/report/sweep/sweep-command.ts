import { type CommandOption, studyCommand, varyOptions } from '../study/study-command.ts'
import type { SweepView } from './sweep-view.ts'

/** The command that runs a sweep again on its scenario in `scenario.yaml`. */
export const sweepCommand = ({ plan, question, hasAllArms }: SweepView): string => {
  const { design, until } = question
  const options: readonly CommandOption[] = [
    ...varyOptions(question.vary),
    ...(design.kind === 'grid'
      ? []
      : [['--design', design.kind] as const, ['--points', String(design.points)] as const]),
    ...(until === undefined ? [] : [['--until', `${until.figure}=${until.width}`] as const]),
    ...question.metrics.map((metric) => ['--metric', metric] as const),
    ...(hasAllArms ? [] : plan.arms.map((arm) => ['--engine', arm] as const)),
    ['--seeds', String(plan.seeds)],
  ]
  return studyCommand('sweep', options)
}
