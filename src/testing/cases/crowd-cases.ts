import fc from 'fast-check'
import { scenarioSchema } from '../../scenario/scenario.ts'
import type { ScenarioCase } from '../law.ts'

type Words = Readonly<Record<string, unknown>>

const START = 30_000

const percent = (least: number, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: least * 10, max: most * 10 }).map((tenths) => `${tenths / 10}%`)
const money = (least: number, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: least, max: most }).map((units) => String(units))
const seconds = (least: number, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: least, max: most }).map((s) => `${s}s`)

/** A price that jumps once within a block, down or up; or one drawn from a model, from calm to wild. */
const prices: fc.Arbitrary<Words> = fc.oneof(
  fc.record({ percent: fc.integer({ min: -60, max: 100 }), at: fc.integer({ min: 5, max: 90 }) }).map((gap) => {
    const after = String((START * (100 + gap.percent)) / 100)
    return {
      waypoints: [
        ['0s', String(START)],
        [`${gap.at}s`, String(START)],
        [`${gap.at + 2}s`, after],
        ['2m', after],
      ],
      volatility: 1,
    }
  }),
  fc.record({
    model: fc.constant('merton'),
    start: fc.constant(String(START)),
    volatility: fc.integer({ min: 0, max: 5 }),
    jumpsPerYear: fc.constantFrom(0, 200_000, 2_000_000),
    jumpMean: fc.constantFrom(0, -0.05, 0.05),
    jumpDeviation: fc.constantFrom(0, 0.05),
  }),
)

const takers = fc.constantFrom<readonly unknown[]>(
  ['engine', 'deleverage'],
  [{ engine: { notBelow: '0' } }, { deleverage: {} }],
  [
    'engine',
    { backstop: { deposit: '10_000', limit: '50_000' } },
    { deleverage: { policy: 'pro-rata', price: 'mark' } },
  ],
  [{ backstop: { below: '2/3', deposit: '1_000' } }],
  [{ deleverage: { below: '1', policy: 'pro-rata', includePool: true } }],
  [{ deleverage: { below: '1', price: 'mark', ranking: 'wallet-leverage', includePool: true } }],
)
const payers = fc.constantFrom<readonly unknown[]>(
  ['fund', 'socialise'],
  ['fund'],
  ['socialise'],
  ['fund', { vault: { limit: '5_000' } }, { socialise: { among: 'all-positions' } }],
  [{ fund: { limit: '100' } }, { socialise: { among: 'opposite' } }],
  [],
)
const close = fc.constantFrom<unknown>(
  'full',
  { kind: 'full', limit: 'bankruptcy' },
  { kind: 'partial', fraction: '25%', cooldown: '10s', duringCooldown: 'wait' },
  { kind: 'partial', fraction: '50%', limit: { kind: 'slippage', slippage: '2%' } },
  { kind: 'partial-to-health', target: 'initial' },
)

/** A payer that is the backstop vault has no place where no backstop takes. */
const mentions = (what: string) => (words: unknown) => JSON.stringify(words).includes(what)

const words: fc.Arbitrary<Words> = fc
  .record({
    seed: fc.nat(1_000_000),
    horizon: seconds(20, 120),
    prices,
    blockTime: fc.constantFrom('2s', '1s', '5s'),
    blocks: fc.constantFrom('fixed', 'poisson'),
    ordering: fc.constantFrom('arrival', 'priority-fee', 'cancels-first', 'random'),
    capacity: fc.constantFrom(30_000_000, 1_000_000),
    baseFee: fc.constantFrom('0', '0.0005'),
    publish: fc.constantFrom('block-start', 'transaction'),
    guards: fc.constantFrom<Words>({}, { jump: { beyond: '5%', for: '20s', consequence: 'pause-both' } }),
    mark: fc.constantFrom<Words>(
      { rule: 'index' },
      { rule: 'clamped-mid', band: '1%' },
      { rule: 'index-plus-premium-ema', halfLife: '10s' },
      { rule: 'median-of-three' },
    ),
    funding: fc.constantFrom<Words>(
      { every: 'block', rate: 'constant', constant: '-20%' },
      { every: '10s', rate: 'premium-clamp', premium: 'impact' },
      { every: '15s', rate: 'skew-velocity', skewScale: '5', maxVelocity: '300%', cap: '2%' },
    ),
    maintenance: fc.integer({ min: 5, max: 50 }),
    mode: fc.constantFrom('protocol', 'bots'),
    close,
    penalty: fc.constantFrom('0', '0.4%'),
    takers,
    payers,
    fund: money(0, 20_000),
    feeShare: percent(0, 100),
    capital: money(20_000, 2_000_000),
    depth: money(100_000, 2_000_000),
    backing: fc.constantFrom('capital', 'fund', 'none'),
    spread: fc.constantFrom('0', '5bps'),
    curve: fc.constantFrom('constant-product', 'linear'),
    recentring: fc.constantFrom<Words>({}, { recentring: { kind: 'gap', band: '1%', payer: 'fund' } }),
    refill: fc.constantFrom('mirror', 'same', 'none'),
    leverage: fc.integer({ min: 1, max: 60 }),
    noise: fc.integer({ min: 1, max: 30 }),
    trend: fc.nat(5),
    makers: fc.nat(2),
    arbitrageurs: fc.nat(1),
    liquidators: fc.nat(1),
    lookback: seconds(10, 60),
  })
  .map((x) => ({
    name: 'crowd',
    seed: x.seed,
    horizon: x.horizon,
    record: { every: '10s' },
    markets: [{ symbol: 'BTC-PERP', tick: '0.1', lot: '0.001', quote: 'USDC', prices: x.prices }],
    chain: {
      blockTime: x.blockTime,
      blocks: x.blocks,
      ordering: x.ordering,
      capacity: x.capacity,
      baseFee: x.baseFee,
      latency: { mean: '400ms' },
    },
    oracle: { sources: 3, noise: '2bps', delay: '500ms', publish: x.publish, guards: x.guards },
    mark: x.mark,
    funding: x.funding,
    margin: { tiers: [{ initial: `${x.maintenance / 5}%`, maintenance: `${x.maintenance / 10}%` }] },
    liquidation: { mode: x.mode, close: x.close, penalty: x.penalty },
    takers: x.takers,
    payers: mentions('backstop')(x.takers) ? x.payers : x.payers.filter((payer) => !mentions('vault')(payer)),
    insurance: { deposit: x.fund, feeShare: x.feeShare },
    fees: { maker: '-1bps', taker: '5bps' },
    engines: {
      amm: {
        kind: 'virtual-amm',
        curve: x.curve,
        capital: x.capital,
        depth: { notional: x.depth },
        backing: x.backing,
        spread: x.spread,
        ...x.recentring,
        ladder: { levels: 100, step: '10bps', refill: x.refill },
      },
      book: { kind: 'order-book', capital: x.makers === 0 ? '0' : x.capital },
    },
    traders: [
      { kind: 'noise', count: x.noise, deposit: '2_000', leverage: x.leverage, interval: '5s', notional: '10_000' },
      { kind: 'trend', count: x.trend, deposit: '3_000', leverage: x.leverage, interval: '2s', lookback: x.lookback },
      { kind: 'market-maker', count: x.makers },
      { kind: 'arbitrageur', count: x.arbitrageurs, deposit: '100_000' },
      { kind: 'liquidator', count: x.liquidators, deposit: '5_000' },
    ].filter(({ count }) => count > 0),
  }))

/**
 * Cases with a crowd that acts by itself, where `scenarioCases` have a script: up to two minutes of a random protocol, from
 * dull to broken, with noise and trend traders, makers, arbitrageurs and liquidators in a market that gaps or jumps.
 * They shrink towards fewer traders, a shorter horizon, a smaller shock and the first value of each part.
 */
export const crowdCases = (): fc.Arbitrary<ScenarioCase> =>
  fc
    .record({ arm: fc.constantFrom('amm', 'book', 'ladder'), words })
    .map(({ arm, words: drawn }) => ({ arm, scenario: scenarioSchema.parse(drawn) }))
