import { describe, expect, test } from 'vitest'
import { saltelliDesign } from '../../../src/studies/sensitivity/saltelli-design.ts'
import { type SobolIndices, sobolIndices } from '../../../src/studies/sensitivity/sobol-indices.ts'
import { gFunction, holds, ishigami, type KnownFunction, linear, wavyProduct } from './test-functions.ts'

const indicesOf = (found: SobolIndices) => {
  if (found.kind !== 'indices') throw new Error(`expected indices, not ${found.kind}`)
  return found
}

const estimates = (found: SobolIndices, order: 'first' | 'total'): readonly number[] =>
  indicesOf(found).dimensions.map((dimension) => dimension[order].estimate ?? Number.NaN)

const errorsOf = (known: KnownFunction, found: SobolIndices): readonly number[] => [
  ...estimates(found, 'first').map((x, k) => Math.abs(x - known.first[k])),
  ...estimates(found, 'total').map((x, k) => Math.abs(x - known.total[k])),
]

/** One resample: estimates, and no intervals. */
const QUICK = { seed: 0, resamples: 1 }

test("Ishigami's closed forms are the published figures", () => {
  const { first, total } = ishigami()
  expect(first.map((x) => x.toFixed(4))).toEqual(['0.3139', '0.4424', '0.0000'])
  expect(total.map((x) => x.toFixed(4))).toEqual(['0.5576', '0.4424', '0.2437'])
})

test.each([
  { known: ishigami(), tolerance: 0.04 },
  { known: gFunction([0, 0.5, 3, 9, 99]), tolerance: 0.04 },
  { known: gFunction([0, 0, 0]), tolerance: 0.05 },
  { known: linear([1, -2, 3, 0.5], 100), tolerance: 0.02 },
])(
  '$known.name: 1,024 rows come within $tolerance of the closed forms, 8,192 within a tenth of it',
  ({ known, tolerance }) => {
    for (const [rows, bound] of [
      [1024, tolerance],
      [8192, tolerance / 10],
    ]) {
      for (let seed = 0; seed < 3; seed++) {
        const design = saltelliDesign(known.dimensions, rows, seed)
        const found = indicesOf(sobolIndices(design, design.points.map(known.of), QUICK))
        expect(Math.max(...errorsOf(known, found))).toBeLessThan(bound)
        expect(Math.abs(found.mean - known.mean) / Math.sqrt(known.variance)).toBeLessThan(bound)
        expect(Math.abs(found.variance / known.variance - 1)).toBeLessThan(bound)
      }
    }
  },
)

test.each([
  { known: ishigami(), rows: 512 },
  { known: gFunction([0, 0.5, 3, 9, 99]), rows: 256 },
  { known: linear([1, -2, 3, 0.5], 100), rows: 256 },
])('$known.name: with $rows rows 95 % of the intervals, or more, hold the closed forms', ({ known, rows }) => {
  const held = [0, 1, 2].flatMap((seed) => {
    const design = saltelliDesign(known.dimensions, rows, seed)
    const found = indicesOf(sobolIndices(design, design.points.map(known.of), { seed, resamples: 200 }))
    return found.dimensions.flatMap(({ first, total }, k) => {
      expect([first.kind, total.kind]).toEqual(['interval', 'interval'])
      return [holds(first, known.first[k]), holds(total, known.total[k])]
    })
  })
  expect(held.filter((of) => of).length).toBeGreaterThanOrEqual(0.95 * held.length)
})

test('intervals narrow as rows grow', () => {
  const { of, dimensions } = ishigami()
  const [wide, narrow] = [64, 512].map((rows) => {
    const design = saltelliDesign(dimensions, rows, 1)
    const { first } = indicesOf(sobolIndices(design, design.points.map(of), { seed: 1, resamples: 100 })).dimensions[0]
    return first.kind === 'interval' ? first.high - first.low : Number.NaN
  })
  expect(narrow).toBeLessThan(wide / 2)
  expect(narrow).toBeGreaterThan(0)
})

describe('laws', () => {
  const design = saltelliDesign(4, 64, 5)
  const outputs = design.points.map(wavyProduct)
  const options = { seed: 2, resamples: 50 }
  const found = indicesOf(sobolIndices(design, outputs, options))

  test('an output in another unit has the same indices and intervals, to the bit where the unit is a power of two', () => {
    const scaled = indicesOf(
      sobolIndices(
        design,
        outputs.map((y) => -8 * y),
        options,
      ),
    )
    expect(scaled.dimensions).toEqual(found.dimensions)
    expect(scaled.variance).toBe(64 * found.variance)
  })

  test('an output with a constant added has the same indices and intervals', () => {
    const moved = indicesOf(
      sobolIndices(
        design,
        outputs.map((y) => 3 * y - 1000),
        options,
      ),
    )
    moved.dimensions.forEach(({ first, total }, k) => {
      for (const [ours, theirs] of [
        [first, found.dimensions[k].first],
        [total, found.dimensions[k].total],
      ]) {
        if (ours.kind !== 'interval' || theirs.kind !== 'interval') throw new Error('expected intervals')
        expect(ours.estimate).toBeCloseTo(theirs.estimate, 9)
        expect(ours.low).toBeCloseTo(theirs.low, 9)
        expect(ours.high).toBeCloseTo(theirs.high, 9)
      }
    })
  })

  test('a dimension that does nothing has indices of exactly 0, and no interval', () => {
    const idle = indicesOf(
      sobolIndices(
        design,
        design.points.map(([x]) => x),
        options,
      ),
    )
    for (const dimension of idle.dimensions.slice(1)) {
      const nothing = { kind: 'no-spread', estimate: 0, count: 64 }
      expect(dimension).toEqual({ first: nothing, total: nothing })
    }
  })

  test('total indices are never negative, whatever the outputs', () => {
    const noise = design.points.map((point) => (point[0] * 7919 + point[1] * 104729) % 1)
    for (const of of [noise, outputs]) {
      for (const x of estimates(sobolIndices(design, of, QUICK), 'total')) expect(x).toBeGreaterThanOrEqual(0)
    }
  })

  test('the same seed gives the same intervals, another seed others around the same estimates', () => {
    expect(sobolIndices(design, outputs, options)).toEqual(found)
    const other = indicesOf(sobolIndices(design, outputs, { ...options, seed: 3 }))
    expect(other.dimensions).not.toEqual(found.dimensions)
    expect(estimates(other, 'first')).toEqual(estimates(found, 'first'))
  })
})

test('two rows by hand', () => {
  const design = saltelliDesign(1, 2, 0)
  const found = sobolIndices(design, [1, 2, 2, 3, 6, 5], QUICK)
  expect(found).toMatchObject({ kind: 'indices', rows: 2, mean: 3, variance: 3.5 })
  expect(estimates(found, 'first')).toEqual([2.5 / 3.5])
  expect(estimates(found, 'total')).toEqual([1.25 / 3.5])
})

describe('outputs that have no indices', () => {
  const design = saltelliDesign(2, 8, 1)

  test('of one value only are called constant', () => {
    const found = sobolIndices(
      design,
      design.points.map(() => 0.1),
      QUICK,
    )
    expect(found).toEqual({ kind: 'constant', rows: 8, value: 0.1, departures: 0 })
  })

  test('that leave that value beside A and B only are counted', () => {
    const found = sobolIndices(
      design,
      design.points.map((_, n) => (n % 4 === 3 && n < 12 ? 7 : 0)),
      QUICK,
    )
    expect(found).toEqual({ kind: 'constant', rows: 8, value: 0, departures: 3 })
  })

  test('one row has too few of', () => {
    expect(sobolIndices(saltelliDesign(2, 1, 1), [1, 2, 3, 4], QUICK)).toEqual({ kind: 'too-few', rows: 1, needed: 2 })
  })

  test('an event in one row of 64 gives finite intervals, though many resamples have no variance', () => {
    const rare = saltelliDesign(2, 64, 1)
    const found = indicesOf(
      sobolIndices(
        rare,
        rare.points.map((_, n) => (n === 0 ? 1 : 0)),
        { seed: 1, resamples: 200 },
      ),
    )
    for (const { first, total } of found.dimensions) {
      for (const of of [first, total]) {
        if (of.kind === 'interval') expect([of.low, of.high].every(Number.isFinite)).toBe(true)
        expect(Number.isFinite(of.estimate)).toBe(true)
      }
    }
  })
})

test('a row with a missing output is left out, as if the design did not have it', () => {
  const design = saltelliDesign(3, 33, 4)
  const outputs = design.points.map(ishigami().of)
  const shorter = saltelliDesign(3, 32, 4)
  const cut = sobolIndices(
    design,
    outputs.map((y, n) => (n === 32 * 5 + 2 ? undefined : y)),
    { seed: 1, resamples: 50 },
  )
  expect(cut).toEqual(sobolIndices(shorter, outputs.slice(0, 32 * 5), { seed: 1, resamples: 50 }))
})

test.each([
  ['outputs: 3 for a design of 8 points', [1, 2, 3]],
  ['outputs: NaN among points 4 to 7', [1, 2, 3, 4, Number.NaN, 6, 7, 8]],
  ['outputs: Infinity among points 0 to 3', [1, Infinity, 3, 4, 5, 6, 7, 8]],
])('is refused: %s', (message, outputs) => {
  expect(() => sobolIndices(saltelliDesign(2, 2, 0), outputs, QUICK)).toThrow(message)
})
