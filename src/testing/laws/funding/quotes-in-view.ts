import { BUDGET, COST } from '../../../market/clearing.ts'
import { BUY, SELL, type Side } from '../../../market/side.ts'
import { atomsOf } from '../../../scenario/quantities.ts'
import { halfEven } from '../../watch/exact-division.ts'
import type { RunInView } from '../../watch/run-in-view.ts'

/** What a funding rule may look at, micro-units and lots; 0 where there is no price. */
export interface MarketQuotes {
  readonly index: bigint
  readonly mid: bigint
  readonly impactBid: bigint
  readonly impactAsk: bigint
  /** Lots that traders hold against a pool, longs less shorts. */
  readonly skew: bigint
}

/** Average price of trading the market's impact notional: none where the engine ends before the notional does. */
const impactPrice = ({ scenario, simulation }: RunInView, market: number, side: Side): bigint => {
  const { engine, clearing, spec } = simulation.parts.exchange.venues[market]
  const cell = clearing.cell.slice()
  clearing.cell[BUDGET] = atomsOf(scenario.markets[market].impactNotional, spec.quoteDecimals)
  const lots = engine.lotsFor(side, 0)
  const deeper = lots >= 1 && engine.quote(side, lots + 1, 0) > lots
  if (deeper) engine.quote(side, lots, 0)
  const atoms = BigInt(clearing.cell[COST])
  clearing.cell.set(cell)
  return deeper ? halfEven(atoms * 1_000_000n, BigInt(lots)) : 0n
}

/** The market's quotes at the moment, asked of its engine. */
export const quotesInView = (view: RunInView, market: number): MarketQuotes => {
  const { feeds, parts } = view.simulation
  const { engine, pool } = parts.exchange.venues[market]
  return {
    index: BigInt(feeds[market].parts.oracle.published.price),
    mid: BigInt(engine.mid()),
    impactBid: impactPrice(view, market, SELL),
    impactAsk: impactPrice(view, market, BUY),
    skew: 0n - view.reckoning.size(market, pool),
  }
}
