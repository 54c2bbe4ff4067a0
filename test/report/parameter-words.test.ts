import { describe, expect, test } from 'vitest'
import { labelWords, pointWords, shortNames } from '../../src/report/study/parameter-words.ts'
import { resamplesFor } from '../../src/report/study/point-statistics.ts'
import { shellWord } from '../../src/report/study/study-evidence.ts'
import { isMoneyParameter } from '../../src/scenario/vary/money-parameter.ts'
import { labScenario } from '../../src/testing/cases/lab-scenario.ts'

describe('words for points of a study', () => {
  test('shorten a number only where that loses nothing', () => {
    const money = { unit: '' }
    expect([0, 5_000, 250_000, 1_500_000, 123_456, 12_345_678, 0.25].map((x) => labelWords(money, x))).toEqual([
      '0',
      '5,000',
      '250k',
      '1.5M',
      '123,456',
      '12,345,678',
      '0.25',
    ])
    expect(labelWords({ unit: '%' }, 12_500)).toBe('12500%')
    expect(labelWords(money, undefined)).toBe('left out')
  })

  test('call parameters by as few of the last parts of their paths as tell them apart', () => {
    expect(shortNames(['margin.tiers.0.maintenance', 'insurance.deposit'])).toEqual(['maintenance', 'deposit'])
    expect(shortNames(['margin.tiers.0.maintenance', 'margin.tiers.1.maintenance'])).toEqual([
      'tiers.0.maintenance',
      'tiers.1.maintenance',
    ])
    expect(shortNames(['traders.0.deposit', 'insurance.deposit'])).toEqual(['traders.0.deposit', 'insurance.deposit'])
    expect(pointWords(['a', 'b'], ['1%', '2'])).toBe('a 1%, b 2')
  })

  test('know money from other plain numbers by the schema', () => {
    const scenario = labScenario()
    expect(isMoneyParameter(scenario, ['insurance', 'deposit'])).toBe(true)
    expect(isMoneyParameter(scenario, ['engines', 'amm', 'capital'])).toBe(true)
    expect(isMoneyParameter(scenario, ['margin', 'tiers', 0, 'maintenance'])).toBe(false)
    expect(isMoneyParameter(scenario, ['traders', 0, 'count'])).toBe(false)
  })
})

test('words of a shell are quoted where they must be', () => {
  expect(shellWord('insurance.deposit=0..2_000:3')).toBe('insurance.deposit=0..2_000:3')
  expect(shellWord('p95(abs(x))')).toBe("'p95(abs(x))'")
  expect(shellWord("it's")).toBe("'it'\\''s'")
})

test('intervals have fewer resamples where there are many, and never few', () => {
  expect(resamplesFor(200, 8)).toBe(2000)
  expect(resamplesFor(10_000, 8)).toBe(1200)
  expect(resamplesFor(1e9, 8)).toBe(400)
})
