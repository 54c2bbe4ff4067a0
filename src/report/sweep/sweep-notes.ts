import { LEAST_FOR_BOOTSTRAP } from '../../studies/statistics/bootstrap-interval.ts'
import { STATISTICS_SEED } from '../../studies/statistics/statistics-seed.ts'
import { stopRule } from '../../studies/statistics/stop-rule.ts'
import { ruleOf } from '../../studies/sweep/sweep-rounds.ts'
import { counted, listed } from '../arm-words.ts'
import { figureWords, inSentence } from '../drawings/measure.ts'
import { cutWords } from '../study/cut-words.ts'
import { namedPoints } from './named-points.ts'
import type { SweepView } from './sweep-view.ts'

/** Whether the stop rule was met, a sentence. */
const stopWords = ({ plan, question: { until }, sweep, table }: SweepView): readonly string[] => {
  if (until === undefined) return []
  const rule = ruleOf(plan, until)
  const answers = sweep.runnable.flatMap((point) =>
    plan.arms.map((arm) => stopRule(rule, table.values(until.figure, point, arm), { seed: STATISTICS_SEED })),
  )
  const reached = answers.filter((answer) => answer.kind === 'stop' && answer.reached).length
  return [
    `Seeds were added, up to ${plan.seeds}, until the 95% interval of ${until.figure} is at most ${until.width} wide at every point in every arm: it is at ${reached} of ${answers.length}.`,
  ]
}

const flatWords = ({ flat }: SweepView): readonly string[] => {
  if (flat.length === 0) return []
  const told = flat.map(
    ({ figure: { measure }, value }) => `${inSentence(measure)} (${figureWords(measure.unit, value)})`,
  )
  return [`The same number in every run, and not shown: ${listed(told, '; ')}.`]
}

/** What a reader must know before reading the figures, as plain sentences. */
export const sweepNotes = (view: SweepView): readonly string[] => {
  const { plan, sweep, extent, figures, examined } = view
  const cut = cutWords(extent)
  const isChosen =
    sweep.runnable.length > 2 && figures.some(({ better, condition }) => better !== undefined && !condition)
  return [
    ...(cut === undefined ? [] : [cut]),
    ...stopWords(view),
    ...(plan.seeds < LEAST_FOR_BOOTSTRAP
      ? [
          `${counted(plan.seeds, 'seed')} ${plan.seeds === 1 ? 'is' : 'are'} too few for an interval, which takes ${LEAST_FOR_BOOTSTRAP}: whether a difference is more than chance cannot be told.`,
        ]
      : []),
    ...(isChosen
      ? [
          'The best point is chosen by the same runs from which its figure is told: among many points that flatters it. Run it with other seeds before relying on the figure.',
        ]
      : []),
    ...(examined.length < sweep.runnable.length
      ? [
          `Intervals are reckoned for ${examined.length} of ${sweep.runnable.length} points: today's, and those at which the first figure is best.`,
        ]
      : []),
    ...flatWords(view),
    ...(view.unmeasured.length === 0
      ? []
      : [
          `No run has ${listed(view.unmeasured.map(({ column }) => `"${column}"`))}: nothing was measured of it, or in too few samples.`,
        ]),
    ...(sweep.refused.length === 0
      ? []
      : [
          `${counted(sweep.refused.length, 'point')} of the design cannot be run: ${refusedLines(view, 3).join('; ')}.`,
        ]),
  ]
}

/** Rules of the scenario that refuse points of the design, each with its points; how many are left out comes last. */
export const refusedLines = (view: SweepView, most: number): readonly string[] => {
  const byReason = new Map<string, number[]>()
  for (const { point, reason } of view.sweep.refused) {
    const own = byReason.get(reason)
    if (own === undefined) byReason.set(reason, [point])
    else own.push(point)
  }
  const lines = [...byReason].map(([reason, points]) => `${namedPoints(view, points)}, since ${reason}`)
  return lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more rules`] : lines
}
