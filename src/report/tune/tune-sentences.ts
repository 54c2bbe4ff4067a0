import { counted, listed } from '../arm-words.ts'
import { figureWords } from '../drawings/measure.ts'
import { withUnit } from '../findings.ts'
import { formatNumber } from '../number-format.ts'
import { clearnessWords, pairedWords } from '../study/difference-words.ts'
import type { CostRow } from './change-costs.ts'
import { objectiveDifference } from './expression-estimates.ts'
import { rivalPoints, rivalVerdict } from './point-rivals.ts'
import type { ShownConstraint, ShownObjective } from './shown-expression.ts'
import type { TuneView } from './tune-view.ts'

const NAMED = 4

/** What was asked, in a sentence. */
export const tuneAsked = ({ tune: { question }, arm, parameters: { named } }: TuneView): string => {
  const wanted = question.objectives.map(
    ({ text, direction }) => `${direction === 'minimise' ? 'least' : 'most'} ${text}`,
  )
  const within = question.subjectTo.length === 0 ? '' : ` subject to ${listed(question.subjectTo)}`
  return `Which ${listed(named.map(({ shortName }) => shortName))} ${named.length === 1 ? 'gives' : 'give'} ${listed(wanted)}${within}, in ${arm}. Every point has the same seeds, so that differences are paired.`
}

const recommendation = (view: TuneView): readonly string[] => {
  const { findings, parameters, isKept, constraints } = view
  const { today, recommended, feasible } = findings
  const words = parameters.words(recommended.at)
  if (!feasible)
    return [
      `No point that was tried meets ${constraints.length === 1 ? 'the condition' : 'all conditions'}: ${isKept ? "today's" : words} breaks ${constraints.length === 1 ? 'it' : 'them'} least. Widen the ranges, or ask for less.`,
    ]
  if (isKept) return [`No point that was tried is better than today's: ${words}.`]
  const why = today.violation > 0 ? ", which today's point breaks" : ''
  const conditions =
    constraints.length === 0 ? '' : ` It meets ${constraints.length === 1 ? 'the condition' : 'all conditions'}${why}.`
  const isWorth = today.violation > 0 || rivalVerdict(view, today) !== 'untold'
  return [
    `Recommended: ${words}, in place of ${parameters.words(today.at)}.${conditions}`,
    ...(isWorth
      ? []
      : ["Today's point cannot be told from it by these seeds: nothing shows that the change is worth what it costs."]),
  ]
}

const objectiveSentence = (view: TuneView, shown: ShownObjective, k: number): string => {
  const { findings, quote, isKept } = view
  const { today, recommended } = findings
  const { measure } = shown
  const value = (x: number | undefined): string =>
    x === undefined ? 'not measured' : withUnit(measure.unit, formatNumber(measure.unit, x), quote)
  const own = `${measure.name}: ${value(recommended.values[k])}`
  if (isKept) return `${own}.`
  const difference = objectiveDifference(view, shown, today, recommended)
  const told =
    difference === undefined
      ? 'an extreme or a quantile, of which resampled seeds give no interval'
      : `${withUnit(measure.unit, pairedWords(measure.unit, difference), quote)}, ${clearnessWords(difference)}`
  return `${own}, today ${value(today.values[k])} (difference ${told}).`
}

const constraintSentence = (view: TuneView, { constraint, measure }: ShownConstraint, k: number): string => {
  const { today, recommended } = view.findings
  const at = (point: typeof today): string => {
    const holds = constraint.excess(view.runs(point)) === 0
    const left = point.constraints[k]
    return `${holds ? 'holds' : 'does not hold'}${left === undefined ? '' : ` (${figureWords(measure.unit, left)})`}`
  }
  return view.isKept
    ? `${constraint.text}: ${at(recommended)}.`
    : `${constraint.text}: ${at(recommended)} at the recommended point, ${at(today)} today.`
}

const rivalSentence = (view: TuneView): readonly string[] => {
  const rivals = rivalPoints(view)
  if (rivals.length === 0) return []
  const verdicts = rivals.map((point) => ({ point, verdict: rivalVerdict(view, point) }))
  const untold = verdicts.filter(({ verdict }) => verdict === 'untold').map(({ point }) => point)
  const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown').length
  const named = untold.slice(0, NAMED).map(({ at }) => `(${view.parameters.values(at).join(', ')})`)
  const rest = untold.length - named.length
  const meeting = view.findings.feasible && view.constraints.length > 0 ? ' that meet the conditions' : ''
  const others = `${counted(rivals.length, 'other point')} with all seeds${meeting}`
  const why = 'seeds are too few, or the objective is an extreme'
  if (unknown === rivals.length) return [`Whether any of ${others} is as good cannot be told: ${why}.`]
  return [
    untold.length === 0
      ? `Of ${others}, none is shown to be as good.`
      : `Of ${others}, ${untold.length} cannot be told from the recommended one by ${view.objectives.length === 1 ? 'the objective' : 'either objective'}: ${listed(rest > 0 ? [...named, `${rest} more`] : named)}.`,
    ...(unknown === 0 ? [] : [`Of ${unknown} it cannot be told: ${why}.`]),
  ]
}

/** Who gains and who loses by the change, where the seeds tell it. */
const costSentences = ({ costs, isKept, quote }: TuneView): readonly string[] => {
  if (isKept) return []
  const traders = costs
    .flatMap(({ rows }) => rows)
    .filter(({ figure: { column } }) => /^(pnl\.|pool\.pnl)/.test(column))
  const words = ({ figure: { measure }, difference }: CostRow): string =>
    `${measure.name.replace(/^PnL: /, '')} ${withUnit(measure.unit, pairedWords(measure.unit, difference), quote)}`
  const clear = traders.filter(({ difference }) => difference.clear)
  const gain = clear.filter(({ difference }) => (difference.difference.estimate ?? 0) > 0)
  const lose = clear.filter(({ difference }) => (difference.difference.estimate ?? 0) < 0)
  const unclear = traders.filter(({ difference }) => !difference.clear)
  return [
    ...(gain.length === 0 ? [] : [`Gain clearly: ${listed(gain.map(words), '; ')}.`]),
    ...(lose.length === 0 ? [] : [`Lose clearly: ${listed(lose.map(words), '; ')}.`]),
    ...(unclear.length === 0 ? [] : [`The seeds do not tell the sign for: ${listed(unclear.map(words), '; ')}.`]),
    ...(traders.length === 0 ? ['The profit of no list of traders, nor of the pool, changes in any seed.'] : []),
  ]
}

/** What a tuning found, in sentences. */
export const tuneSentences = (view: TuneView): readonly string[] => [
  ...recommendation(view),
  ...view.objectives.map((shown, k) => objectiveSentence(view, shown, k)),
  ...view.constraints.map((shown, k) => constraintSentence(view, shown, k)),
  ...(view.findings.front.length > 1 && view.objectives.length > 1
    ? [
        `The front has ${counted(view.findings.front.length, 'point')}, from which the recommended one is chosen as the nearest to the best of both objectives.`,
      ]
    : []),
  ...rivalSentence(view),
  ...costSentences(view),
]
