import { expect, test } from 'vitest'
import { armsOf } from '../../src/scenario/arms.ts'
import { assemble } from '../../src/scenario/assemble.ts'
import { parseScenario } from '../../src/scenario/parse-scenario.ts'
import { broken, SOUND } from './bad-scenario.ts'

const waypoints = 'prices: { waypoints: [[0s, "30000"], [30m, "29000"]], volatility: 0.5 }'
const rate = 'rate: premium-clamp\n  clamp: 5bps'
const close = 'close: { kind: partial, fraction: 20%, cooldown: 30s }'
const mark = '{ rule: index-plus-premium-ema, halfLife: 150s }'
const crowd = '  - { kind: noise, count: 40 }\n'
const amm = 'amm: { kind: virtual-amm, capital: 2_000_000,'

const variations: readonly (readonly [string, string])[] = [
  [waypoints, 'prices: { model: geometric-brownian-motion, start: "30000", volatility: 0.5 }'],
  [
    waypoints,
    'prices: { model: merton, start: "30000", volatility: 0.5, jumpsPerYear: 50, jumpMean: -0.05, jumpDeviation: 0.02 }',
  ],
  [
    waypoints,
    'prices: { model: two-regime, start: "30000", calm: 0.3, stressed: 2, calmStay: 1h, stressedStay: 5m, startIn: stressed }',
  ],
  ['ordering: cancels-first', 'ordering: arrival'],
  ['ordering: cancels-first', 'ordering: priority-fee\n  blocks: poisson\n  baseFee: "0.001"'],
  ['ordering: cancels-first', 'ordering: random'],
  ['ordering: cancels-first', 'ordering: { kind: batch, every: 100ms }'],
  ['latency: { mean: 400ms }', 'latency: { fixed: 1s }'],
  [
    'latency: { mean: 400ms }',
    'latency: { mean: 400ms }\n  stalls: [{ from: 4s, for: 30s }]\n  congestion: [{ from: 40s, for: 10s, taken: 99% }]',
  ],
  ['aggregate: median', 'aggregate: weighted-median\n  smoothing: { kind: twap, window: 1m }'],
  ['aggregate: median', 'aggregate: { kind: trimmed-mean, trim: 20% }\n  smoothing: { kind: ema, halfLife: 30s }'],
  ['aggregate: median', 'aggregate: median\n  publish: transaction\n  heartbeat: 10s\n  deviation: 1%'],
  [
    'aggregate: median',
    'aggregate: median\n  guards: { stale: { after: 1m }, jump: { beyond: 5%, for: 1m, consequence: pause-both }, tooFewSources: { atLeast: 3 } }',
  ],
  ['kind: stuck', 'kind: silent'],
  ['kind: stuck', 'kind: spike, factor: "1.5"'],
  ['kind: stuck', 'kind: bias, by: -2%'],
  ['kind: stuck', 'kind: delayed, by: 3s'],
  [mark, '{ rule: index }'],
  [mark, '{ rule: clamped-mid, band: 1% }'],
  [mark, '{ rule: median-of-three }'],
  [rate, 'rate: twap-premium\n  premium: { of: twap, window: 1m }'],
  [rate, 'rate: skew-proportional\n  skewScale: "100"\n  maxRate: 1%'],
  [rate, 'rate: skew-velocity\n  skewScale: "100"\n  maxVelocity: 1%\n  premium: impact'],
  [rate, 'rate: constant\n  constant: 1/30\n  premium: { of: impact-middle, oneSided: { extreme: 5% } }'],
  [rate, 'rate: "clamp(premium, -5bps, 5bps) + interest"\n  interest: 1bps\n  price: mark'],
  ['mode: cross', 'mode: isolated\n  withdrawal: { kind: share-of-notional, share: 10% }'],
  [close, 'close: full'],
  [close, 'close: { kind: partial-to-health, buffer: 1%, limit: bankruptcy }'],
  [close, 'close: { kind: full, limit: { kind: slippage, slippage: 5% } }\n  mode: bots\n  order: largest-notional'],
  ['deleverage]', '{ deleverage: { policy: pro-rata, price: mark, includePool: true } }]'],
  ['deleverage]', '{ deleverage: { ranking: wallet-leverage } }]'],
  ['socialise]', '{ socialise: { among: opposite } }]'],
  [amm, `${amm} curve: linear, backing: fund,`],
  [amm, `${amm} spread: 5bps, tradeLimit: 90%, fluctuation: 5%, largestOrder: "10", backing: none,`],
  [amm, `${amm} recentring: { kind: gap, band: 1% },`],
  [amm, `${amm} recentring: { kind: interval, every: 10s, payer: fees },`],
  [crowd, `${crowd}  - { kind: trend, count: 3, latency: { fixed: 50ms } }\n  - { kind: arbitrageur, count: 2 }\n`],
  [crowd, `${crowd}  - { kind: liquidator, count: 2 }\n  - { kind: scripted, count: 1 }\n`],
  [crowd, `${crowd}  - { kind: probe, notional: 1_000 }\n`],
  [
    crowd,
    `${crowd}  - { kind: probe, notional: 1_000, style: { kind: volume-share, share: 10%, every: 5s }, hold: 10s }\n`,
  ],
]

test.each(variations)('%s as %s is read, assembled and run in every arm', async (piece, instead) => {
  const { scenario } = await parseScenario(broken(piece, instead), 'kind.yaml')
  for (const { name } of armsOf(scenario)) {
    const simulation = await assemble(scenario, { engine: name, auditEveryBlock: true })
    for (let block = 0; block < 12; block++) expect(simulation.step()).toBe(true)
  }
})

test('two markets share one margin, each with its own engine and pool', async () => {
  const second = `  - symbol: ETH-PERP
    tick: "0.01"
    lot: "0.001"
    quote: USDC
    prices: { model: geometric-brownian-motion, start: "2000", volatility: 0.5 }
chain:`
  const text = SOUND.replace('chain:', second).replace(
    crowd,
    `${crowd}  - { kind: noise, count: 20, market: ETH-PERP }\n  - { kind: market-maker, count: 2, market: ETH-PERP }\n`,
  )
  const { scenario } = await parseScenario(text, 'two.yaml')
  for (const { name } of armsOf(scenario)) {
    const simulation = await assemble(scenario, { engine: name, auditEveryBlock: true })
    for (let block = 0; block < 20; block++) simulation.step()
    expect(simulation.feeds.map(({ mark }) => mark > 0)).toEqual([true, true])
  }
})
