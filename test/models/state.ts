import { type Curve, curveOf, priceOf } from './curve.ts'
import { type Exact, exact, type Share, ZERO } from './exact.ts'
import type { Terms } from './terms.ts'

/** Accounts that every exchange has (2 is the gas account); a funding account a market follows, a pool a market, then the traders. */
export const FEES = 0
export const FUND = 1
export const VAULT = 3
export const fundingAccount = (market: number): number => 4 + market
export const poolAccount = (markets: number, market: number): number => 4 + markets + market
export const firstTrader = (markets: number): number => 4 + 2 * markets

export type Side = 'buy' | 'sell'
export const opposite = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy')

/** A position of one account in one market. */
export interface Position {
  /** Signed lots. */
  size: Exact
  /** Atoms paid for it. */
  entryValue: Exact
  /** Funding index of its side when it was last settled. */
  fundingEntry: Exact
  filledLots: Exact
  filledQuote: Exact
  feesPaid: Exact
  fundingPaid: Exact
}

/** An order as it waits, or as it comes. */
export interface Order {
  readonly account: number
  readonly side: Side
  lots: Exact
  /** Price units; none for a market order. */
  readonly limit?: Exact
  readonly immediate: boolean
  readonly allOrNone: boolean
  readonly postOnly: boolean
  readonly slide: boolean
  readonly reduceOnly: boolean
  readonly liquidation: boolean
  readonly selfTrade: 'cancel-resting' | 'cancel-incoming' | 'decrement-both'
  /** Milliseconds; 0 for good. */
  readonly goodTil: number
  readonly tag: number
  readonly trigger?: { readonly when: 'above' | 'below'; readonly price: Exact }
}

/** An order on the book. */
export interface Resting extends Order {
  readonly price: Exact
  /** Its number in the order in which orders came to rest. */
  readonly since: number
}

/** Running totals of a market, by name. */
export const TOTALS = [
  'fills',
  'volumeLots',
  'volumeQuote',
  'takerFees',
  'makerFees',
  'liquidations',
  'liquidatedLots',
  'liquidatedQuote',
  'liquidationSlippage',
  'penalties',
  'penaltiesToFund',
  'penaltiesToLiquidators',
  'backstopLots',
  'backstopQuote',
  'deleveragedLots',
  'deleveragedQuote',
  'deleveragedAccounts',
  'fundPaid',
  'vaultPaid',
  'socialised',
  'unpaid',
  'fundingPaid',
  'fundingReceived',
  'feesToFund',
  'recentringCost',
] as const
export type Total = (typeof TOTALS)[number]

/** What sources of one market's oracle saw, and what was published. */
export interface OracleState {
  observations: { readonly source: number; readonly time: number; readonly usable: number; readonly price: Exact }[]
  /** The aggregate as of the last look, with the time of its newest observation; none where nobody is live. */
  candidate: { readonly price: Exact; readonly newest: number } | undefined
  published: { readonly price: Exact; readonly newest: number; readonly time: number }
  jumpedUntil: number
  /** Pauses that guards ask for. */
  pauses: readonly Pause[]
}

export type Pause = 'opening' | 'liquidation'

/** Where a market's funding stands. */
export interface FundingState {
  /** 1e-6 atom a lot that a long has paid since the start; the shorts' is the same. */
  index: Exact
  indexCarry: Exact
  /** Premiums sampled since the last payment. */
  samples: Exact[]
  latest: Exact
  premiumIndex: Exact
  slot: number
  paidUntil: number
  rateCarry: Exact
  /** Of the last payment: the rate per period, and what was paid of it. */
  rate: Exact
  ratePaid: Exact
}

export interface MarketState {
  mark: Exact
  index: Exact
  /** The true price is the first one times this. */
  shift: Exact
  scripted: readonly Pause[]
  paused: readonly Pause[]
  positions: Position[]
  book: Resting[]
  curve: Curve | undefined
  /** The curve's price at first and after each trade, with its block. */
  prices: { readonly block: number; readonly price: Share }[]
  triggers: Order[]
  totals: Record<Total, Exact>
  /** What the order in hand has filled, and the price of the last fill ever. */
  last: { lots: Exact; quote: Exact; fee: Exact; price: Exact }
  oracle: OracleState
  funding: FundingState
}

/** Everything that the future of the model depends on: plain data, copied whole where an order may leave no trace. */
export interface State {
  now: number
  block: number
  sequence: number
  balances: Exact[]
  netDeposits: Exact[]
  deposited: Exact
  withdrawn: Exact
  markets: MarketState[]
  /** By payer of the list. */
  paid: Exact[]
  deleveraged: boolean[]
  /** Milliseconds of the last partial close, -1 none; and before which no visit is wanted. */
  lastClose: number[]
  waitUntil: number[]
}

/** A copy that shares nothing that can change. */
export const copyOf = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(copyOf) as T
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)])) as T
  return value
}

const flat = (): Position => ({
  size: ZERO,
  entryValue: ZERO,
  fundingEntry: ZERO,
  filledLots: ZERO,
  filledQuote: ZERO,
  feesPaid: ZERO,
  fundingPaid: ZERO,
})

/** Before anybody has brought anything in. */
export const emptyState = (terms: Terms): State => {
  const count = firstTrader(terms.markets.length) + terms.traders
  const zeros = (): Exact[] => new Array<Exact>(count).fill(ZERO)
  return {
    now: 0,
    block: 0,
    sequence: 0,
    balances: zeros(),
    netDeposits: zeros(),
    deposited: ZERO,
    withdrawn: ZERO,
    paid: terms.words.payers.map(() => ZERO),
    deleveraged: new Array<boolean>(count).fill(false),
    lastClose: new Array<number>(count).fill(-1),
    waitUntil: new Array<number>(count).fill(0),
    markets: terms.markets.map(({ start, atomsPerQuote }): MarketState => {
      const curve = curveOf(terms.engine, start, atomsPerQuote)
      return {
        mark: ZERO,
        index: ZERO,
        shift: exact(1),
        scripted: [],
        paused: [],
        positions: Array.from({ length: count }, flat),
        book: [],
        curve,
        prices: curve === undefined ? [] : [{ block: 0, price: priceOf(curve) }],
        triggers: [],
        totals: Object.fromEntries(TOTALS.map((name) => [name, ZERO])) as Record<Total, Exact>,
        last: { lots: ZERO, quote: ZERO, fee: ZERO, price: ZERO },
        oracle: {
          observations: [],
          candidate: undefined,
          published: { price: ZERO, newest: 0, time: 0 },
          jumpedUntil: 0,
          pauses: [],
        },
        funding: {
          index: ZERO,
          indexCarry: ZERO,
          samples: [],
          latest: ZERO,
          premiumIndex: ZERO,
          slot: 0,
          paidUntil: 0,
          rateCarry: ZERO,
          rate: ZERO,
          ratePaid: ZERO,
        },
      }
    }),
  }
}
