import { quantileOfSorted } from '../../numeric/quantile.ts'
import { bootstrapInterval } from '../../studies/statistics/bootstrap-interval.ts'
import { pairedDifference } from '../../studies/statistics/paired-difference.ts'
import { type QuantileInterval, quantileInterval } from '../../studies/statistics/quantile-interval.ts'
import { counted } from '../arm-words.ts'
import type { ChangeEffect } from '../drawings/current-against-recommended.ts'
import type { Estimate, Measure } from '../drawings/measure.ts'
import { estimateOf } from '../study/point-statistics.ts'
import type { TuneView } from './tune-view.ts'

const TAIL = 0.95

interface Tail {
  /** `p95 of 400 runs`, or `largest of 8 runs` where they are too few for the quantile. */
  readonly words: string
  readonly current: Estimate
  readonly recommended: Estimate
  /** In resampled seeds; none of the largest, of which resampling tells nothing. */
  readonly difference?: Estimate
}

const tailOfSample = (values: readonly number[]): number => quantileOfSorted(Float64Array.from(values).sort(), TAIL)

const shown = ({ estimate, low, high }: Extract<QuantileInterval, { kind: 'interval' }>): Estimate => ({
  value: estimate,
  ...(low !== undefined && { low }),
  ...(high !== undefined && { high }),
})

/** The 95 % quantile at both points; the largest value where there are too few runs for it. @param pairs - of the same seeds */
const tailOf = (
  pairs: readonly (readonly [current: number, recommended: number])[],
  view: TuneView,
): Tail | undefined => {
  if (pairs.length === 0) return undefined
  const [current, recommended] = [0, 1].map((side) => pairs.map((pair) => pair[side]))
  const [a, b] = [current, recommended].map((values) => quantileInterval(values, TAIL))
  if (a.kind === 'too-few' || b.kind === 'too-few')
    return {
      words: `largest of ${counted(pairs.length, 'run')}`,
      current: { value: Math.max(...current) },
      recommended: { value: Math.max(...recommended) },
    }
  const places = pairs.map((_, place) => place)
  const of = (values: readonly number[], drawn: readonly number[]) => tailOfSample(drawn.map((place) => values[place]))
  const difference = estimateOf(
    bootstrapInterval(places, view.bootstrap, (drawn) => of(recommended, drawn) - of(current, drawn)),
  )
  return {
    words: `p95 of ${counted(pairs.length, 'run')}`,
    current: shown(a),
    recommended: shown(b),
    ...(difference !== undefined && { difference }),
  }
}

/** Open interest per unit of what stands behind the market, run by run; `undefined` of runs where nothing does. */
const efficiency = (view: TuneView, point: number, capital: number): readonly (number | undefined)[] => {
  const { findings, arm } = view
  const interest = findings.table.values('openInterest.mean', point, arm)
  const fund = findings.table.values('fund.start', point, arm)
  return interest.map((x, i) => {
    const behind = capital + (fund[i] ?? 0)
    return x === undefined || behind <= 0 ? undefined : x / behind
  })
}

const meanOf = (values: readonly (number | undefined)[], view: TuneView): Estimate | undefined =>
  estimateOf(
    bootstrapInterval(
      values.filter((x) => x !== undefined),
      view.bootstrap,
    ),
  )

const tailEffect = (view: TuneView, name: string, figure: string): readonly ChangeEffect[] => {
  const { findings, arm, quote } = view
  const [own, other] = [findings.today, findings.recommended].map(({ point }) =>
    findings.table.values(figure, point, arm),
  )
  const pairs = own.flatMap((x, i): readonly (readonly [number, number])[] => {
    const y = other[i]
    return x === undefined || y === undefined ? [] : [[x, y]]
  })
  const tail = tailOf(pairs, view)
  if (tail === undefined) return []
  const { words, current, recommended, difference } = tail
  const metric: Measure = { name: `${name} (${words})`, unit: 'money', of: quote }
  const told = difference === undefined ? { isLoose: true as const } : { difference }
  return [{ metric, current, recommended, better: 'low', ...told }]
}

const efficiencyEffect = (view: TuneView): readonly ChangeEffect[] => {
  const { findings, capital, bootstrap } = view
  const today = efficiency(view, findings.today.point, capital.today)
  const then = efficiency(view, findings.recommended.point, capital.recommended)
  const [current, recommended] = [meanOf(today, view), meanOf(then, view)]
  const difference = estimateOf(pairedDifference(today, then, bootstrap).difference)
  if (current === undefined || recommended === undefined) return []
  const metric: Measure = { name: 'Capital efficiency: open interest over capital and fund', unit: 'ratio' }
  return [{ metric, current, recommended, better: 'high', ...(difference !== undefined && { difference }) }]
}

/** What a change of parameters does to the risks that committees watch: value at risk, liquidations at risk, capital efficiency. */
export const riskEffects = (view: TuneView): readonly ChangeEffect[] => [
  ...tailEffect(view, 'Value at risk: bad debt', 'deficit'),
  ...tailEffect(view, 'Liquidations at risk: liquidated notional', 'liquidations.notional'),
  ...efficiencyEffect(view),
]
