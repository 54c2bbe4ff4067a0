import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { armsOf } from '../../src/scenario/arms.ts'
import { assemble } from '../../src/scenario/assemble.ts'
import { builtInScenarios, loadScenario } from '../../src/scenario/load-scenario.ts'
import { parseScenario, printScenario } from '../../src/scenario/parse-scenario.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import { sharedFile } from '../shared-files.ts'
import { SOUND } from './bad-scenario.ts'

const folder = join(import.meta.dirname, '..', '..', 'scenarios')

describe.each(builtInScenarios())('%s', (name) => {
  test('loads by its name, by its file, and without a warning', async () => {
    const byName = await loadScenario(name)
    const byFile = await loadScenario(join(folder, `${name}.yaml`))
    expect(byName.scenario).toEqual(byFile.scenario)
    expect(byName.scenario.name).toBe(name)
    expect(byName.warnings).toEqual([])
  })

  test('reads back as itself when printed, as YAML and as JSON', async () => {
    const { scenario } = await loadScenario(name)
    expect((await parseScenario(printScenario(scenario), name)).scenario).toEqual(scenario)
    expect((await parseScenario(JSON.stringify(scenario, undefined, 2), name)).scenario).toEqual(scenario)
    expect(printScenario((await parseScenario(printScenario(scenario), name)).scenario)).toBe(printScenario(scenario))
  })
})

test('every file in scenarios/ is one of the built-in scenarios', () => {
  expect(readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''))).toEqual(builtInScenarios())
})

test('a file that is not there, or not called so, is a scenario error with the nearest name', async () => {
  await expect(loadScenario('flash-crsh')).rejects.toThrow(/^flash-crsh {2}no such file.*did you mean flash-crash\?$/)
  await expect(loadScenario('flash-crash', { prices: 'nowhere.csv' })).rejects.toThrow(
    'nowhere.csv  no such file (--prices)',
  )
})

test('the arms of a comparison are the curve, a book with its ladder, and a book with makers', async () => {
  const { scenario } = await loadScenario('flash-crash')
  expect(armsOf(scenario).map(({ name, kind }) => [name, kind])).toEqual([
    ['amm', 'curve'],
    ['ladder', 'ladder'],
    ['book', 'makers'],
  ])
})

/** The sound scenario, cut to a few minutes. */
const short = async () => (await parseScenario(SOUND.replace('horizon: 1h', 'horizon: 4m'), 'short')).scenario

test('the capital behind the quotes is the same in all arms, exactly', async () => {
  const scenario = await short()
  const capitals = []
  for (const { name, kind } of armsOf(scenario)) {
    const { parts, groups } = await assemble(scenario, { engine: name })
    const { ledger, venues } = parts.exchange
    const makers = groups.filter(({ behaviour }) => behaviour.kind === 'market-maker')
    capitals.push(
      kind === 'makers'
        ? makers.reduce((sum, { behaviour, firstAccount }) => {
            for (let i = 0; i < behaviour.count; i++) sum += ledger.balanceOf(0, firstAccount + i)
            return sum
          }, 0)
        : ledger.balanceOf(0, venues[0].pool),
    )
  }
  expect(capitals).toEqual([2e12, 2e12, 2e12])
})

test('depth at the start is equal within a level of the ladder, and near the one stated', async () => {
  const scenario = await short()
  const depths = []
  for (const name of ['amm', 'ladder']) {
    const { exchange } = (await assemble(scenario, { engine: name })).parts
    const { engine, clearing } = exchange.venues[0]
    // 100 bps above 30,000: 30,300 in units of 0.01
    engine.quote(0, Number.MAX_SAFE_INTEGER, 3_030_000)
    depths.push(clearing.cell[1] / 1e6)
  }
  expect(depths[0]).toBeGreaterThan(1_999_000)
  expect(depths[0]).toBeLessThan(2_001_000)
  expect(Math.abs(depths[1] - depths[0])).toBeLessThan(2_000_000 * 0.02 + 1)
})

test('traders have the same accounts and the same draws of prices, intents and deposits in every arm', async () => {
  const scenario = await short()
  const seen = []
  for (const { name } of armsOf(scenario)) {
    const simulation = await assemble(scenario, { engine: name })
    simulation.run()
    const noise = simulation.groups[0]
    const state = noise.behaviour.state() as Record<string, Float64Array>
    seen.push({
      accounts: simulation.groups.slice(0, scenario.traders.length).map(({ firstAccount }) => firstAccount),
      price: simulation.feeds[0].parts.path.priceAt(200_000),
      wakes: Array.from(state.wakes),
      sides: Array.from(state.lastSide),
      notionals: Array.from(state.lastNotional),
      deposits: Array.from({ length: noise.behaviour.count }, (_, member) => noise.behaviour.deposit(member)),
    })
  }
  expect(seen[1]).toEqual(seen[0])
  expect(seen[2]).toEqual(seen[0])
})

test('a run conserves money and lots in every arm, and repeats to the bit', async () => {
  const scenario = await short()
  for (const { name } of armsOf(scenario)) {
    const results = []
    for (let time = 0; time < 2; time++) {
      const simulation = await assemble(scenario, { engine: name, auditEveryBlock: true })
      simulation.run()
      results.push(runResult(simulation, name))
    }
    expect(results[0].conservationDrift).toEqual(['0'])
    expect(results[0].sizeSum).toEqual(['0'])
    expect(results[1]).toEqual(results[0])
  }
})

test('scripted steps act on the accounts that they name', async () => {
  const text = SOUND.replace('horizon: 1h', 'horizon: 1m')
    .replace('  - { kind: noise, count: 40 }\n', '  - { kind: scripted, count: 2, deposit: 1_000 }\n')
    .replace(
      'steps: []',
      `steps:
  - { at: 10s, do: deposit, account: { list: 0, member: 1 }, amount: "250.5" }
  - { at: 20s, do: place, account: { list: 0, member: 1 }, side: buy, size: "0.01", timeInForce: immediate-or-cancel }
  - { at: 30s, do: move-price, by: -10% }`,
    )
  const { scenario } = await parseScenario(text, 'steps')
  const simulation = await assemble(scenario, { engine: 'amm' })
  const before = simulation.feeds[0].truePrice(0)
  simulation.run()
  const { ledger } = simulation.parts.exchange
  const account = simulation.groups[0].firstAccount + 1
  expect(ledger.sizeOf(0, account)).toBe(100)
  expect(simulation.feeds[0].truePrice(0)).toBe(before * 0.9)
})

test('an engine that the scenario does not have is refused with those it has', async () => {
  await expect(assemble(await short(), { engine: 'ladder-2' })).rejects.toThrow('sound has amm, ladder, book')
})

test('a replay needs its file, and ends the run where the file ends', async () => {
  const { scenario } = await loadScenario('btc-replay')
  await expect(assemble(scenario, { engine: 'amm' })).rejects.toThrow('--prices FILE')
})

const perp = sharedFile('data/bars/binance-um_BTCUSDT_perp_1m_2023-08-17-flash.csv.gz')
const spot = sharedFile('data/bars/binance_BTCUSDT_spot_1m_2023-08-17-flash.csv.gz')

test.skipIf(perp === undefined || spot === undefined)('recorded prices are read as perpetual and index', async () => {
  const { scenario } = await loadScenario('btc-replay', { prices: perp!, index: spot! })
  const simulation = await assemble(scenario, { engine: 'amm', prices: perp!, index: spot! })
  const { path } = simulation.feeds[0].parts
  expect(path.perp).toBeDefined()
  expect(path.perp!(60_000)).not.toBe(path.priceAt(60_000))
  expect(simulation.parts.end).toBe(86_400_000)
})

test('what the design page shows as a scenario loads as it stands', async () => {
  const text = readFileSync(join(import.meta.dirname, 'design-sample.yaml'), 'utf8')
  const { scenario, warnings } = await parseScenario(text, 'design-sample.yaml')
  expect(Object.keys(scenario.engines)).toEqual(Object.keys(parse(text).engines))
  expect(warnings.map(({ path }) => path)).toEqual(['takers[1]'])
})
