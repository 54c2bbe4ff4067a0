import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { armsOf } from '../../../src/scenario/arms.ts'
import { assemble } from '../../../src/scenario/assemble.ts'
import { builtInScenarios, loadScenario } from '../../../src/scenario/load-scenario.ts'
import { readScenarioData } from '../../../src/scenario/parse-scenario.ts'
import { withChanges } from '../../../src/scenario/vary/change.ts'
import { STRESS_GROUPS, type StressCase, type StressEntry } from '../../../src/studies/stress/stress-case.ts'
import { stressCases } from '../../../src/studies/stress/stress-cases.ts'
import { caseOf, MINUTE, smallScenario, stressed } from './small-stress.ts'

const baseline = { fundingRateP95: 0.0001, openInterest: { lots: 500_000, markMicros: 3_000_000_000_000 } }
const isCase = (entry: StressEntry): entry is StressCase => !('skipped' in entry)

/** Recorded prices of a day, for the scenario that is given them. */
let folder = ''
let prices = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perplab-stress-'))
  prices = join(folder, 'prices.csv')
  const rows = Array.from(
    { length: 1441 },
    (_, minute) => `${1_700_006_400_000 + minute * MINUTE},${30_000 + (minute % 7)}`,
  )
  writeFileSync(prices, `time,price\n${rows.join('\n')}\n`)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(builtInScenarios())('the battery of %s', (name) => {
  const replayed = name === 'btc-replay'

  test('is read without a warning in every case, and built in every arm', async () => {
    const { scenario } = await loadScenario(name)
    const entries = stressCases(scenario, { baseline })
    const ladders = new Set<string>()
    for (const found of entries.filter(isCase)) {
      const { scenario: changed, warnings } = await readScenarioData(withChanges(scenario, found.changes), found.id)
      expect(warnings, found.id).toEqual([])
      // Cases of one ladder differ in their figures alone: the first of each is built.
      const kind = found.ladder?.id ?? found.group
      if (ladders.has(kind)) continue
      ladders.add(kind)
      for (const { name: engine } of armsOf(changed))
        expect((await assemble(changed, { engine, ...(replayed ? { prices } : {}) })).parts.end).toBeGreaterThan(0)
    }
    expect(ladders.size).toBeGreaterThan(18)
  })

  test('has every group, each case once, and a reason for all that it skips', async () => {
    const entries = stressCases((await loadScenario(name)).scenario, { baseline })
    expect(new Set(entries.map(({ group }) => group))).toEqual(new Set(STRESS_GROUPS))
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
    for (const { title } of entries) expect(title).toMatch(/^[A-Z0-9].*[^.]\.$/)
    expect(entries.flatMap((entry) => ('skipped' in entry ? [entry.id] : []))).toEqual([
      ...(name === 'thin-fund' ? ['funding-longs-pay-cap', 'funding-shorts-pay-cap'] : []),
      'collateral-crash',
    ])
  })
})

test('lists the same cases whatever the scenario: what does not apply is skipped, not left out', async () => {
  const idsOf = async (changes: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    stressCases(await smallScenario(changes)).map(({ id }) => id)
  const ids = await idsOf({})
  expect(ids).toHaveLength(78)
  expect(
    await idsOf({ 'sources: 3, delay: 10s': 'sources: 1', ', cap: 1%': '', 'horizon: 2h': 'horizon: 2m' }),
  ).toEqual(ids)
})

test('begins a third into the run, or into what recorded prices cover, or when it is told', async () => {
  const scenario = await smallScenario()
  const from = (options = {}): number => caseOf(stressCases(scenario, options), 'price-fall-one-block-10').window!.from
  expect(from()).toBe(40 * MINUTE)
  expect(from({ end: 30 * MINUTE })).toBe(10 * MINUTE)
  expect(from({ at: 7 * MINUTE })).toBe(7 * MINUTE)
  expect(() => stressCases(scenario, { at: 120 * MINUTE })).toThrow(
    'stress at 7200000 ms must be whole milliseconds within the run, which ends at 7200000 ms',
  )
})

test('moves every market, and says so', async () => {
  const one = '  - { symbol: BTC-PERP,'
  const scenario = await smallScenario({
    [one]: `  - { symbol: ETH-PERP, tick: "0.01", lot: "0.001", quote: USDC, prices: { waypoints: [[0s, "2000"]] } }\n${one}`,
  })
  const found = caseOf(stressCases(scenario), 'price-rise-one-block-20')
  expect(found.title).toBe('The price of every market rises by 20 % within one block.')
  const { steps } = await stressed(scenario, found)
  expect(steps).toEqual(
    ['ETH-PERP', 'BTC-PERP'].map((market) => ({ at: '40m', do: 'move-price', by: '200000000/1000000000', market })),
  )
})

test('adds to what the scenario scripts, and takes nothing of it away', async () => {
  const text = 'seed: 5\nsteps: [{ at: 5m, do: move-price, by: 1% }]'
  const scenario = await smallScenario({
    'seed: 5': text,
    'sources: 3, delay: 10s': 'sources: 3, delay: 10s, faults: [{ kind: silent, source: 1, from: 1m, for: 1m }]',
  })
  const { steps, oracle } = await stressed(scenario, caseOf(stressCases(scenario, { baseline }), 'oracle-stuck-all-10'))
  expect(steps[0]).toEqual(scenario.steps[0])
  expect(oracle.faults).toEqual([scenario.oracle.faults[0], expect.objectContaining({ kind: 'stuck' })])
})
