import { describe, expect, test } from 'vitest'
import { GAS_ACCOUNT } from '../../src/exchange/accounts.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import { ARMS, SMALL, smallScenario, type Words, watched } from './small-scenario.ts'

const chain = (words: Words): Words => ({ chain: { ...(SMALL.chain as Words), ...words } })
const SHORT: Words = { horizon: '4m' }

describe.each(ARMS)('on %s', (engine) => {
  test.each<[string, Words]>([
    ['arrival', { ordering: 'arrival' }],
    ['priority fee', { ordering: 'priority-fee', baseFee: '0.0001' }],
    ['cancels first', { ordering: 'cancels-first' }],
    ['chance', { ordering: 'random' }],
    ['batches', { ordering: { kind: 'batch', every: '500ms' } }],
    ['arrival in Poisson blocks', { blocks: 'poisson' }],
  ])('a block ordered by %s trades, and conserves', async (_, words) => {
    const { simulation } = await watched(await smallScenario({ ...SHORT, ...chain(words) }), { engine })
    const result = runResult(simulation, engine)
    expect(result.conservationDrift).toEqual(['0'])
    expect(result.metrics.fills).toBeGreaterThan(0)
    if ('baseFee' in words) expect(result.metrics.gas).toBeGreaterThan(0)
    if (!('blocks' in words)) expect(result.blocks).toBe(120)
  })

  test('gas goes to its own account, and a block that is full leaves the rest to the next', async () => {
    const full = await smallScenario({ ...SHORT, ...chain({ capacity: 900_000, baseFee: '0.001' }) })
    let most = 0
    const { simulation } = await watched(full, { engine }, (run) => {
      most = Math.max(most, run.parts.mempool.size)
    })
    const result = runResult(simulation, engine)
    const roomy = await watched(await smallScenario({ ...SHORT, ...chain({ baseFee: '0.001' }) }), { engine })
    expect(most).toBeGreaterThan(2)
    expect(simulation.events).toBeLessThan(roomy.simulation.events)
    expect(result.metrics.gas).toBe(simulation.parts.exchange.ledger.balanceOf(0, GAS_ACCOUNT))
    expect(result.metrics.gas).toBeGreaterThan(0)
    // At most 900,000 gas a block at 1,000 atoms per 1,000 gas.
    expect(result.metrics.gas).toBeLessThanOrEqual(result.blocks * 900 * 1000)
    expect(result.conservationDrift).toEqual(['0'])
  })

  test.each<[string, Words]>([
    ['geometric Brownian motion', { model: 'geometric-brownian-motion', start: '30000', volatility: 2 }],
    [
      'Merton’s jumps',
      { model: 'merton', start: '30000', volatility: 1, jumpsPerYear: 500_000, jumpMean: -0.01, jumpDeviation: 0.02 },
    ],
    [
      'two regimes',
      { model: 'two-regime', start: '30000', calm: 0.5, stressed: 5, calmStay: '1m', stressedStay: '30s' },
    ],
    [
      'waypoints',
      {
        waypoints: [
          ['0s', '30000'],
          ['2m', '27000'],
          ['4m', '28000'],
        ],
        volatility: 1,
      },
    ],
  ])('prices by %s run to the end', async (_, prices) => {
    const [market] = SMALL.markets as readonly Words[]
    const { simulation } = await watched(await smallScenario({ ...SHORT, markets: [{ ...market, prices }] }), {
      engine,
    })
    const result = runResult(simulation, engine)
    expect(result.conservationDrift).toEqual(['0'])
    expect(result.blocks).toBe(120)
  })

  test('probes split what they paid into parts that add up, funding that is not yet settled included', async () => {
    const probe = (name: string, style: unknown, side = 'buy'): Words => ({
      kind: 'probe',
      name,
      side,
      notional: '20_000',
      after: '1m',
      style,
      slippage: '5%',
    })
    const scenario = await smallScenario({
      horizon: '6m',
      funding: { every: '1m', rate: 'constant', constant: '48%', period: '8h' },
      traders: [
        ...(SMALL.traders as readonly unknown[]),
        probe('at-once', 'at-once'),
        probe('twap', { kind: 'twap', slices: 6, every: '10s' }, 'sell'),
        probe('share', { kind: 'volume-share', share: '50%', every: '5s' }),
      ],
    })
    const { simulation } = await watched(scenario, { engine })
    const { probes } = runResult(simulation, engine)
    expect(probes.map(({ group }) => group)).toEqual(['at-once', 'twap', 'share'])
    for (const cost of probes) {
      expect(cost.fee + cost.spread + cost.impact + cost.movement + cost.funding).toBe(cost.total)
      expect(cost.notional).toBeGreaterThan(0)
      expect(cost.fee).toBeGreaterThan(0)
    }
    // A tenth of a percent a minute: longs pay it, and shorts receive it, whether or not they traded since.
    const [once, twap] = probes
    expect(once.funding).toBeGreaterThan(0.003 * once.notional)
    expect(twap.funding).toBeLessThan(-0.003 * twap.notional)
  })
})
