import { orderBook } from '../../engines/order-book/order-book.ts'
import { constantProduct } from '../../engines/virtual-amm/constant-product.ts'
import type { Curve } from '../../engines/virtual-amm/curve.ts'
import { reservesForDepth, slopeForDepth, type WantedDepth } from '../../engines/virtual-amm/depth-calibration.ts'
import { linear } from '../../engines/virtual-amm/linear.ts'
import type { RecentringRule, VirtualAmmOptions } from '../../engines/virtual-amm/options.ts'
import { virtualAmm } from '../../engines/virtual-amm/virtual-amm.ts'
import type { Clearing } from '../../market/clearing.ts'
import type { Engine, EngineFactory } from '../../market/engine.ts'
import type { MarketSpec } from '../../market/market-spec.ts'
import { lotsOf } from '../market-units.ts'
import { atomsOf, millisecondsOf, rateOf } from '../quantities.ts'
import type { EngineText, OrderBookText, RecentringText, VirtualAmmText } from '../schema/engines-schema.ts'

const CURVES: Readonly<Record<VirtualAmmText['curve'], (depth: WantedDepth) => Curve>> = {
  'constant-product': (depth) => constantProduct(reservesForDepth(depth)),
  linear: (depth) => linear(slopeForDepth(depth)),
}

/**
 * The curve at the start: calibrated to the stated depth at the index.
 *
 * @param indexMicros - price micro-units
 * @throws RangeError naming the greatest depth that fits
 */
export const buildCurve = ({ curve, depth }: VirtualAmmText, spec: MarketSpec, indexMicros: number): Curve =>
  CURVES[curve]({
    indexMicros,
    within: rateOf(depth.within),
    notional: atomsOf(depth.notional, spec.quoteDecimals),
  })

const recentringOf = (words: RecentringText): RecentringRule =>
  words.kind === 'interval'
    ? { kind: 'interval', milliseconds: millisecondsOf(words.every) }
    : { kind: 'gap', band: rateOf(words.band) }

/** What a virtual AMM allows and takes besides its curve. @throws RangeError when a size is no whole number of lots */
export const ammOptions = (words: VirtualAmmText, spec: MarketSpec): VirtualAmmOptions => ({
  spread: rateOf(words.spread),
  level: rateOf(words.level),
  ...(words.tradeLimit === undefined ? {} : { tradeLimit: rateOf(words.tradeLimit) }),
  ...(words.fluctuation === undefined ? {} : { fluctuation: rateOf(words.fluctuation) }),
  ...(words.largestOrder === undefined ? {} : { largestOrder: lotsOf(words.largestOrder, spec) }),
  ...(words.recentring === undefined ? {} : { recentring: recentringOf(words.recentring) }),
})

type EngineBuilders = {
  readonly [K in EngineText['kind']]: (
    words: Extract<EngineText, { kind: K }>,
    spec: MarketSpec,
    indexMicros: number,
  ) => EngineFactory
}

const ENGINES: EngineBuilders = {
  'virtual-amm': (words, spec, indexMicros) => (clearing, pool) =>
    virtualAmm({ clearing, pool, curve: buildCurve(words, spec, indexMicros), options: ammOptions(words, spec) }),
  'order-book': (words, spec) => (clearing) => book(words, spec, clearing),
}

const book = (words: OrderBookText, spec: MarketSpec, clearing: Clearing): Engine =>
  orderBook({
    clearing,
    tickUnits: spec.tickUnits,
    purgeReduceOnly: words.purgeReduceOnly,
    orders: words.orders,
    mostOrders: words.mostOrders,
    levels: words.levels,
    mostLevels: words.mostLevels,
  })

/** The factory of an engine in one market; its own faults come as RangeError when it is called. */
export const buildEngine = (words: EngineText, spec: MarketSpec, indexMicros: number): EngineFactory => {
  const build = ENGINES[words.kind] as (words: EngineText, spec: MarketSpec, indexMicros: number) => EngineFactory
  return build(words, spec, indexMicros)
}
