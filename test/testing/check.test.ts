import { describe, expect, test } from 'vitest'
import { marketSpec } from '../../src/scenario/market-units.ts'
import { readProperties } from '../../src/scenario/property.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { labScenario } from '../../src/testing/cases/lab-scenario.ts'
import { type SearchTerms, searchClaims } from '../../src/testing/check/search-claims.ts'
import { shrinkClaim } from '../../src/testing/check/shrink-claim.ts'
import type { WatchedLaw } from '../../src/testing/law.ts'
import { conservation } from '../../src/testing/laws/conservation.ts'

const on = (): boolean => true

const search = async (scenario: Scenario, laws: readonly WatchedLaw[], terms: Partial<SearchTerms> = {}) =>
  searchClaims({
    scenario,
    arms: ['amm'],
    claims: { laws, properties: await readProperties(scenario.properties, marketSpec(scenario.markets[0], 0)) },
    choice: {},
    runs: 1,
    pause: on,
    watching: () => on,
    ...terms,
  })

const shrunk = async (scenario: Scenario, laws: readonly WatchedLaw[], runs = 600) => {
  const { reports } = await search(scenario, laws)
  const { claim, broken } = reports.find(({ status }) => status === 'broken')!
  return shrinkClaim(claim, broken[0], { original: scenario, choice: {}, pause: on, runs })
}

/** Nobody holds more than 100 lots: not so, and planted to be broken. */
const fewLots: WatchedLaw = {
  id: 'PERP-999',
  name: 'nobody holds more than 100 lots',
  rulesOut: 'A large position',
  parts: ['ledger'],
  watch: ({ simulation, reckoning, books }, ruling) => ({
    after: ({ kind }) => {
      if (kind !== 'block') return
      const { accounts } = simulation.parts.exchange
      for (let account = 0; account < accounts.count; account++)
        for (const market of books.keys()) {
          const size = reckoning.size(market, account)
          if (size !== 0n) ruling.exercised('positions')
          // A pool holds what the traders hold, the other way.
          if (size > 100n) ruling.broken(`account ${account} holds ${size} lots`)
        }
    },
  }),
}

const place = (at: string, member: number, side: string, size: string) => ({
  at,
  do: 'place',
  account: { list: 0, member },
  side,
  size,
  timeInForce: 'immediate-or-cancel',
})

/** Five members trade for a minute; only one step lets anybody hold more than 100 lots. */
const busy = labScenario({
  fees: { maker: '-1bps', taker: '5bps' },
  oracle: { sources: 3, faults: [{ kind: 'silent', source: 0, from: '5s', for: '10s' }] },
  traders: [
    { kind: 'scripted', count: 5 },
    { kind: 'noise', count: 3, notional: '1', interval: '30s' },
  ],
  steps: [
    place('3s', 0, 'buy', '0.05'),
    place('5s', 1, 'sell', '0.02'),
    { at: '8s', do: 'move-price', by: '-3%' },
    place('20s', 3, 'buy', '0.900'),
    place('30s', 3, 'sell', '0.900'),
    { at: '40s', do: 'move-price', by: '2%' },
  ],
})

describe('a broken case shrinks', () => {
  test('to one trader, one step, one block, defaults, and hardly more than it takes', async () => {
    const { smallest, before, after, complete } = await shrunk(busy, [fewLots])
    expect(before).toMatchObject({ traders: 8, steps: 6, blocks: 60 })
    expect(complete).toBe(true)
    expect(after).toMatchObject({ traders: 1, steps: 1, blocks: 1 })
    const { scenario, violation } = smallest
    expect(Object.keys(scenario.engines)).toEqual(['amm'])
    expect(scenario.oracle.faults).toEqual([])
    expect(scenario.fees).toEqual(labScenario({ fees: {} }).fees)
    expect(scenario.laws).toEqual(['PERP-999'])
    expect(scenario.seed).toBe(busy.seed)
    const [step] = scenario.steps
    if (step.do !== 'place') throw new Error('it shrank to another step')
    expect(Number(step.size)).toBeGreaterThan(0.1)
    expect(Number(step.size)).toBeLessThan(0.105)
    expect(violation.detail).toMatch(/holds 10\d lots/)
  })

  test('no further than its runs go, and says so', async () => {
    const { tried, complete } = await shrunk(busy, [fewLots], 3)
    expect({ tried, complete }).toEqual({ tried: 3, complete: false })
  })

  test('to the values of the file where what varies does not matter, and keeps what does', async () => {
    const poor: WatchedLaw = {
      ...fewLots,
      watch: ({ scenario }, ruling) => ({
        end: () => {
          if (Number(scenario.insurance.deposit) < 500) ruling.broken('the fund is poor')
        },
      }),
    }
    const scenario = labScenario({
      insurance: { deposit: '1_000' },
      vary: { 'insurance.deposit': ['400'], 'fees.taker': ['7bps'] },
    })
    const { smallest, found } = await shrunk(scenario, [poor])
    expect(found.sample.parameters.map(({ value }) => value)).toEqual(['400', '7bps'])
    expect(smallest.scenario.fees.taker).not.toBe('7bps')
    // Without a word of it the fund begins with nothing, which breaks the law as well.
    expect(['0', '400']).toContain(smallest.scenario.insurance.deposit)
  })
})

describe('a search', () => {
  test('tells what held, what broke where, and what was not put to the test', async () => {
    const scenario = labScenario({ properties: ['fills == 0', 'deficit == 0', 'p95(mid) > 0'] })
    const quiet = await search(scenario, [fewLots, conservation], { arms: ['amm', 'book'], runs: 5 })
    expect(quiet).toMatchObject({ runs: 5, seeds: [1, 2, 3], watched: { runs: 5, blocksOfOthers: 0 } })
    expect(quiet.reports.map(({ status, runs }) => [status, runs])).toEqual([
      ['vacuous', 5],
      ['vacuous', 5],
      ['held', 5],
      ['held', 5],
      ['not-measured', 5],
    ])
    const traded = await search({ ...scenario, steps: busy.steps.slice(0, 1) }, [fewLots], { runs: 2 })
    const [law, fills] = traded.reports
    expect(law).toMatchObject({ status: 'held', exercised: { positions: expect.any(Number) } })
    expect(fills.status).toBe('broken')
    expect(fills.broken.map(({ sample }) => [sample.arm, sample.scenario.seed])).toEqual([
      ['amm', 1],
      ['amm', 2],
    ])
    expect(fills.broken[0].violation).toEqual({ detail: '"fills == 0" does not hold: fills is 1' })
  })

  test('goes on without laws when their time is over, and says how far they saw', async () => {
    let blocks = 0
    const watching = () => () => ++blocks <= 12
    const found = await search({ ...busy, properties: ['fills > 0'] }, [fewLots], { runs: 3, watching })
    expect(found.watched).toEqual({ runs: 0, blocksOfOthers: expect.any(Number) })
    expect(found.reports.map(({ runs, parts, status }) => [runs, parts, status])).toEqual([
      [0, 1, 'held'],
      [3, 0, 'held'],
    ])
  })

  test('keeps what it found when it is stopped', async () => {
    let left = 90
    const found = await search(busy, [fewLots], { runs: 10, pause: () => left-- > 0 })
    expect(found.runs).toBe(1)
    expect(found.reports[0]).toMatchObject({ status: 'broken', runs: 1 })
  })
})
