import { describe, expect, test } from 'vitest'
import { comparisonTable } from '../../src/report/comparison-table.ts'
import { impactJson, impactTable } from '../../src/report/impact-table.ts'
import { reportGroups } from '../../src/report/report-rows.ts'
import { runTable } from '../../src/report/run-table.ts'
import { textPlot } from '../../src/report/text-plot.ts'
import { market, syntheticComparison } from './synthetic-comparison.ts'

const comparison = syntheticComparison()
const [{ runs }] = comparison.arms
const ESCAPE = '\u001b'
const longest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length))

describe('text for a terminal', () => {
  test.each([40, 60, 80, 100, 120, 200])('no line is longer than %d columns', (width) => {
    const terminal = { width, color: false }
    expect(longest(comparisonTable(comparison, terminal))).toBeLessThanOrEqual(width)
    if (width >= 60) {
      expect(longest(runTable(runs[0], market, terminal))).toBeLessThanOrEqual(Math.max(width, 66))
      expect(longest(impactTable(comparison.arms, market, terminal))).toBeLessThanOrEqual(width)
    }
  })

  test('holds no escape sequence without colours, and the same words with them', () => {
    const plain = comparisonTable(comparison, { width: 80, color: false })
    const coloured = comparisonTable(comparison, { width: 80, color: true })
    expect(plain).not.toContain(ESCAPE)
    expect(coloured).toContain(ESCAPE)
    expect(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '').replaceAll(/ +$/gm, '')).toBe(plain)
  })
})

describe('the paired table', () => {
  const wide = comparisonTable(comparison, { width: 140, color: false })

  test('names every figure, those that are zero too', () => {
    for (const row of reportGroups(comparison).flatMap(({ rows }) => rows)) expect(wide).toContain(row.label.trim())
  })

  test('shows intervals and counts where there is room, half widths where there is not', () => {
    expect(wide).toMatch(/Quoted spread, mean, bps .*\[\+.*\]\* +8$/m)
    expect(comparisonTable(comparison, { width: 80, color: false })).toMatch(/^Quoted spread.* ±.*\*$/m)
  })

  test('a comparison of one seed says that it has no intervals', () => {
    const text = comparisonTable(syntheticComparison({ seeds: 1 }), { width: 100, color: false })
    expect(text).toContain('one seed gives no interval')
    expect(text).not.toContain('±')
  })

  test('one arm has means and no differences', () => {
    const text = comparisonTable(syntheticComparison({ arms: 1 }), { width: 80, color: false })
    expect(text).toContain('Quoted spread')
    expect(text).not.toContain('less')
  })

  test('an interrupted comparison says so', () => {
    expect(comparisonTable({ ...comparison, complete: false }, { width: 80, color: false })).toContain('interrupted')
  })
})

describe('impact by size', () => {
  test('says where a book ends, and leaves what lies beyond it empty', () => {
    const text = impactTable(comparison.arms, market, { width: 80, color: false })
    expect(text).toContain('buying ends at 900k')
    expect(text).toMatch(/^10M .* - +-/m)
  })

  test('an arm that nobody quotes is said to have no depth', () => {
    const silent = {
      arm: 'empty',
      depthAtStart: { bid: 0, ask: 0 },
      impact: { mid: 0, halfSpreadBps: 0, buy: [], sell: [], buyEnds: 0, sellEnds: 0 },
    }
    expect(impactTable([silent], market, { width: 80, color: false })).toContain('nobody quotes')
  })

  test('as JSON has each arm, and no end where none was reached', () => {
    const { engines } = JSON.parse(impactJson('flash-crash', comparison.arms, market))
    expect(Object.keys(engines)).toEqual(['amm', 'ladder', 'book'])
    expect(engines.amm.impact.buyEnds).toBeUndefined()
    expect(engines.book.impact.buyEnds).toBe(900_000_000_000)
  })
})

describe('a plot in characters', () => {
  const plot = (points: readonly (readonly [number, number])[], mark = 'a'): string =>
    textPlot({ plotted: [{ mark, points }], width: 40, height: 9, xLabel: String, yLabel: String, several: '#' })

  test('a power law is a straight line from corner to corner', () => {
    const lines = plot([0, 1, 2, 3, 4].map((k) => [10 ** k, 10 ** k] as const)).split('\n')
    const columns = lines.slice(0, 9).map((line) => line.indexOf('a', line.indexOf('|')))
    expect(columns[0]).toBeGreaterThan(columns[8])
    expect(lines.slice(0, 9).filter((line) => line.includes('a'))).toHaveLength(5)
  })

  test('has nothing to show of values that have no logarithm', () => {
    expect(plot([[0, 1]])).toBe('')
  })
})

test('a run in words holds its digest, its drift and its figures', () => {
  const text = runTable(runs[0], market, { width: 80, color: false })
  expect(text).toContain(runs[0].digest)
  expect(text).toContain('Conservation drift 0 atoms')
  expect(text).toContain('Liquidated notional')
})
