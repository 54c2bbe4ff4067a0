import { marketSpec } from '../../scenario/market-units.ts'
import { sampleAt } from '../../studies/stress/baseline-figures.ts'
import type { TimelineRow } from '../../studies/stress/liquidation-timeline.ts'
import type { PlacedCase } from '../../studies/stress/plan-stress.ts'
import { readDetail, type StressDetail } from '../../studies/stress/stress-detail.ts'
import type { LiquidationTimeline, TimelineLine } from '../drawings/liquidation-timeline.ts'
import type { LaneEvent } from '../drawings/timeline-lanes.ts'
import { type MoneyScale, moneyScale } from '../money-scale.ts'
import { caseWords } from './case-words.ts'
import type { StressView } from './stress-view.ts'
import { rankedCases } from './worst-cases.ts'

/** A case's liquidations in one run. */
export interface CaseTimeline extends LiquidationTimeline {
  readonly stress: PlacedCase
  readonly arm: string
}

const LINES = { mark: 'markMicros', index: 'indexMicros', mid: 'midMicros' } as const

type Kept = NonNullable<StressDetail['series']>

/** Recorded prices of the first market, without samples that have none. */
const linesOf = (series: Kept, { priceMicros }: MoneyScale): readonly TimelineLine[] =>
  (['mark', 'index', 'mid'] as const).flatMap((name) => {
    const { timeMs = [], [LINES[name]]: micros = [] } = series
    const rows = micros.flatMap((x, row) => (x > 0 ? [row] : []))
    return rows.length === 0
      ? []
      : [{ name, timeMs: rows.map((row) => timeMs[row]), prices: rows.map((row) => micros[row] / priceMicros) }]
  })

const whoOf = ({ group, member }: { readonly group: string; readonly member?: number }): string =>
  member === undefined ? group : `${group} ${member}`

const timelineOf = (view: StressView, stress: PlacedCase, arm: string, id: string): CaseTimeline | undefined => {
  const { scenario, table, plan, quote } = view
  const { timeline, series = {} } = readDetail(table.detail(stress.point, arm, plan.firstSeed))
  if (timeline === undefined || timeline.rows.length === 0) return undefined
  const scales = new Map(scenario.markets.map((market, at) => [market.symbol, moneyScale(marketSpec(market, at))]))
  const [[first, ownScale]] = scales
  const lines = linesOf(series, ownScale)
  const priceAt = (name: TimelineLine['name'], time: number): number | undefined => {
    const own = lines.find((line) => line.name === name)
    const row = own === undefined ? -1 : sampleAt(own.timeMs, time)
    return row < 0 ? undefined : own?.prices[row]
  }
  const eventOf = ({
    time,
    kind,
    market,
    priceMicros,
    markMicros,
    notionalAtoms,
    lossAtoms,
    taker,
    ...who
  }: TimelineRow): LaneEvent => {
    const { atoms, priceMicros: unit } = scales.get(market ?? first) ?? ownScale
    // Series are recorded of the first market alone.
    const [recorded, index] = market === first ? [priceAt('mark', time), priceAt('index', time)] : []
    const mark = markMicros === undefined ? recorded : markMicros / unit
    return {
      timeMs: time,
      kind,
      who: `${whoOf(who)}${market === undefined || scales.size === 1 ? '' : ` in ${market}`}`,
      ...(taker !== undefined && { taker: whoOf(taker) }),
      ...(priceMicros !== undefined && { price: priceMicros / unit }),
      ...(mark !== undefined && { mark }),
      ...(index !== undefined && { index }),
      ...(notionalAtoms !== undefined && { notional: notionalAtoms / atoms }),
      ...(lossAtoms !== undefined && { loss: lossAtoms / atoms }),
    }
  }
  return {
    id,
    title: `${arm}: ${caseWords(stress)}, seed ${plan.firstSeed}`,
    quote,
    lines,
    events: timeline.rows.map(eventOf),
    ...(timeline.leftOut > 0 && { leftOut: timeline.leftOut }),
    stress,
    arm,
  }
}

/** Letters for the n-th of something, where digits may not stand. */
const letter = (n: number): string =>
  n < 26 ? String.fromCharCode(97 + n) : `${letter(Math.floor(n / 26) - 1)}${letter(n % 26)}`

/**
 * Liquidations of an arm's worst cases in the first seed, of which alone they are kept: that with most bad debt, and that
 * with most liquidated notional. A case in which nobody was liquidated gives way to the next.
 */
export const caseTimelines = (view: StressView, arm: string): readonly CaseTimeline[] => {
  const { plan } = view
  const found: CaseTimeline[] = []
  for (const column of [view.debt.column, 'liquidations.notional'])
    for (const { stress, mean } of rankedCases(view, { column }, arm)) {
      if (mean <= 0 || found.some((one) => one.stress === stress)) break
      const id = `timeline-${letter(plan.arms.indexOf(arm))}-${letter(found.length)}`
      const timeline = timelineOf(view, stress, arm, id)
      if (timeline === undefined) continue
      found.push(timeline)
      break
    }
  return found
}
