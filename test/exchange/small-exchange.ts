import { orderBook } from '../../src/engines/order-book/order-book.ts'
import { constantProduct } from '../../src/engines/virtual-amm/constant-product.ts'
import { virtualAmm } from '../../src/engines/virtual-amm/virtual-amm.ts'
import { FUND_ACCOUNT, VAULT_ACCOUNT } from '../../src/exchange/accounts.ts'
import { Exchange } from '../../src/exchange/exchange.ts'
import { LiquidationSearch } from '../../src/exchange/liquidation-search.ts'
import { Liquidations } from '../../src/exchange/liquidations.ts'
import { type TradingLimits, unlimited } from '../../src/exchange/trading-limits.ts'
import { Waterfall } from '../../src/exchange/waterfall.ts'
import { deleverageProRata } from '../../src/insurance/deleverage-pro-rata.ts'
import { deleverageQueue } from '../../src/insurance/deleverage-queue.ts'
import type { Payer } from '../../src/insurance/payers.ts'
import type { Taker } from '../../src/insurance/takers.ts'
import { full } from '../../src/liquidation/full.ts'
import type { LiquidationRule } from '../../src/liquidation/liquidation-rule.ts'
import { marginTiers } from '../../src/margin/margin-tiers.ts'
import type { Clearing } from '../../src/market/clearing.ts'
import type { Engine } from '../../src/market/engine.ts'
import { completed, PLACE, type Transaction } from '../../src/market/transaction.ts'
import { fraction, parseFraction } from '../../src/numeric/fraction.ts'
import type { Backing } from '../../src/pools/backing.ts'

/** Price units of every market at the start. */
export const START_PRICE = 1_000_000

export type EngineName = 'order-book' | 'virtual-amm'

export interface SmallExchange {
  readonly exchange: Exchange
  readonly search: LiquidationSearch
  readonly liquidations: Liquidations
  readonly waterfall: Waterfall
}

const engines: Readonly<Record<EngineName, (clearing: Clearing, pool: number) => Engine>> = {
  'order-book': (clearing) => orderBook({ clearing, tickUnits: 10 }),
  'virtual-amm': (clearing, pool) =>
    virtualAmm({ clearing, pool, curve: constantProduct({ lots: 200_000, atoms: 200_000 * START_PRICE }) }),
}

export interface SmallConfig {
  readonly engine: EngineName
  readonly markets?: number
  readonly accounts?: number
  readonly takers?: readonly Taker[]
  readonly payers?: readonly Payer[]
  readonly rule?: LiquidationRule
  readonly fund?: number
  readonly vault?: number
  readonly mode?: 'protocol' | 'bots'
  readonly limits?: TradingLimits
  readonly backing?: Backing
  /** Atoms that each AMM's pool begins with. */
  readonly pool?: number
}

/** An exchange of a few accounts: 10 % initial, 5 % maintenance, fees of -1 and 5 bps. */
export const smallExchange = (config: SmallConfig): SmallExchange => {
  const markets = config.markets ?? 1
  const exchange = new Exchange({
    accounts: config.accounts ?? 64,
    assets: 1,
    collateral: 0,
    withdrawal: { kind: 'initial' },
    markets: Array.from({ length: markets }, (_, market) => ({
      spec: {
        symbol: `M${market}-PERP`,
        market,
        quote: 'USDC',
        quoteDecimals: 6,
        lot: '0.001',
        tickUnits: 10,
        unitPrice: '0.001',
      },
      tiers: marginTiers([
        { upTo: 2e11, initial: fraction(1, 10), maintenance: fraction(1, 20) },
        { upTo: Infinity, initial: fraction(1, 5), maintenance: fraction(1, 10) },
      ]),
      fees: { maker: parseFraction('-1bps'), taker: parseFraction('5bps') },
      limits: config.limits ?? unlimited,
      backing: config.backing ?? 'capital',
      engine: engines[config.engine],
    })),
  })
  for (let m = 0; m < markets; m++) {
    exchange.markets.mark[m] = START_PRICE
    exchange.markets.index[m] = START_PRICE
  }
  if (config.fund) exchange.deposit(FUND_ACCOUNT, config.fund)
  if (config.engine === 'virtual-amm')
    for (const { pool } of exchange.venues) exchange.deposit(pool, config.pool ?? 1e12)
  if (config.vault) exchange.deposit(VAULT_ACCOUNT, config.vault)
  const search = new LiquidationSearch(exchange, new Array(markets).fill(START_PRICE))
  const waterfall = new Waterfall(exchange, {
    takers: config.takers ?? [{ kind: 'engine' }, { kind: 'deleverage', policy: 'queue', price: 'bankruptcy' }],
    payers: config.payers ?? [{ kind: 'fund' }, { kind: 'socialise', among: 'winners' }],
    policies: { queue: deleverageQueue(), 'pro-rata': deleverageProRata() },
  })
  const liquidations = new Liquidations(exchange, search, waterfall, {
    mode: config.mode ?? 'protocol',
    rule: config.rule ?? full(),
    order: 'lowest-margin-ratio',
    penalty: { rate: parseFraction('1%'), liquidator: fraction(1, 2), fund: fraction(1, 2) },
    roundsPerBlock: 8,
  })
  return { exchange, search, liquidations, waterfall }
}

/** A transaction with everything not named left at zero. */
export const transaction = (given: Partial<Transaction>): Transaction =>
  completed({ kind: PLACE, ...given }, given.account ?? 0, given.market ?? 0)
