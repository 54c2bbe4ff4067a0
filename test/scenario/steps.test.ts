import { describe, expect, test } from 'vitest'
import type { ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { assemble } from '../../src/scenario/assemble.ts'
import { oracleConfig } from '../../src/scenario/build/build-oracle.ts'
import { buildSteps } from '../../src/scenario/build/build-steps.ts'
import { stepAccounts } from '../../src/scenario/build/step-accounts.ts'
import { marketSpec } from '../../src/scenario/market-units.ts'
import { parseScenario } from '../../src/scenario/parse-scenario.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { ScenarioError } from '../../src/scenario/scenario-error.ts'
import { SOUND } from './bad-scenario.ts'

const CROWD = '  - { kind: noise, count: 40 }\n'

const scripted = (steps: readonly string[]): string =>
  SOUND.replace('horizon: 1h', 'horizon: 2m')
    .replace('every: 10m', 'every: 1m')
    .replace('faults: [{ kind: stuck, source: 2, from: 3m, for: 10m }]', 'faults: []')
    .replace(CROWD, '  - { kind: scripted, count: 2, deposit: 1_000 }\n')
    .replace('steps: []', () =>
      steps.length === 0 ? 'steps: []' : `steps:\n${steps.map((step) => `  - ${step}\n`).join('')}`,
    )

const read = async (steps: readonly string[]): Promise<Scenario> =>
  (await parseScenario(scripted(steps), 'steps.yaml')).scenario

const faultsOf = async (step: string): Promise<readonly string[]> => {
  try {
    await read([step])
    return []
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return error.faults.map(({ line, path, rule }) => `${line} ${path}: ${rule}`)
  }
}

const run = async (scenario: Scenario, engine: string) => {
  const events: ExchangeEvent[] = []
  const simulation = await assemble(scenario, {
    engine,
    auditEveryBlock: true,
    events: { emit: (event) => events.push(event) },
  })
  simulation.run()
  return { simulation, events, exchange: simulation.parts.exchange }
}

const me = 'account: { list: 0 }'

describe('a step places', () => {
  const only = async (words: string) => {
    const scenario = await read([`{ at: 10s, do: place, ${me}, side: buy, size: "0.01", ${words} }`])
    const specs = scenario.markets.map(marketSpec)
    const [action] = buildSteps(scenario.steps, { specs, accounts: stepAccounts(scenario) })
    if (action.do !== 'transact') throw new Error(action.do)
    return action.transaction
  }

  test('an order that waits for the mark, and is submitted once it is there', async () => {
    expect(await only('trigger: { above: "31000" }')).toMatchObject({ trigger: 1, triggerPrice: 3_100_000 })
    expect(await only('trigger: { below: "29000.1" }')).toMatchObject({ trigger: 2, triggerPrice: 2_900_010 })
    const stop = `{ at: 10s, do: place, ${me}, side: sell, size: "0.01", trigger: { below: "29000" } }`
    const waiting = await run(await read([stop]), 'amm')
    const hit = await run(await read([stop, '{ at: 30s, do: move-price, by: -10% }']), 'amm')
    const account = hit.simulation.groups[0].firstAccount
    expect(waiting.exchange.ledger.sizeOf(0, account)).toBe(0)
    expect(hit.exchange.ledger.sizeOf(0, account)).toBe(-100)
  })

  test('an order that is taken off at a time of the run', async () => {
    expect(await only('price: "20000", goodTil: 30s')).toMatchObject({ expiry: 30_000 })
    const bid = (goodTil: string): string =>
      `{ at: 10s, do: place, ${me}, side: buy, size: "0.01", price: "29990", timeInForce: post-only${goodTil} }`
    const sell = '{ at: 40s, do: place, account: { list: 0, member: 1 }, side: sell, size: "0.01", price: "29990" }'
    const sizes = []
    for (const goodTil of ['', ', goodTil: 30s']) {
      const alone = scripted([bid(goodTil), sell]).replace('  - { kind: market-maker, count: 5 }\n', '')
      const { scenario } = await parseScenario(
        alone.replace('order-book, capital: 2_000_000', 'order-book, capital: 0'),
        'gtt.yaml',
      )
      const { exchange, simulation } = await run(scenario, 'book')
      sizes.push(exchange.ledger.sizeOf(0, simulation.groups[0].firstAccount))
    }
    expect(sizes).toEqual([100, 0])
    expect(await faultsOf(`{ at: 10s, do: place, ${me}, side: buy, size: "0.01", goodTil: 5s }`)).toEqual([
      '46 steps[0].goodTil: must be after at (10s): it is a time of the run',
    ])
  })

  test('a post-only order that slides', async () => {
    expect((await only('price: "20000", timeInForce: post-only, slide: true')).flags).toBe((1 << 2) | (1 << 3))
    expect(await faultsOf(`{ at: 10s, do: place, ${me}, side: buy, size: "0.01", slide: true }`)).toEqual([
      '46 steps[0].slide: needs timeInForce: post-only',
    ])
    // A market order that slid would rest at a price that no margin was asked for at entry.
    const unpriced = `{ at: 10s, do: place, ${me}, side: buy, size: "0.01", timeInForce: post-only, slide: true }`
    expect(await faultsOf(unpriced)).toEqual(['46 steps[0].slide: needs a price: it is re-priced from there'])
  })

  test.each([
    ['cancel-resting', 0],
    ['cancel-incoming', 1 << 8],
    ['decrement-both', 2 << 8],
  ])('an order with self-trade prevention %s', async (name, bits) => {
    expect((await only(`price: "20000", selfTrade: ${name}`)).flags).toBe(bits)
  })
})

describe('a step fails the oracle', () => {
  const fault = async (words: string) => {
    const { oracle, steps } = await read([`{ at: 10s, do: fail-oracle, for: 30s, ${words} }`])
    return oracleConfig(oracle, steps, 1, 0).faults
  }
  const window = { source: 'all', from: 10_000, for: 30_000 }

  test.each([
    ['kind: spike, factor: "1.5"', { kind: 'spike', factor: { n: 3, d: 2 } }],
    ['kind: bias, by: -2%', { kind: 'bias', by: { n: -1, d: 50 } }],
    ['kind: delayed, by: 3s', { kind: 'delayed', by: 3000 }],
    ['kind: stuck', { kind: 'stuck' }],
  ])('%s', async (words, expected) => {
    expect(await fault(words)).toEqual([{ ...window, ...expected }])
  })

  test.each([
    ['kind: spike', 'needs factor'],
    ['kind: bias', 'needs by'],
    ['kind: bias, by: 3s', 'is no'],
    ['kind: bias, by: -100%', 'must be above -1'],
    ['kind: delayed, by: 2%', 'is no duration'],
    ['kind: stuck, by: 2%', 'is of bias and delayed'],
    ['kind: silent, factor: 2%', "is a spike's"],
  ])('not with %s: %s', async (words, rule) => {
    const faults = await faultsOf(`{ at: 10s, do: fail-oracle, for: 30s, ${words} }`)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(rule)
    expect(faults[0]).toMatch(/^46 steps\[0\]/)
  })

  test('a spike moves the index while it lasts', async () => {
    const spike = '{ at: 10s, do: fail-oracle, for: 4m, kind: spike, factor: "1.5" }'
    const [without, struck] = [await run(await read([]), 'amm'), await run(await read([spike]), 'amm')]
    const index = ({ exchange }: typeof struck): number => exchange.markets.index[0]
    expect(index(struck) / index(without)).toBeCloseTo(1.5, 6)
  })
})

describe('a trader in two markets', () => {
  const second = `  - symbol: ETH-PERP
    tick: "0.01"
    lot: "0.001"
    quote: USDC
    prices: { waypoints: [[0s, "2000"], [30m, "2000"]], volatility: 0 }
chain:`
  const steps = [
    '{ at: 4s, do: deposit, account: { list: 0, member: 1 }, market: ETH-PERP, amount: 1_000 }',
    '{ at: 10s, do: place, account: { list: 0, member: 1 }, market: BTC-PERP, side: buy, size: "0.5" }',
    '{ at: 10s, do: place, account: { list: 0, member: 1 }, market: ETH-PERP, side: buy, size: "1" }',
    '{ at: 4s, do: deposit, account: { list: 0 }, amount: 500_000 }',
    '{ at: 20s, do: place, account: { list: 0 }, market: BTC-PERP, side: sell, size: "70" }',
    '{ at: 20s, do: move-price, market: BTC-PERP, by: -20% }',
  ]
  const inTwoMarkets = async (mode: string): Promise<Scenario> => {
    const text = scripted(steps)
      .replace('chain:', second)
      .replace('mode: cross', `mode: ${mode}`)
      .replace('notional: 2_000_000', 'notional: 200_000')
    const { scenario } = await parseScenario(text.replace('horizon: 2m', 'horizon: 10m'), 'two.yaml')
    return scenario
  }

  test('loses in one market what it has there and keeps the other where margin is isolated', async () => {
    const { simulation, exchange, events } = await run(await inTwoMarkets('isolated'), 'amm')
    const home = simulation.groups[0].firstAccount + 1
    const traders = simulation.groups.reduce((sum, { behaviour }) => sum + behaviour.count, 0)
    const other = simulation.groups[0].firstAccount + traders + 1
    expect(exchange.accounts.owner[other]).toBe(home)
    expect(exchange.ledger.sizeOf(1, home)).toBe(0)
    expect(exchange.ledger.sizeOf(0, other)).toBe(0)
    const liquidated = events.flatMap((event) => (event.kind === 'liquidation' ? [event.account] : []))
    expect(new Set(liquidated)).toEqual(new Set([home]))
    expect(exchange.ledger.sizeOf(0, home)).toBe(0)
    expect(exchange.ledger.sizeOf(1, other)).toBe(1000)
    expect(exchange.equity(other)).toBeGreaterThan(900_000_000)
  })

  test('loses in one market what stands for the other where margin is shared', async () => {
    const { simulation, exchange } = await run(await inTwoMarkets('cross'), 'amm')
    const account = simulation.groups[0].firstAccount + 1
    expect(exchange.ledger.sizeOf(0, account)).toBe(0)
    expect(exchange.equity(account)).toBeLessThan(900_000_000)
  })

  test('has its home account under the same number in both modes, and its others survive a checkpoint', async () => {
    const [cross, isolated] = [await inTwoMarkets('cross'), await inTwoMarkets('isolated')]
    const first = await assemble(cross, { engine: 'amm' })
    const second = await assemble(isolated, { engine: 'amm' })
    expect(second.groups.map(({ firstAccount }) => firstAccount)).toEqual(
      first.groups.map(({ firstAccount }) => firstAccount),
    )
    for (let block = 0; block < 30; block++) second.step()
    const copy = await assemble(isolated, { engine: 'amm' })
    copy.restore(second.checkpoint())
    second.run()
    copy.run()
    expect(copy.digest()).toBe(second.digest())
  })
})

// A block that would lie beyond the end moved the clock, and was counted as made.
test('with Poisson blocks a run counts the blocks that it made, and its clock stands at the last of them', async () => {
  const scenario = await read([])
  const { simulation, exchange } = await run({ ...scenario, chain: { ...scenario.chain, blocks: 'poisson' } }, 'book')
  expect(simulation.block.time).toBe(exchange.now)
  expect(simulation.block.time).toBeLessThanOrEqual(120_000)
  expect(simulation.step()).toBe(false)
  expect(simulation.block.time).toBe(exchange.now)
})
