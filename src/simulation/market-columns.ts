import { BACKSTOP_VAULT, FUND_ACCOUNT, POOL, TRADER } from '../exchange/accounts.ts'
import { DELEVERAGED_QUOTE, LIQUIDATED_QUOTE, SOCIALISED, VOLUME_QUOTE } from '../exchange/counters.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { BUY, SELL } from '../market/side.ts'
import { depthWithin } from './engine-quotes.ts'
import type { MarketFeed } from './market-feed.ts'

/** Columns recorded of each market, prices in micro-units, money in atoms, rates in pico. */
export const MARKET_COLUMN_NAMES = [
  'trueMicros',
  'indexMicros',
  'markMicros',
  'midMicros',
  'bidMicros',
  'askMicros',
  'bidDepthAtoms',
  'askDepthAtoms',
  'openInterestLots',
  'fundingRatePico',
  'volumeAtoms',
  'liquidatedAtoms',
  'deleveragedAtoms',
  'socialisedAtoms',
  'poolEquityAtoms',
] as const

/** Columns recorded once: of the whole exchange. */
export const EXCHANGE_COLUMN_NAMES = ['fundAtoms', 'deficitAtoms', 'accountsBelowZero'] as const

/** Depth is measured to this share of the mid. */
export const DEPTH_WITHIN: { readonly n: number; readonly d: number } = { n: 1, d: 100 }

/** Names of all columns: time, the exchange's, then each market's, prefixed `m1.`, `m2.` … from the second on. */
export const columnNames = (markets: number): readonly string[] => [
  'timeMs',
  ...EXCHANGE_COLUMN_NAMES,
  ...Array.from({ length: markets }, (_, m) =>
    MARKET_COLUMN_NAMES.map((name) => (m === 0 ? name : `m${m}.${name}`)),
  ).flat(),
]

/** One sample, in the order of `columnNames`. */
export const sampleColumns = (exchange: Exchange, feeds: readonly MarketFeed[], now: number): readonly number[] => {
  const { ledger, collateral, accounts } = exchange
  let deficit = 0
  let below = 0
  for (let account = 0; account < accounts.count; account++) {
    const role = accounts.role[account]
    if (role !== TRADER && role !== POOL && role !== BACKSTOP_VAULT) continue
    const equity = exchange.equity(account)
    if (equity >= 0) continue
    deficit -= equity
    below += 1
  }
  const values = [now, ledger.balance[collateral * ledger.accounts + FUND_ACCOUNT], deficit, below]
  feeds.forEach((feed, m) => {
    const { engine, clearing, counters, pool } = exchange.venues[m]
    const mid = engine.mid()
    const within = { mid, ...DEPTH_WITHIN }
    values.push(
      feed.truePrice(now),
      feed.parts.oracle.published.price,
      feed.mark,
      mid,
      engine.best(BUY),
      engine.best(SELL),
      depthWithin(engine, clearing.cell, SELL, within),
      depthWithin(engine, clearing.cell, BUY, within),
      ledger.openInterest[m],
      feed.parts.funding.paid,
      counters.market[VOLUME_QUOTE],
      counters.market[LIQUIDATED_QUOTE],
      counters.market[DELEVERAGED_QUOTE],
      counters.market[SOCIALISED],
      exchange.equity(pool),
    )
  })
  return values
}
