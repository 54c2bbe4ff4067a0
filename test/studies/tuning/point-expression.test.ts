import { describe, expect, test } from 'vitest'
import { FormulaError } from '../../../src/formula/formula-error.ts'
import { InputError } from '../../../src/studies/input-error.ts'
import { pointConstraint, pointExpression, readEach } from '../../../src/studies/tuning/point-expression.ts'
import { readTuneTerms } from '../../../src/studies/tuning/tune-question.ts'

const KNOWN = ['deficit', 'openInterest.mean', 'fund.start', 'fund.end']

/** Four seeds of a point. */
const RUNS = new Map<string, readonly (number | undefined)[]>([
  ['deficit', [0, 4, 0, 8]],
  ['openInterest.mean', [10, 20, 30, 40]],
  ['fund.start', [5, 5, 5, 5]],
  ['fund.end', [1, undefined, 3, undefined]],
])

const worthOf = async (text: string): Promise<number | undefined> => (await pointExpression(text, KNOWN)).of(RUNS)
const excessOf = async (text: string): Promise<number> => (await pointConstraint(text, KNOWN)).excess(RUNS)

describe('an expression over the runs of a point', () => {
  test.each([
    ['deficit', 3],
    ['mean(deficit)', 3],
    ['largest(deficit)', 8],
    ['least(deficit)', 0],
    ['deficit + fund.start', 8],
    ['largest(deficit + fund.start)', 13],
    ['mean(deficit == 0)', 0.5],
    ['largest(deficit) / openInterest.mean', 8 / 25],
  ])('%s', async (text, value) => {
    expect(await worthOf(text)).toBe(value)
  })

  test('is told by the runs that have its figures', async () => {
    expect(await worthOf('fund.end')).toBe(2)
    expect(await worthOf('largest(fund.end - deficit)')).toBe(3)
  })

  test('has no value where no run has a figure, nor where it divides by zero', async () => {
    const none = new Map([['deficit', [undefined, undefined]]])
    expect((await pointExpression('deficit', KNOWN)).of(none)).toBeUndefined()
    expect((await pointExpression('largest(deficit)', KNOWN)).of(none)).toBeUndefined()
    expect(await worthOf('1 / (deficit - 3)')).toBeUndefined()
  })

  test('takes the words that people use', async () => {
    expect(await worthOf('badDebt')).toBe(3)
    expect(await worthOf('openInterest')).toBe(25)
    expect(await worthOf('largest(badDebt - openInterest)')).toBe(-10)
    expect((await pointExpression('badDebt + openInterest', KNOWN)).figures).toEqual(['deficit', 'openInterest.mean'])
    expect((await pointExpression(' badDebt ', KNOWN)).alone).toBe('deficit')
  })

  test('says of how many runs its quantiles are known, and whether it is of means alone', async () => {
    const p99 = await pointExpression('p99(deficit)', KNOWN)
    expect(p99.leastRuns).toBe(1000)
    // To rank points that have equally few runs it is told all the same.
    expect(p99.of(RUNS)).toBeCloseTo(7.88, 10)
    const ofMeans = async (text: string) => (await pointExpression(text, KNOWN)).ofMeans
    expect(await ofMeans('deficit / openInterest')).toBe(true)
    expect(await ofMeans('mean(deficit == 0)')).toBe(true)
    expect(await ofMeans('largest(deficit)')).toBe(false)
    expect(p99.ofMeans).toBe(false)
  })
})

describe('a condition is broken by the distance from holding', () => {
  test.each([
    ['deficit <= 3', 0],
    ['deficit <= 1', 2],
    ['deficit >= 3', 0],
    ['deficit >= 10', 7],
    ['deficit < 4', 0],
    ['deficit > 2', 0],
    ['deficit == 3', 0],
    ['deficit == 5', 2],
    ['deficit == 1', 2],
    ['largest(deficit) <= fund.start', 3],
    // The comparison inside is that of each run, the one outside that of the point.
    ['mean(deficit == 0) >= 90%', 0.4],
    ['(largest(deficit)) == 0', 8],
  ])('%s: %d', async (text, excess) => {
    expect(await excessOf(text)).toBeCloseTo(excess, 12)
  })

  test('and by the least there is where a strict one is just missed', async () => {
    expect(await excessOf('deficit < 3')).toBe(Number.MIN_VALUE)
    expect(await excessOf('deficit > 3')).toBe(Number.MIN_VALUE)
    expect(await excessOf('deficit < 1')).toBe(2)
    expect(await excessOf('deficit > 10')).toBe(7)
  })

  test('by one where it is no single comparison', async () => {
    expect(await excessOf('deficit == 0 and fund.start > 0')).toBe(1)
    expect(await excessOf('deficit == 3 and fund.start > 0')).toBe(0)
    expect(await excessOf('not (deficit == 0)')).toBe(0)
    expect(await excessOf('not (deficit == 3)')).toBe(1)
  })

  test('without bound where a figure was not measured', async () => {
    const condition = await pointConstraint('deficit == 0', KNOWN)
    expect(condition.excess(new Map([['deficit', [undefined]]]))).toBe(Number.POSITIVE_INFINITY)
    expect(condition.left(RUNS)).toBe(3)
  })

  test('and a quantity is none', async () => {
    await expect(pointConstraint('deficit', KNOWN)).rejects.toThrow(InputError)
  })
})

describe('what is asked is refused', () => {
  const terms = (objective: string, subjectTo: readonly string[], seeds = 8) =>
    readTuneTerms({ objectives: [{ text: objective, direction: 'minimise' }], subjectTo }, KNOWN, seeds)

  test('where a quantile needs more seeds than there are', async () => {
    await expect(terms('deficit', ['p99(badDebt) == 0'], 999)).rejects.toThrow(
      '"p99(badDebt) == 0": needs 1000 seeds, and there are 999 (--seeds)',
    )
    await expect(terms('deficit', ['p99(badDebt) == 0'], 1000)).resolves.toBeDefined()
  })

  test('where a name is unknown, with the nearest, and all faults at once', async () => {
    await expect(pointExpression('deficits', KNOWN)).rejects.toThrow(FormulaError)
    const fault = readEach(['badDept', 'deficit', 'fund.strt + 1'], (text) => pointExpression(text, KNOWN))
    await expect(fault).rejects.toThrow(
      /"badDept": .*did you mean badDebt\?\n"fund.strt \+ 1": .*did you mean fund.start\?/,
    )
  })

  test('where a condition is made large or small', async () => {
    await expect(terms('deficit == 0', [])).rejects.toThrow('is a condition')
  })

  test('where there is no objective, or are three', async () => {
    const none = readTuneTerms({ objectives: [], subjectTo: [] }, KNOWN, 8)
    await expect(none).rejects.toThrow('nothing to tune for')
    const three = ['deficit', 'fund.start', 'fund.end'].map((text) => ({ text, direction: 'minimise' as const }))
    await expect(readTuneTerms({ objectives: three, subjectTo: [] }, KNOWN, 8)).rejects.toThrow('more than two')
  })
})
