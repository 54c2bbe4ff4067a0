import { fixedLatency } from '../../chain/latency.ts'
import { ladderFrom } from '../../engines/virtual-amm/ladder-from.ts'
import type { MarketSpec } from '../../market/market-spec.ts'
import { MICROS_PER_UNIT } from '../../market/price.ts'
import { mulDivDown } from '../../numeric/mul-div.ts'
import type { TraderGroup } from '../../simulation/trader-group.ts'
import { type LadderLevel, staticLadder } from '../../traders/static-ladder.ts'
import { atomsOf, millisecondsOf, rateOf } from '../quantities.ts'
import type { VirtualAmmText } from '../schema/engines-schema.ts'
import { buildCurve } from './build-engine.ts'

const levelsOf = (prices: Float64Array, lots: Float64Array): readonly LadderLevel[] =>
  Array.from(prices, (price, i) => ({ price, lots: lots[i] }))

/** Ticks of the book between two levels of the ladder: the stated share of the index, at least one. */
const ladderStep = (words: VirtualAmmText, spec: MarketSpec, indexMicros: number): number => {
  const { n, d } = rateOf(words.ladder.step)
  const units = mulDivDown(mulDivDown(indexMicros, 1, MICROS_PER_UNIT), n, d)
  return Math.max(1, Math.floor(units / spec.tickUnits)) * spec.tickUnits
}

/**
 * The owner of a ladder cut from the curve, as a list of traders after all others: the market's pool account, so that it
 * stands there before the first block, with the pool's capital and on the pool's terms.
 */
export const buildLadder = (
  words: VirtualAmmText,
  spec: MarketSpec,
  indexMicros: number,
  seat: { readonly seed: number; readonly group: number },
): TraderGroup => {
  const tickUnits = ladderStep(words, spec, indexMicros)
  const curve = buildCurve(words, spec, indexMicros)
  const ladder = ladderFrom(curve, { tickUnits, lots: Number.MAX_SAFE_INTEGER, levels: words.ladder.levels })
  const behaviour = staticLadder(
    { ...seat, count: 1, start: 0 },
    {
      deposit: atomsOf(words.capital, spec.quoteDecimals),
      bids: levelsOf(ladder.bidPrices, ladder.bidLots).filter(({ price }) => price > tickUnits),
      asks: levelsOf(ladder.askPrices, ladder.askLots),
      refill: words.ladder.refill,
      tickUnits,
      interval: millisecondsOf(words.ladder.interval),
    },
  )
  return {
    name: 'ladder',
    behaviour,
    market: spec.market,
    latency: fixedLatency(0),
    rests: true,
    asPool: true,
    probe: false,
  }
}
