import fc from 'fast-check'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { LAB_PRICE, labScenario } from '../../src/testing/cases/lab-scenario.ts'
import { MEMBERS } from './script-command.ts'

/** Engines that the model knows. */
export const MODELLED_ENGINES = ['order book', 'constant-product AMM', 'linear AMM'] as const
export type ModelledEngine = (typeof MODELLED_ENGINES)[number]

/** A protocol and the arm that runs it. */
export interface ModelledProtocol {
  readonly scenario: Scenario
  readonly arm: string
  /** Quote per base, by market. */
  readonly startPrices: readonly number[]
}

type Words = Readonly<Record<string, unknown>>

const START_PRICES = [LAB_PRICE, 50]

const marketWords = (symbol: string, price: number, tick: string, lot: string, limits: Words): Words => ({
  symbol,
  tick,
  lot,
  quote: 'USDC',
  prices: {
    waypoints: [
      ['0s', String(price)],
      ['1d', String(price)],
    ],
    volatility: 0,
  },
  impactNotional: '100',
  limits,
})

/** Parts as the laboratory has them come first, so that protocols shrink to them. */
const PARTS: Readonly<Record<string, readonly unknown[]>> = {
  fees: [
    { maker: '0', taker: '5bps' },
    { maker: '-1bps', taker: '5bps' },
    { maker: '2bps', taker: '7bps', liquidationTaker: '0' },
    { maker: '-3ppm', taker: '1/3000' },
  ],
  funding: [
    { every: '10s', period: '8h', rate: 'constant', constant: '0', sample: { every: 'block', mean: 'latest' } },
    { every: '2s', period: '10s', rate: 'constant', constant: '1/700' },
    { every: '3s', period: '1m', rate: 'constant', constant: '-3%', sample: { every: '2s', mean: 'linear' } },
    { every: 'block', period: '1m', rate: 'premium-clamp', interest: '1bps', clamp: '5bps', periodCap: '50%' },
    { every: '5s', period: '20s', rate: 'premium-clamp', cap: '3%', price: 'mark', sample: { every: 'block' } },
    { every: '3s', period: '7s', rate: 'premium-clamp', clamp: '0', sample: { every: 'block', mean: 'linear' } },
  ],
  mark: [{ rule: 'index' }, { rule: 'clamped-mid', band: '1/30' }],
  oracle: [
    { sources: 1, noise: '0', delay: '0s', heartbeat: '0s' },
    { sources: 1, noise: '0', delay: '0s', heartbeat: '0s' },
    { sources: 1, noise: '0', delay: '0s', heartbeat: '0s' },
    { sources: 1, noise: '0', delay: '1s', heartbeat: '3s', deviation: '2%' },
    {
      sources: 3,
      noise: '0',
      delay: '0s',
      heartbeat: '0s',
      longestAge: '3s',
      guards: {
        stale: { after: '2s', consequence: 'pause-opening' },
        jump: { beyond: '20%', for: '2s', consequence: 'pause-both' },
      },
    },
    { sources: 4, noise: '0', delay: '2s', heartbeat: '2s' },
  ],
  margin: [
    { tiers: [{ initial: '10%', maintenance: '5%' }] },
    { tiers: [{ initial: '5%', maintenance: '1/30' }] },
    {
      tiers: [
        { upTo: '700', initial: '4%', maintenance: '2%' },
        { upTo: '2_000', initial: '1/9', maintenance: '1/30' },
        { initial: '1/7', maintenance: '7%' },
      ],
    },
    { tiers: [{ initial: '10%', maintenance: '5%' }], withdrawal: { kind: 'share-of-notional', share: '1/6' } },
    { tiers: [{ initial: '10%', maintenance: '9%' }], withdrawal: 'unrealised-profit-excluded' },
  ],
  liquidation: [
    { close: 'full', penalty: '1%' },
    { close: { kind: 'partial', fraction: '1/3', cooldown: '3s' }, penalty: '50bps' },
    { close: { kind: 'partial', fraction: '20%', cooldown: '4s', duringCooldown: 'wait' }, penalty: '0' },
    { close: { kind: 'partial', fraction: '1/7', cooldown: '2s', wholeUpTo: '500' }, penalty: '0' },
    { close: { kind: 'full', limit: 'bankruptcy' }, penalty: '2%', order: 'largest-notional' },
    { close: { kind: 'partial-to-health', target: 'initial' }, penalty: '1%', order: 'account-number' },
    {
      close: {
        kind: 'partial-to-health',
        target: 'maintenance',
        buffer: '2%',
        limit: { kind: 'slippage', slippage: '3%' },
      },
      penalty: { rate: '1%', liquidator: '1/3', fund: '1/3' },
    },
    { close: { kind: 'full', limit: { kind: 'slippage', slippage: '1%' } }, penalty: '1%', roundsPerBlock: 1 },
    { mode: 'bots', close: 'full', penalty: { rate: '1%', liquidator: '2/3', fund: '1/4' } },
    {
      mode: 'bots',
      close: { kind: 'partial', fraction: '1/3', cooldown: '2s' },
      penalty: { rate: '2%', liquidator: '1/7', fund: '1/7' },
    },
  ],
  takers: [
    ['engine', 'deleverage'],
    ['engine'],
    ['engine', { backstop: { below: '2/3', deposit: '500', limit: '1_500' } }, { deleverage: { price: 'mark' } }],
    [{ backstop: { deposit: '1_000' } }],
    [{ deleverage: { below: '1', policy: 'pro-rata', includePool: true } }],
    ['engine', { deleverage: { policy: 'pro-rata', price: 'mark', includePool: true } }],
    [{ engine: { notBelow: '1/2' } }, { deleverage: { below: '1/2', ranking: 'price-leverage' } }],
    [{ deleverage: { below: '1', ranking: 'wallet-leverage', price: 'mark' } }],
  ],
  payers: [
    ['fund', 'socialise'],
    [],
    ['fund'],
    [{ fund: { limit: '20' } }, { socialise: { among: 'all-positions' } }],
    [{ socialise: { among: 'opposite' } }],
    [{ vault: { limit: '300' } }, 'socialise', 'fund'],
  ],
  insurance: [
    { deposit: '1_000', feeShare: '10%' },
    { deposit: '0', feeShare: '0' },
    { deposit: '50', feeShare: '100%' },
    { deposit: '3', feeShare: '1/3' },
  ],
}

const AMMS: readonly Words[] = [
  {},
  { backing: 'none', capital: '100' },
  { backing: 'fund', capital: '50' },
  { fluctuation: '1/150', depth: { within: '100bps', notional: '5_000' } },
  { largestOrder: '4' },
  { spread: '3bps' },
  { spread: '1/900', depth: { within: '100bps', notional: '300' } },
]

const LIMITS: readonly Words[] = [
  {},
  {},
  {},
  { position: '5' },
  { openInterest: '9' },
  { priceBand: '1%' },
  { position: '4.5', priceBand: '1/30' },
]

/** Protocols about the laboratory's on one engine, in one market or two with cross margin. */
export const modelledProtocols = (engine: ModelledEngine): fc.Arbitrary<ModelledProtocol> => {
  const drawn = Object.entries(PARTS).map(([name, choices]) =>
    fc.constantFrom(...choices).map((words): Words => ({ [name]: words })),
  )
  return fc
    .tuple(fc.constantFrom(1, 2), fc.constantFrom(...AMMS), fc.constantFrom(...LIMITS), ...drawn)
    .map(([count, amm, limits, ...parts]) => {
      const { engines } = labScenario()
      const curve = engine === 'linear AMM' ? 'linear' : 'constant-product'
      const trade = curve === 'linear' ? {} : { tradeLimit: '1%' }
      const all: Words[] = [
        marketWords('LAB-PERP', START_PRICES[0], '0.1', '0.001', limits),
        marketWords('TWO-PERP', START_PRICES[1], '0.01', '0.01', {}),
      ]
      const scenario = labScenario({
        ...Object.assign({}, ...(parts as Words[])),
        horizon: '10m',
        markets: all.slice(0, count),
        engines: { ...engines, amm: { ...engines.amm, curve, ...amm, ...('spread' in amm ? trade : {}) } },
        traders: [{ kind: 'scripted', count: MEMBERS, deposit: '1_000' }],
      })
      return {
        scenario,
        arm: engine === 'order book' ? 'book' : 'amm',
        startPrices: START_PRICES.slice(0, count),
      }
    })
}
