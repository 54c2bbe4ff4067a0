import { fixedBlocks } from '../../src/chain/block-clock.ts'
import { gasTable } from '../../src/chain/gas-table.ts'
import { exponentialLatency, fixedLatency } from '../../src/chain/latency.ts'
import { Mempool } from '../../src/chain/mempool.ts'
import { cancelsFirstOrdering } from '../../src/chain/ordering/cancels-first.ts'
import { orderBook } from '../../src/engines/order-book/order-book.ts'
import { constantProduct } from '../../src/engines/virtual-amm/constant-product.ts'
import { reservesForDepth } from '../../src/engines/virtual-amm/depth-calibration.ts'
import { type Ladder, ladderFrom } from '../../src/engines/virtual-amm/ladder-from.ts'
import { virtualAmm } from '../../src/engines/virtual-amm/virtual-amm.ts'
import { FEE_POOL_ACCOUNT, FUND_ACCOUNT } from '../../src/exchange/accounts.ts'
import { Exchange } from '../../src/exchange/exchange.ts'
import { LiquidationSearch } from '../../src/exchange/liquidation-search.ts'
import { Liquidations } from '../../src/exchange/liquidations.ts'
import { unlimited } from '../../src/exchange/trading-limits.ts'
import { Waterfall } from '../../src/exchange/waterfall.ts'
import { type Funding, funding } from '../../src/funding/funding.ts'
import { premiumClamp } from '../../src/funding/premium-clamp.ts'
import { premiumFromMid } from '../../src/funding/premium-from-mid.ts'
import { deleverageProRata } from '../../src/insurance/deleverage-pro-rata.ts'
import { deleverageQueue } from '../../src/insurance/deleverage-queue.ts'
import { partialFraction } from '../../src/liquidation/partial-fraction.ts'
import { marginTiers } from '../../src/margin/margin-tiers.ts'
import type { Clearing } from '../../src/market/clearing.ts'
import type { Engine } from '../../src/market/engine.ts'
import { MICROS_PER_UNIT } from '../../src/market/price.ts'
import { fraction, parseFraction } from '../../src/numeric/fraction.ts'
import { markPremiumAverage } from '../../src/oracle/mark-premium-average.ts'
import { oracle } from '../../src/oracle/oracle.ts'
import { geometricBrownianMotion } from '../../src/prices/geometric-brownian-motion.ts'
import { Simulation } from '../../src/simulation/simulation.ts'
import type { SimulationParts } from '../../src/simulation/simulation-parts.ts'
import type { TraderGroup } from '../../src/simulation/trader-group.ts'
import { arbitrageur } from '../../src/traders/arbitrageur.ts'
import type { Behaviour } from '../../src/traders/behaviour.ts'
import type { Seat } from '../../src/traders/crowd.ts'
import { liquidator } from '../../src/traders/liquidator.ts'
import { marketMaker } from '../../src/traders/market-maker.ts'
import { noise } from '../../src/traders/noise.ts'
import { probe } from '../../src/traders/probe.ts'
import { type LadderLevel, staticLadder } from '../../src/traders/static-ladder.ts'
import { traderDefaults } from '../../src/traders/trader-defaults.ts'
import { trend } from '../../src/traders/trend.ts'

/** A coin at 20,000 with lots of a thousandth: a price unit is 0.001, a tick 0.1. */
export const PRICE = 20_000_000
export const TICK = 100
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
const QUOTE = 1_000_000

export type SmallArm = 'amm' | 'ladder' | 'book' | 'nobody'

export interface SmallRun {
  readonly arm: SmallArm
  readonly seed?: number
  readonly horizon?: number
  readonly volatility?: number
  readonly fund?: number
  readonly publish?: 'block-start' | 'transaction'
  readonly mode?: 'protocol' | 'bots'
  readonly audited?: boolean
  readonly markets?: number
  /** Milliseconds on the way, for everybody; exponential about 400 ms when left out. */
  readonly latency?: number
  readonly fundingEvery?: number | 'block'
  /** Price path of a crash instead of a random one: it falls by so much (bps) within a minute from half the horizon. */
  readonly fall?: number
  readonly tickUnits?: number
  /** Wraps each behaviour, so that a test can watch it. */
  readonly watch?: (behaviour: Behaviour, group: number) => Behaviour
  /** Traders besides the engine's liquidity; the usual crowd when left out. */
  readonly crowd?: boolean
}

/** The curve that the AMM trades on and that the ladder is cut from: 2 million of quote within 100 bps. */
export const smallCurve = () =>
  constantProduct(
    reservesForDepth({
      indexMicros: PRICE * MICROS_PER_UNIT,
      within: fraction(1, 100),
      notional: 2_000_000 * QUOTE,
    }),
  )

export const CAPITAL = 2_000_000 * QUOTE

const sides = (prices: Float64Array, lots: Float64Array): readonly LadderLevel[] =>
  Array.from(prices, (price, i) => ({ price, lots: lots[i] }))

const ladderOf = (ladder: Ladder): { bids: readonly LadderLevel[]; asks: readonly LadderLevel[] } => {
  const asks = sides(ladder.askPrices, ladder.askLots)
  // The curve's own price can lie on a tick: bid and ask must not meet there.
  const bids = sides(ladder.bidPrices, ladder.bidLots).filter(({ price }) => price < asks[0].price)
  return { bids, asks }
}

const liquidity = (run: Required<Pick<SmallRun, 'arm' | 'tickUnits'>>, seat: Seat): Behaviour | undefined => {
  const defaults = traderDefaults(QUOTE)
  if (run.arm === 'amm' || run.arm === 'nobody') return undefined
  if (run.arm === 'book')
    return marketMaker({ ...seat, count: 5 }, { ...defaults['market-maker'], deposit: { mean: CAPITAL / 5, sigma: 0 } })
  const cut = { tickUnits: run.tickUnits, lots: 50_000_000, levels: 2000 }
  return staticLadder(
    { ...seat, count: 1 },
    {
      deposit: CAPITAL,
      ...ladderOf(ladderFrom(smallCurve(), cut)),
      refill: 'mirror',
      tickUnits: run.tickUnits,
      interval: 2 * SECOND,
    },
  )
}

const crowdOf = (run: SmallRun, seed: number): readonly (readonly [string, Behaviour])[] => {
  const defaults = traderDefaults(QUOTE)
  const seat = (group: number, count: number): Seat => ({ seed, group, count, start: 0 })
  const bots = run.mode === 'bots' ? [['liquidator', liquidator(seat(4, 2), defaults.liquidator)] as const] : []
  return [
    ['noise', noise(seat(0, 40), { ...defaults.noise, interval: MINUTE, patientShare: 0.2, notional: 8_000 * QUOTE })],
    ['trend', trend(seat(1, 15), { ...defaults.trend, lookback: 5 * MINUTE })],
    ['arbitrageur', arbitrageur(seat(2, 2), defaults.arbitrageur)],
    [
      'probe',
      probe(seat(3, 1), {
        ...defaults.probe,
        side: 0,
        notional: 50_000 * QUOTE,
        after: 5 * MINUTE,
        hold: 10 * MINUTE,
      }),
    ],
    ...bots,
  ]
}

const fundingOf = (run: SmallRun): Funding =>
  funding({
    every: run.fundingEvery ?? 10 * MINUTE,
    period: 8 * HOUR,
    premium: premiumFromMid(),
    sample: { mean: 'equal', every: 'block' },
    rate: premiumClamp({ interest: parseFraction('1bps'), clamp: parseFraction('5bps') }),
    periodCap: parseFraction('4%'),
  })

const crash = (horizon: number, bps: number, start: number) => {
  const priceAt = (time: number): number => {
    const share = Math.min(1, Math.max(0, (time - horizon / 2) / MINUTE))
    return Math.round(start * (1 - (share * bps) / 10_000))
  }
  return {
    end: horizon,
    epoch: 0,
    priceAt,
    between: (from: number, to: number) => ({ low: priceAt(to), high: priceAt(from) }),
  }
}

/** Everything that a run is made of, by hand: real modules, one screen of choices. */
export const smallParts = (run: SmallRun): SimulationParts => {
  const { arm, seed = 7, horizon = 40 * MINUTE, markets = 1, tickUnits = TICK } = run
  const latency = run.latency === undefined ? exponentialLatency({ mean: 400 }) : fixedLatency(run.latency)
  const engine = (clearing: Clearing, pool: number): Engine =>
    arm === 'amm'
      ? virtualAmm({ clearing, pool, curve: smallCurve() })
      : orderBook({ clearing, tickUnits, levels: 1 << 16 })
  const exchange = new Exchange({
    accounts: 256,
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
        tickUnits,
        unitPrice: '0.001',
      },
      tiers: marginTiers([
        { upTo: 1_000_000 * QUOTE, initial: fraction(1, 40), maintenance: fraction(1, 80) },
        { upTo: Infinity, initial: fraction(1, 20), maintenance: fraction(1, 40) },
      ]),
      fees: { maker: parseFraction('-1bps'), taker: parseFraction('4.5bps') },
      limits: unlimited,
      engine,
    })),
  })
  const search = new LiquidationSearch(exchange, new Array(markets).fill(PRICE))
  const waterfall = new Waterfall(exchange, {
    takers: [{ kind: 'engine' }, { kind: 'deleverage', policy: 'queue', price: 'bankruptcy' }],
    payers: [{ kind: 'fund' }, { kind: 'socialise', among: 'winners' }],
    policies: { queue: deleverageQueue(), 'pro-rata': deleverageProRata() },
  })
  const liquidations = new Liquidations(exchange, search, waterfall, {
    mode: run.mode ?? 'protocol',
    rule: partialFraction({ fraction: fraction(1, 5), cooldown: 10 * SECOND }),
    order: 'lowest-margin-ratio',
    penalty: { rate: parseFraction('50bps'), liquidator: fraction(1, 2), fund: fraction(1, 2) },
    roundsPerBlock: 8,
  })
  const start = PRICE * MICROS_PER_UNIT
  const mempool = new Mempool({ seed, ordering: cancelsFirstOrdering(), gas: gasTable(), capacity: 30_000_000_000 })
  mempool.admit(FEE_POOL_ACCOUNT, { group: 0x7fff_ffff, ordinal: 0, latency })
  const watch = run.watch ?? ((behaviour: Behaviour) => behaviour)
  const crowd: readonly TraderGroup[] = (run.crowd === false ? [] : crowdOf(run, seed)).map(
    ([name, behaviour], group) => ({
      name,
      behaviour: watch(behaviour, group),
      market: 0,
      latency,
      rests: arm !== 'amm',
      asPool: false,
      probe: name === 'probe',
    }),
  )
  const owners = Array.from({ length: markets }, (_, market): readonly TraderGroup[] => {
    const owner = liquidity({ arm, tickUnits }, { seed, group: 10 + market, count: 1, start: 0 })
    if (owner === undefined) return []
    return [
      { name: owner.kind, behaviour: owner, market, latency, rests: true, asPool: arm === 'ladder', probe: false },
    ]
  }).flat()
  return {
    key: `small/${arm}/${seed}`,
    seed,
    start: 0,
    end: horizon,
    exchange,
    search,
    waterfall,
    liquidations,
    markets: Array.from({ length: markets }, (_, market) => ({
      path:
        run.fall === undefined
          ? geometricBrownianMotion({
              seed,
              market,
              start,
              horizon,
              step: SECOND,
              drift: 0,
              volatility: run.volatility ?? 3,
            })
          : crash(horizon, run.fall, start),
      oracle: oracle({
        seed,
        market,
        sources: Array.from({ length: 3 }, () => ({ noise: 0.0001, bias: fraction(0), delay: 500, weight: 1 })),
        aggregation: { kind: 'median' },
        heartbeat: 0,
        smoothing: { kind: 'none' },
        guards: {},
        faults: [],
      }),
      mark: markPremiumAverage({ halfLife: 150 * SECOND }),
      funding: fundingOf(run),
      publish: run.publish ?? 'block-start',
      impactNotional: 10_000 * QUOTE,
    })),
    terms: Array.from({ length: markets }, () => ({
      restingOrders: arm !== 'amm',
      tickUnits,
      takerFee: parseFraction('4.5bps'),
      makerFee: parseFraction('-1bps'),
      initialMargin: fraction(1, 40),
    })),
    // Owners of the liquidity come last: the crowd has the same accounts on every engine.
    groups: [...crowd, ...owners],
    clock: fixedBlocks({ blockTime: 2 * SECOND }),
    blockTime: 2 * SECOND,
    mempool,
    gas: gasTable(),
    baseFee: 0,
    fund: { deposit: run.fund ?? 250_000 * QUOTE, feeShare: parseFraction('10%') },
    poolDeposits: Array.from({ length: markets }, () => (arm === 'amm' || arm === 'ladder' ? CAPITAL : 0)),
    vaultDeposit: 0,
    recentringPayer: FUND_ACCOUNT,
    steps: [],
    recordEvery: MINUTE,
    costClasses: [1000 * QUOTE, 10_000 * QUOTE, 100_000 * QUOTE],
    auditEveryBlock: run.audited ?? true,
  }
}

/** A complete run, built and before its first block. */
export const smallSimulation = (run: SmallRun): Simulation => new Simulation(smallParts(run))
