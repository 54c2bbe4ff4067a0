import type { MarginTiers } from '../margin/margin-tiers.ts'
import type { Engine, EngineFactory } from '../market/engine.ts'
import type { MarketSpec } from '../market/market-spec.ts'
import type { Backing } from '../pools/backing.ts'
import { FEE_POOL_ACCOUNT, FIRST_FUNDING_ACCOUNT, FUND_ACCOUNT, POOL } from './accounts.ts'
import { Counters } from './counters.ts'
import type { ExchangeCore } from './exchange-core.ts'
import type { FeeSchedule } from './fees.ts'
import { MarketClearing } from './market-clearing.ts'
import { OpenOrders } from './open-orders.ts'
import type { TradingLimits } from './trading-limits.ts'
import { TriggerOrders } from './trigger-orders.ts'

/** One market as the exchange is given it. */
export interface ExchangeMarket {
  readonly spec: MarketSpec
  readonly tiers: MarginTiers
  readonly fees: FeeSchedule
  readonly limits: TradingLimits
  /** What stands behind a virtual AMM's pool; `capital` when left out. */
  readonly backing?: Backing
  /** Builds the engine on the market's clearing; `pool` is the account that a virtual AMM trades from. */
  readonly engine: EngineFactory
}

/** One market inside the exchange. */
export interface Venue {
  readonly spec: MarketSpec
  readonly engine: Engine
  readonly clearing: MarketClearing
  readonly orders: OpenOrders
  readonly triggers: TriggerOrders
  readonly counters: Counters
  readonly tiers: MarginTiers
  readonly limits: TradingLimits
  /** Account of the market's AMM pool; a book's stays empty. */
  readonly pool: number
  readonly backing: Backing
}

/** Opens the market's pool account and builds its clearing and engine on the exchange. */
export const buildVenue = (exchange: ExchangeCore, market: ExchangeMarket): Venue => {
  const { spec, tiers, limits, backing = 'capital' } = market
  const { ledger, health, funding, accounts, touched, undo, collateral } = exchange
  const orders = new OpenOrders(ledger, spec.market)
  const counters = new Counters()
  const pool = accounts.open(POOL)
  const clearing = new MarketClearing({
    market: spec.market,
    asset: collateral,
    ledger,
    health,
    orders,
    counters,
    fees: market.fees,
    funding,
    feePool: FEE_POOL_ACCOUNT,
    fundingAccount: FIRST_FUNDING_ACCOUNT + spec.market,
    pool,
    backing,
    fund: FUND_ACCOUNT,
    exempt: accounts.exempt,
    touched,
    undo,
  })
  const engine = market.engine(clearing, pool)
  return {
    spec,
    engine,
    clearing,
    orders,
    triggers: new TriggerOrders(spec.market),
    counters,
    tiers,
    limits,
    pool,
    backing,
  }
}
