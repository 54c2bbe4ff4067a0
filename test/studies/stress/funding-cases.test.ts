import { describe, expect, test } from 'vitest'
import type { ExchangeEvent } from '../../../src/exchange/exchange-event.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { stressCases } from '../../../src/studies/stress/stress-cases.ts'
import { blocksOf, caseOf, smallScenario, stressed } from './small-stress.ts'

const short = { 'horizon: 2h': 'horizon: 45m' }

/** Rates of all payments of a run, pico. */
const ratesOf = async (scenario: Scenario, engine: string): Promise<readonly number[]> => {
  const events: ExchangeEvent[] = []
  await blocksOf(scenario, { engine, events: { emit: (event) => events.push(event) } }, () => undefined)
  return events.flatMap((event) => (event.kind === 'funding' ? [event.ratePico] : []))
}

describe('every payment has the pinned rate', () => {
  test.each([
    ['funding-longs-pay-cap', 1e10],
    ['funding-shorts-pay-cap', -1e10],
    ['funding-longs-pay-p95', 123_456_789],
    ['funding-shorts-pay-p95', -123_456_789],
  ])('%s: %i pico', async (id, pico) => {
    const scenario = await smallScenario(short)
    const found = caseOf(stressCases(scenario, { baseline: { fundingRateP95: 123_456_789e-12 } }), id)
    expect(found.size).toEqual({ value: Math.abs(pico) / 1e12, unit: 'rate' })
    for (const engine of ['amm', 'book']) {
      const rates = await ratesOf(await stressed(scenario, found), engine)
      expect(rates).toHaveLength(4)
      // The rate per period times 10 minutes in 8 hours, its remainder carried to the next payment.
      for (const rate of rates) expect(Math.abs(rate - pico)).toBeLessThanOrEqual(1)
    }
  })

  test('in the scenario’s own cadence, a block’s where it pays by the block', async () => {
    const perBlock = {
      ...short,
      'every: 10m, period: 8h, rate: premium-clamp, cap: 1%':
        'every: block, period: 8h, rate: premium-clamp, periodCap: 48%',
    }
    const scenario = await smallScenario(perBlock)
    const rates = await ratesOf(await stressed(scenario, caseOf(stressCases(scenario), 'funding-longs-pay-cap')), 'amm')
    // 48 % in 8 hours are 2,880 blocks.
    expect(rates).toHaveLength(270)
    for (const rate of rates) expect(Math.abs(rate - 0.48e12 / 2880)).toBeLessThanOrEqual(1)
  })
})

test('the cap is the lower of a payment’s and of a period’s, which the multiplier scales', async () => {
  const capOf = async (terms: string): Promise<number> => {
    const scenario = await smallScenario({ ...short, 'cap: 1%': terms })
    return caseOf(stressCases(scenario), 'funding-longs-pay-cap').size.value
  }
  expect(await capOf('cap: 1%, periodCap: 96%')).toBe(0.01)
  expect(await capOf('cap: 3%, periodCap: 96%')).toBeCloseTo(0.02, 12)
  expect(await capOf('cap: 3%, periodCap: 96%, multiplier: 1/2')).toBeCloseTo(0.01, 12)
})

test('what cannot be pinned is skipped with its reason', async () => {
  const skips = async (changes: Readonly<Record<string, string>>, fundingRateP95?: number) =>
    stressCases(await smallScenario(changes), fundingRateP95 === undefined ? {} : { baseline: { fundingRateP95 } })
      .filter(({ group }) => group === 'funding')
      .map((entry) => ('skipped' in entry ? entry.skipped : entry.id))
  const unmeasured = 'the 95th percentile of the funding rate was not measured on runs without stress'
  expect(await skips(short)).toEqual([unmeasured, 'funding-longs-pay-cap', unmeasured, 'funding-shorts-pay-cap'])
  expect((await skips({ ...short, ', cap: 1%': '' }, 0))[0]).toBe('the 95th percentile of the funding rate is 0')
  expect((await skips({ ...short, ', cap: 1%': '' }))[1]).toBe('the scenario bounds neither the rate nor a payment')
  expect(new Set(await skips({ 'horizon: 2h': 'horizon: 9m' }, 0.01))).toEqual(
    new Set(['no funding payment falls into the run']),
  )
})

test('a ladder of funding goes up to the cap, or to sixteen times the 95th percentile', async () => {
  const capped = caseOf(stressCases(await smallScenario()), 'funding-longs-pay-cap')
  expect(capped.ladder!.grid).toEqual([0.000625, 0.00125, 0.0025, 0.005, 0.01])
  const free = stressCases(await smallScenario({ ', cap: 1%': '' }), { baseline: { fundingRateP95: 0.001 } })
  expect(caseOf(free, 'funding-longs-pay-p95').ladder!.grid.at(-1)).toBe(0.016)
})
