import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { downsample } from '../../src/report/downsample.ts'

const walk = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 500 })
const most = fc.integer({ min: 3, max: 60 })
const times = (y: readonly number[]): readonly number[] => y.map((_, i) => i * 60)

describe('downsampling by largest triangles', () => {
  test('keeps the first and the last row, in order, each once, and never more than asked for', () => {
    fc.assert(
      fc.property(walk, most, (y, limit) => {
        const rows = downsample(times(y), y, limit)
        expect(rows.length).toBe(Math.min(limit, y.length))
        expect(rows[0]).toBe(0)
        expect(rows.at(-1)).toBe(y.length - 1)
        for (let i = 1; i < rows.length; i++) expect(rows[i]).toBeGreaterThan(rows[i - 1])
      }),
    )
  })

  test('leaves a series that is short enough as it is', () => {
    fc.assert(
      fc.property(walk, (y) => {
        expect(downsample(times(y), y, y.length + 1)).toEqual(y.map((_, i) => i))
      }),
    )
  })

  test('a lone spike on a flat line survives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 5_000 }), fc.nat(), most, (length, at, limit) => {
        const spike = 1 + (at % (length - 2))
        const y = new Array<number>(length).fill(100)
        y[spike] = 250
        expect(downsample(times(y), y, limit)).toContain(spike)
      }),
    )
  })

  test('moving the whole line up or stretching it picks the same rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 10, maxLength: 300 }),
        most,
        (y, limit) => {
          const scaled = y.map((x) => 4 * x)
          expect(downsample(times(scaled), scaled, limit)).toEqual(downsample(times(y), y, limit))
        },
      ),
    )
  })
})
