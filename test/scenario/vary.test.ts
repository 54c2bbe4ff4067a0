import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { briefScenario, printBrief } from '../../src/scenario/brief-scenario.ts'
import { parseScenario } from '../../src/scenario/parse-scenario.ts'
import { ScenarioError } from '../../src/scenario/scenario-error.ts'
import { drawParameters } from '../../src/scenario/vary/draw-parameters.ts'
import { valueRange } from '../../src/scenario/vary/value-range.ts'
import { labScenario } from '../../src/testing/cases/lab-scenario.ts'
import { variedScenario } from '../../src/testing/check/search-claims.ts'
import { SOUND } from './bad-scenario.ts'

const drawnOf = (vary: Record<string, unknown>, seed: number) =>
  drawParameters({ ...labScenario({ vary }), seed }, 0).map(({ name, value }) => [name, value] as const)

describe('what varies', () => {
  test('is drawn from its range, ends included, with as many digits as they have and in their unit', () => {
    const vary = { 'margin.tiers.0.maintenance': '0.5%..3%', 'insurance.deposit': '0..5_000_000' }
    const seen = Array.from({ length: 300 }, (_, seed) => new Map(drawnOf(vary, seed)))
    for (const values of seen) {
      expect(values.get('margin.tiers.0.maintenance')).toMatch(/^[0-3](\.\d)?%$/)
      expect(values.get('insurance.deposit')).toMatch(/^\d+$/)
      expect(Number.parseFloat(String(values.get('margin.tiers.0.maintenance')))).toBeGreaterThanOrEqual(0.5)
      expect(Number.parseFloat(String(values.get('margin.tiers.0.maintenance')))).toBeLessThanOrEqual(3)
      expect(Number(values.get('insurance.deposit'))).toBeLessThanOrEqual(5_000_000)
    }
    const deposits = seen.map((values) => values.get('insurance.deposit'))
    expect(deposits).toContain('0')
    expect(deposits).toContain('5000000')
    expect(new Set(deposits).size).toBeGreaterThan(150)
  })

  test('is the same for the same seed, whatever else varies', () => {
    const one = { 'insurance.deposit': '0..1_000' }
    const two = { 'fees.taker': ['1bps', '2bps', '9bps'], ...one }
    for (let seed = 0; seed < 50; seed++) {
      expect(drawnOf(one, seed)).toEqual(drawnOf(one, seed))
      expect(new Map(drawnOf(two, seed)).get('insurance.deposit')).toBe(drawnOf(one, seed)[0][1])
    }
  })

  test('is a number where one stands in the scenario, and any value of a list', async () => {
    const vary = {
      'markets.0.prices.volatility': '0.1..0.9',
      'liquidation.close': ['full', { kind: 'partial-to-health' }],
    }
    const { scenario } = await variedScenario(labScenario({ vary }), 5)
    const prices = scenario.markets[0].prices as { volatility: number }
    expect(prices.volatility).toBeGreaterThanOrEqual(0.1)
    expect(['full', 'partial-to-health']).toContain(scenario.liquidation.close.kind)
  })

  test('is drawn again where rules between fields refuse it, and given up where they refuse all', async () => {
    // Maintenance must be below initial, which is 10 %.
    const sometimes = labScenario({ vary: { 'margin.tiers.0.maintenance': '1%..40%' } })
    for (let seed = 0; seed < 30; seed++) {
      const { scenario } = await variedScenario(sometimes, seed)
      expect(Number.parseFloat(scenario.margin.tiers[0].maintenance)).toBeLessThan(10)
    }
    const never = labScenario({ vary: { 'margin.tiers.0.maintenance': '11%..40%' } })
    await expect(variedScenario(never, 1)).rejects.toThrow('must be below initial (10%)')
  })
})

describe('a range', () => {
  test('holds every decimal from its first to its last', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 400 }), (low, more) => {
        const range = valueRange(`${low / 10}bps..${(low + more) / 10}bps`)
        if ('fault' in range) throw new Error(range.fault)
        const whole = Number.isInteger(low / 10) && Number.isInteger((low + more) / 10)
        expect(range.count).toBe(whole ? more / 10 + 1 : more + 1)
        expect(range.value(0)).toBe(`${low / 10}bps`)
        expect(range.value(range.count - 1)).toBe(`${(low + more) / 10}bps`)
      }),
    )
  })
})

test.each([
  ['insurance.depsit: 0..5', 'vary.insurance.depsit: is no path of the scenario; did you mean insurance.deposit?'],
  ['nothing.like.it: 0..5', 'vary.nothing.like.it: is no path of the scenario'],
  [
    'margin.tiers.4.initial: 1%..2%',
    'vary.margin.tiers.4.initial: is no path of the scenario; did you mean margin.tiers.0.initial?',
  ],
  ['insurance.deposit: 5..1', 'vary.insurance.deposit: 5..1 is reversed: 5 is above 1'],
  ['insurance.deposit: 5..5', 'vary.insurance.deposit: 5..5 is empty: both ends are the same value'],
  ['insurance.deposit: []', 'vary.insurance.deposit: [] is empty: name at least one value'],
  [
    'insurance.deposit: few',
    'vary.insurance.deposit: few must be a range such as 0..5_000_000 or 0.5%..3%, or a list of values',
  ],
  ['insurance.deposit: -5..5', 'vary.insurance.deposit: cannot be -5 there: must not be negative (quote units)'],
  ['insurance.feeShare: 0..20', 'vary.insurance.feeShare: cannot be 20 there: must be at most 1 (rate)'],
  ['chain.blockTime: 1s..2m', 'vary.chain.blockTime: 1s..2m must have one unit at both ends, not s and m'],
  ['seed: 1..9', 'vary.seed: cannot vary: seed is varied by itself: seed, seed + 1, …'],
])('vary: %s is refused', async (entry, message) => {
  const error = await parseScenario(`${SOUND}\nvary:\n  ${entry}\n`, 'bad.yaml').catch((e: unknown) => e)
  if (!(error instanceof ScenarioError)) throw new Error('it was taken')
  expect(error.message.replace(/^bad\.yaml:\d+:\d+ {2}/, '')).toBe(message)
})

test('an unknown law is refused, with the nearest', async () => {
  const text = `${SOUND}\nlaws: [PERP-2, PERP-01]\n`
  const known = async () => ['PERP-01', 'PERP-02']
  await expect(parseScenario(text, 'bad.yaml', known)).rejects.toThrow(
    'laws[0]: PERP-2 is no law; did you mean PERP-02?',
  )
  const { scenario } = await parseScenario(text.replace('PERP-2', 'PERP-02'), 'good.yaml', known)
  expect(scenario.laws).toEqual(['PERP-02', 'PERP-01'])
})

test('a scenario in brief reads back as itself, and says no default', async () => {
  for (const text of [SOUND, JSON.stringify(labScenario())]) {
    const { scenario } = await parseScenario(text, 'whole')
    const brief = printBrief(scenario)
    expect((await parseScenario(brief, 'brief')).scenario).toEqual(scenario)
    expect(brief.split('\n').length).toBeLessThan(60)
  }
  expect(briefScenario(labScenario()).steps).toBeUndefined()
  expect(briefScenario(labScenario()).liquidation).toEqual({ penalty: '1%' })
})
