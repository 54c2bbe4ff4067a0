import { describe, expect, test } from 'vitest'
import { readScenarioData } from '../../src/scenario/parse-scenario.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { valueAt } from '../../src/scenario/scenario-path.ts'
import { withChanges } from '../../src/scenario/vary/change.ts'
import { numberIn } from '../../src/scenario/vary/number-in.ts'
import { findParameters } from '../../src/scenario/vary/parameter-paths.ts'
import {
  changesTo,
  labelOf,
  levelShares,
  readParameters,
  type StudyParameter,
} from '../../src/scenario/vary/study-parameter.ts'
import type { RangeText } from '../../src/scenario/vary/value-range.ts'
import { labScenario } from '../../src/testing/cases/lab-scenario.ts'

const LAB = labScenario()

const pathsOf = (name: string, scenario: unknown = LAB): readonly string[] => {
  const found = findParameters(scenario, name)
  if ('fault' in found) throw new Error(`${found.fault} (${found.suggestion})`)
  return found.paths.map((path) => path.join('.'))
}
const parametersOf = (vary: Record<string, RangeText>, scenario: Scenario = LAB): readonly StudyParameter[] => {
  const read = readParameters(scenario, vary)
  if ('faults' in read) throw new Error(read.faults.join('\n'))
  return read.parameters
}
const faultsOf = (vary: Record<string, RangeText>, scenario: Scenario = LAB): readonly string[] => {
  const read = readParameters(scenario, vary)
  return 'faults' in read ? read.faults : []
}
const valuesOf = ({ scale }: StudyParameter): readonly unknown[] => levelShares(scale).map((share) => scale.at(share))

describe('the path of a parameter', () => {
  test.each([
    ['margin.maintenance', ['margin.tiers.0.maintenance']],
    ['margin.tiers[0].maintenance', ['margin.tiers.0.maintenance']],
    ['margin.tiers.0.maintenance', ['margin.tiers.0.maintenance']],
    ['engines.*.capital', ['engines.amm.capital', 'engines.book.capital']],
    ['markets.*.prices.volatility', ['markets.0.prices.volatility']],
    ['traders[0].count', ['traders.0.count']],
    [' insurance.deposit ', ['insurance.deposit']],
    // A field that the scenario leaves out.
    ['markets.0.limits.position', ['markets.0.limits.position']],
  ])('%s', (name, paths) => {
    expect(pathsOf(name)).toEqual(paths)
  })

  test('must name a tier where there are several', () => {
    const tiers = [
      { upTo: '5_000', initial: '10%', maintenance: '5%' },
      { initial: '20%', maintenance: '10%' },
    ]
    const two = labScenario({ margin: { tiers } })
    expect(() => pathsOf('margin.maintenance', two)).not.toThrow()
    expect(faultsOf({ 'margin.maintenance': '1%..2%' }, two)).toEqual([
      expect.stringMatching(
        /^margin\.maintenance: is no path of the scenario; did you mean margin\.tiers\.\d\.maintenance\?$/,
      ),
    ])
  })

  test.each([
    ['margin.maintenence', 'is no path of the scenario; did you mean margin.tiers.0.maintenance?'],
    ['insurance.depositt', 'is no path of the scenario; did you mean insurance.deposit?'],
    ['engine.*.capital', 'is no path of the scenario'],
    ['engines.*.capitall', 'is no path of the scenario; did you mean engines.amm.capital?'],
    ['seed', 'cannot vary: seed is varied by itself'],
    ['properties', 'cannot vary: properties is what is judged'],
    ['', 'is no path of the scenario'],
  ])('%s is none', (name, fault) => {
    expect(faultsOf({ [name]: '1..2' }).join()).toContain(fault)
  })
})

describe('a parameter of a study', () => {
  test('has values that the schema takes, each told apart by its label', async () => {
    const parameters = parametersOf({
      'margin.maintenance': '0.5%..3%:4',
      'engines.amm.capital': '50_000..200_000:3:log',
      'markets.0.prices.volatility': '0.2..0.8:4',
      'traders.0.count': '2..5:4',
      'liquidation.close': ['full', { kind: 'partial-to-health' }],
      'record.every': '10s,1m',
    })
    expect(parameters.map(({ name }) => name)).toEqual([
      'margin.tiers.0.maintenance',
      'engines.amm.capital',
      'markets.0.prices.volatility',
      'traders.0.count',
      'liquidation.close',
      'record.every',
    ])
    for (const parameter of parameters) {
      const values = valuesOf(parameter)
      const labels = values.map((value) => labelOf(parameter, value))
      expect(new Set(labels).size).toBe(values.length)
      for (const label of labels) expect(typeof label).toBe(parameter.isNumber ? 'number' : 'string')
      for (const value of values) {
        const changes = changesTo(parameter, LAB, value)
        const varied = withChanges(LAB, changes)
        for (const { path, value: changed } of changes) expect(valueAt(varied, path)).toEqual(changed)
        await readScenarioData(varied, 'lab')
      }
    }
  })

  test('that is an opinion may be a fraction, one that is a count may not', () => {
    const [volatility, count] = parametersOf({ 'markets.0.prices.volatility': '0..1:5', 'traders.0.count': '1..6:3' })
    expect(valuesOf(volatility)).toEqual(['0.00', '0.25', '0.50', '0.75', '1.00'])
    expect(valuesOf(count)).toEqual(['1', '4', '6'])
    expect(changesTo(volatility, LAB, '0.25')).toEqual([{ path: ['markets', 0, 'prices', 'volatility'], value: 0.25 }])
    expect(changesTo(count, LAB, '4')).toEqual([{ path: ['traders', 0, 'count'], value: 4 }])
  })

  test('with a star gives every place the one value', () => {
    const [capital] = parametersOf({ 'engines.*.capital': '50_000..200_000:2' })
    expect(capital.name).toBe('engines.*.capital')
    expect(changesTo(capital, LAB, '50000')).toEqual([
      { path: ['engines', 'amm', 'capital'], value: '50000' },
      { path: ['engines', 'book', 'capital'], value: '50000' },
    ])
  })

  test('knows the value that the scenario has, also where it is written in another unit', () => {
    const today = (vary: Record<string, RangeText>): unknown => {
      const [parameter] = parametersOf(vary)
      return labelOf(parameter, parameter.today)
    }
    expect(today({ 'margin.maintenance': '1%..9%' })).toBe(5)
    expect(today({ 'margin.maintenance': '100bps..900bps' })).toBe(500)
    expect(today({ 'margin.maintenance': '0.01..0.09' })).toBe(0.05)
    expect(today({ 'record.every': '1s..30s' })).toBe(10)
    expect(today({ 'record.every': '1_000ms..30_000ms' })).toBe(10_000)
    expect(today({ 'insurance.deposit': '0..5_000' })).toBe(1000)
  })

  test('that cannot be varied is named, all of them at once', () => {
    expect(
      faultsOf({
        'insurance.deposit': '9..1',
        'fees.taker': '1bps..1bps',
        'traders.0.count': '1..3:9',
        'mark.rule': ['index', 'indx'],
        'margin.maintenance': '1%..2%',
        'margin.tiers.0.maintenance': '1%..2%',
      }),
    ).toEqual([
      'insurance.deposit: 9..1 is reversed: 9 is above 1',
      'fees.taker: 1bps..1bps is empty: both ends are the same value',
      'traders.0.count: 1..3:9 has levels that are the same value',
      expect.stringMatching(/^mark\.rule: cannot be .* there: /),
      'margin.tiers.0.maintenance: is varied twice',
    ])
  })
})

describe('a value as a number in a unit', () => {
  test.each([
    ['%', '2.5%', 2.5],
    ['%', '250bps', 2.5],
    ['%', '0.025', 2.5],
    ['%', '1/30', 100 / 30],
    ['bps', '-2.5%', -250],
    ['', '5_000_000', 5_000_000],
    ['s', '1m', 60],
    ['m', '90s', 1.5],
    ['%', '0', 0],
    ['%', 'linear', undefined],
    ['%', '10s', undefined],
    ['s', '5%', undefined],
    ['', undefined, undefined],
  ])('in %s, %s is %s', (unit, value, x) => {
    expect(numberIn(unit, value)).toBe(x)
  })
})
