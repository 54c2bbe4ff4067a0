import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heatScale } from '../../../src/report/drawings/heat-shade.ts'
import { linearScale } from '../../../src/report/drawings/linear-scale.ts'
import { isLogSpaced, logScale } from '../../../src/report/drawings/log-scale.ts'
import type { Scale } from '../../../src/report/drawings/scale.ts'
import { shortened, textWidth } from '../../../src/report/drawings/text-width.ts'
import { timeScale } from '../../../src/report/drawings/time-scale.ts'
import { reportStyle } from '../../../src/report/report-style.ts'

const numbers = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { maxLength: 12 })
const positive = fc.array(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), { maxLength: 12 })

const holds = (scale: Scale, values: readonly number[]): void => {
  const rim = (scale.high - scale.low) * 1e-9
  for (const x of values) {
    expect(x).toBeGreaterThanOrEqual(scale.low - rim)
    expect(x).toBeLessThanOrEqual(scale.high + rim)
  }
  for (const tick of scale.ticks) {
    expect(tick).toBeGreaterThanOrEqual(scale.low - rim)
    expect(tick).toBeLessThanOrEqual(scale.high + rim)
  }
  const shares = [...values].sort((a, b) => a - b).map(scale.place)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  for (const share of shares) expect(share >= 0 && share <= 1).toBe(true)
}

describe('a linear axis', () => {
  test('holds every number, keeps their order, and has 2 to 9 ticks', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const scale = linearScale(values)
        holds(scale, values)
        expect(scale.ticks.length).toBeGreaterThanOrEqual(2)
        expect(scale.ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })

  test.each([
    [
      [0, 1],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
    [
      [3, 47],
      [0, 10, 20, 30, 40, 50],
    ],
    [
      [-0.013, 0.6],
      [-0.2, 0, 0.2, 0.4, 0.6],
    ],
    [[], [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [
      [0, 0],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
  ] as const)('of %j is marked at %j', (values, ticks) => {
    expect(linearScale(values).ticks).toEqual(ticks)
  })
})

describe('a logarithmic axis', () => {
  test('holds every number above zero and keeps their order', () => {
    fc.assert(fc.property(positive, (values) => holds(logScale(values), values)))
  })

  test('equal ratios are equal distances', () => {
    const { place } = logScale([1, 10_000])
    expect([1, 10, 100, 1_000, 10_000].map((x) => Number(place(x).toFixed(12)))).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(place(0)).toBe(0)
  })

  test('is for levels spaced by ratios only', () => {
    const levels = (at: readonly number[]) => at.map((x) => ({ label: String(x), at: x }))
    expect(isLogSpaced(levels([1, 10, 100]))).toBe(true)
    expect(isLogSpaced(levels([1, 2, 4, 8]))).toBe(true)
    expect(isLogSpaced(levels([1, 2, 3, 4]))).toBe(false)
    expect(isLogSpaced(levels([0, 10, 100]))).toBe(false)
    expect(isLogSpaced([...levels([1, 10]), { label: 'off' }, ...levels([100])])).toBe(false)
  })
})

describe('a time axis', () => {
  test('is marked at round clock times, in order, within the drawing', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), (from, width) => {
        const { labels, place } = timeScale(from, from + width)
        expect(labels.length).toBeLessThanOrEqual(9)
        for (const { share } of labels) expect(share >= 0 && share <= 1).toBe(true)
        expect(place(from)).toBeLessThan(place(from + width + 1))
      }),
    )
    expect(timeScale(0, 6 * 3_600_000).labels.map(({ words }) => words)).toEqual([
      '0:00',
      '1:00',
      '2:00',
      '3:00',
      '4:00',
      '5:00',
      '6:00',
    ])
  })
})

describe('text', () => {
  test('is shortened to its room, and its ends are kept', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
        fc.integer({ min: 30, max: 300 }),
        (words, room) => {
          const short = shortened(words, room)
          expect(textWidth(short)).toBeLessThanOrEqual(Math.max(room, textWidth('…')))
          if (textWidth(words) <= room) expect(short).toBe(words)
        },
      ),
    )
    expect(shortened('margin.tiers[0].maintenance', 130)).toMatch(
      /^margin\..*…nt?.*ance$|^margin.*…maintenance$|^margin\.t.*…/,
    )
  })
})

describe('shades', () => {
  test('are stronger for more, or for what is further from the middle', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: undefined }),
        (values, about) => {
          const shade = heatScale(values, about)
          const distance = (x: number): number => (about === undefined ? x : Math.abs(x - about))
          const shades = [...values].sort((a, b) => distance(a) - distance(b)).map((x) => shade(x).opacity)
          expect(shades).toEqual([...shades].sort((a, b) => a - b))
        },
      ),
    )
  })

  const luminance = (colour: readonly number[]): number => {
    const [r, g, b] = colour.map((x) => (x <= 10.31 ? x / 3294.6 : ((x / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const hex = (text: string): readonly number[] => {
    const six = text.length === 3 ? [...text].map((c) => c + c).join('') : text
    return [0, 2, 4].map((i) => Number.parseInt(six.slice(i, i + 2), 16))
  }

  test('leave the ink readable on the strongest of them, in light and in dark (WCAG 2.2: 4.5 to 1)', () => {
    const themes = [...reportStyle.matchAll(/--ground:#(\w+);--ink:#(\w+)/g)].slice(0, 2)
    expect(themes).toHaveLength(2)
    const { opacity } = heatScale([0, 1])(1)
    for (const [, ground, ink] of themes) {
      for (const hue of ['0072b2', 'd55e00']) {
        const shade = hex(hue).map((x, i) => opacity * x + (1 - opacity) * hex(ground)[i])
        const [dark, light] = [luminance(shade), luminance(hex(ink))].sort((a, b) => a - b)
        expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
})
