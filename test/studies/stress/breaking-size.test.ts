import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BreakingSize, breakingSize, type SizeSearch } from '../../../src/studies/stress/breaking-size.ts'

/** Runs a search against a rule, and keeps what it asked for. */
const searched = (search: SizeSearch, breaks: (size: number) => boolean) => {
  const steps = breakingSize(search)
  const asked: (readonly number[])[] = []
  let step = steps.next()
  while (!step.done) {
    asked.push(step.value)
    step = steps.next(step.value.map(breaks))
  }
  return { found: step.value as BreakingSize, asked }
}

const grid = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5]

describe('the smallest size that breaks', () => {
  test('is bracketed within the resolution, wherever the threshold lies between sizes of the grid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5001, max: 50_000 }),
        fc.constantFrom(0.05, 0.01, 0.005, 0.001),
        (at, resolution) => {
          const threshold = at / 100_000
          const { found } = searched({ grid, resolution }, (size) => size >= threshold)
          if (found.kind !== 'between') throw new Error(found.kind)
          expect(found.held).toBeLessThan(threshold)
          expect(found.broken).toBeGreaterThanOrEqual(threshold)
          expect(found.broken - found.held).toBeLessThanOrEqual(resolution + 1e-9)
        },
      ),
    )
  })

  test('takes as many single questions as halvings from the grid to the resolution', () => {
    const { found, asked } = searched({ grid, resolution: 0.0125 }, (size) => size >= 0.25)
    expect(asked).toEqual([grid, [0.25], [0.225], [0.2375]])
    expect(found).toMatchObject({ kind: 'between', held: 0.2375, broken: 0.25 })
  })

  test('asks for sizes with the decimals of the resolution, so that the same size is the same run', () => {
    const { asked } = searched({ grid, resolution: 0.005 }, (size) => size >= 0.2849)
    for (const [size] of asked.slice(1)) expect(size).toBe(Number(size.toFixed(3)))
  })

  test('is found among sizes below a millionth, as rates of a payment a block are', () => {
    const top = 4e-7
    const grid = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1].map((part) => part * top)
    const { found } = searched({ grid, resolution: top / 256, heldWithoutStress: true }, (size) => size >= 4.7e-9)
    expect(found).toMatchObject({ kind: 'between', held: 4.6875e-9, broken: 6.25e-9 })
  })

  test('is told of no size where none breaks', () => {
    const { found, asked } = searched({ grid, resolution: 0.01 }, () => false)
    expect(found).toMatchObject({ kind: 'never', upTo: 0.5 })
    expect(asked).toEqual([grid])
  })

  test('is at most the smallest of the grid where all break', () => {
    const { found, asked } = searched({ grid, resolution: 0.01 }, () => true)
    expect(found).toMatchObject({ kind: 'always', from: 0.05 })
    expect(asked).toEqual([grid])
  })

  test('is searched below the grid where the scenario holds without stress', () => {
    const { found } = searched({ grid, resolution: 0.01, heldWithoutStress: true }, (size) => size >= 0.013)
    expect(found).toMatchObject({ kind: 'between', held: 0.01, broken: 0.02 })
  })

  test('is reported as not monotone with every interval where a larger size holds, and its first crossing is searched', () => {
    const breaks = (size: number): boolean => (size >= 0.17 && size < 0.3) || size >= 0.45
    const { found } = searched({ grid, resolution: 0.01 }, breaks)
    expect(found).toMatchObject({ kind: 'not-monotone', held: 0.16, broken: 0.17 })
    if (found.kind !== 'not-monotone') throw new Error(found.kind)
    expect(found.intervals).toEqual([
      { from: 0.05, to: 0.16, broken: false },
      { from: 0.17, to: 0.2, broken: true },
      { from: 0.3, to: 0.4, broken: false },
      { from: 0.5, to: 0.5, broken: true },
    ])
  })

  test('has nothing held below it where the smallest size breaks and a larger one holds', () => {
    const { found } = searched({ grid, resolution: 0.01 }, (size) => size < 0.15)
    expect(found).toMatchObject({ kind: 'not-monotone', broken: 0.05 })
    expect(found).not.toHaveProperty('held')
  })

  test('comes with every verdict, by size', () => {
    const { found, asked } = searched({ grid, resolution: 0.02 }, (size) => size >= 0.33)
    expect(found.judged.map(({ size }) => size)).toEqual(asked.flat().sort((a, b) => a - b))
    expect(found.judged.every(({ size, broken }) => broken === size >= 0.33)).toBe(true)
  })
})

test.each<[string, SizeSearch]>([
  ['the grid has no sizes', { grid: [], resolution: 0.1 }],
  ['sizes of the grid must rise from above 0, not 0.2, 0.1', { grid: [0.2, 0.1], resolution: 0.1 }],
  ['sizes of the grid must rise from above 0, not 0, 0.1', { grid: [0, 0.1], resolution: 0.1 }],
  ['the resolution 0 must be above 0', { grid: [0.1], resolution: 0 }],
])('%s', (message, search) => {
  expect(() => breakingSize(search).next()).toThrow(message)
})

test('as many verdicts as sizes are wanted', () => {
  const search = breakingSize({ grid: [0.1, 0.2], resolution: 0.1 })
  search.next()
  expect(() => search.next([true])).toThrow('1 verdicts on 2 sizes')
})
