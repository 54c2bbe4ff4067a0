import { describe, expect, test } from 'vitest'
import { findings, unclearSentences } from '../../src/report/findings.ts'
import { impactAt } from '../../src/report/impact-rows.ts'
import { marketQuality, metricGroups, profitAndLoss } from '../../src/report/metric-labels.ts'
import { isClear, pairedValues } from '../../src/report/paired-values.ts'
import { reportGroups } from '../../src/report/report-rows.ts'
import { metricUnits } from '../../src/simulation/run-metrics.ts'
import { syntheticComparison, USDC } from './synthetic-comparison.ts'

const comparison = syntheticComparison()
const groups = reportGroups(comparison)
const rows = groups.flatMap((group) => group.rows)

describe('rows of the paired table', () => {
  test('every metric of a run has a name for people, and every name a metric', () => {
    const named = [...marketQuality, ...metricGroups.flatMap((group) => group.rows), ...profitAndLoss].map(
      ({ metric }) => metric,
    )
    expect([...named].sort()).toEqual(Object.keys(metricUnits).sort())
  })

  test('every metric of the comparison stands in it once, whoever knows it', () => {
    const unknown = { ...comparison.metrics[0], metric: 'brand.new' }
    const keys = reportGroups({ ...comparison, metrics: [...comparison.metrics, unknown] }).flatMap((group) =>
      group.rows.map(({ key }) => key),
    )
    for (const { metric } of [...comparison.metrics, unknown]) {
      expect(keys.filter((key) => key === metric)).toEqual([metric])
    }
  })

  test('money is in quote units, and rates in basis points', () => {
    const of = (key: string) => rows.find((row) => row.key === key)!
    const raw = (metric: string) => comparison.metrics.find((row) => row.metric === metric)!
    expect(of('volume').arms[0]?.mean).toBe(raw('volume').arms[0].mean / USDC)
    expect(of('funding.meanRate').arms[0]?.mean).toBeCloseTo(raw('funding.meanRate').arms[0].mean * 10_000, 12)
    expect(of('fund.drawdown').arms[0]?.mean).toBe(raw('fund.drawdown').arms[0].mean)
  })

  test('the parts of a cost add up to its total', () => {
    for (const size of [0, 1, 2, 3]) {
      const part = (name: string): number => rows.find((row) => row.key === `cost.${size}.${name}`)!.arms[1]!.mean
      expect(part('fee') + part('spread') + part('impact')).toBeCloseTo(part('total'), 2)
    }
  })

  test('a size in which nobody traded has no row', () => {
    expect(rows.some(({ key }) => key.startsWith('cost.4.'))).toBe(false)
  })

  test('impact beyond the end of a book is absent, not extrapolated', () => {
    const million = rows.find(({ key }) => key === 'impact.1000000')!
    expect(million.arms.map((x) => x !== undefined)).toEqual([true, true, false])
    expect(million.differences[1]).toBeUndefined()
  })
})

describe('impact between measured sizes', () => {
  const points = [
    { notional: 100, lots: 1, impactBps: 3, marginalBps: 5 },
    { notional: 200, lots: 2, impactBps: 5, marginalBps: 9 },
  ]
  test('is half the spread at nothing, and linear between points', () => {
    expect(impactAt(points, 0, 1, Infinity)).toBe(1)
    expect(impactAt(points, 50, 1, Infinity)).toBe(2)
    expect(impactAt(points, 150, 1, Infinity)).toBe(4)
    expect(impactAt(points, 200, 1, Infinity)).toBe(5)
  })
  test('is unknown beyond the last point and beyond the end', () => {
    expect(impactAt(points, 201, 1, Infinity)).toBeUndefined()
    expect(impactAt(points, 150, 1, 149)).toBeUndefined()
  })
})

describe('pairs', () => {
  test('a seed without the figure in one arm is in no pair', () => {
    const { arms, differences } = pairedValues([
      [1, undefined, 3],
      [2, 5, undefined],
    ])
    expect(arms.map((x) => x?.count)).toEqual([2, 2])
    expect(differences[0]).toEqual({ mean: 1, low: 1, high: 1, count: 1 })
  })

  test('differences of the mean are means of the differences', () => {
    const { arms, differences } = pairedValues([
      [1, 4, 9],
      [2, 8, 1],
    ])
    expect(differences[0]?.mean).toBeCloseTo(arms[1]!.mean - arms[0]!.mean, 12)
  })

  test('a single seed clears nothing', () => {
    expect(isClear({ mean: 5, low: 5, high: 5, count: 1 })).toBe(false)
    expect(isClear({ mean: 5, low: 1, high: 9, count: 8 })).toBe(true)
    expect(isClear({ mean: 5, low: -1, high: 11, count: 8 })).toBe(false)
  })
})

describe('findings', () => {
  test('are differences whose interval excludes zero, and no parts of others', () => {
    const found = findings(comparison, groups)
    expect(found.length).toBeGreaterThan(5)
    for (const { difference, row } of found) {
      expect(isClear(difference)).toBe(true)
      expect(row.label).not.toMatch(/^ /)
    }
  })

  test('what the seeds cannot tell is said in one sentence an arm', () => {
    const sentences = unclearSentences(comparison, groups)
    expect(sentences).toHaveLength(2)
    expect(sentences[1]).toContain('the interval contains zero')
    expect(sentences[1]).toContain('Volume')
    expect(sentences[1]).not.toContain('Quoted spread')
  })

  test('one seed has none', () => {
    const one = syntheticComparison({ seeds: 1 })
    expect(findings(one, reportGroups(one))).toEqual([])
    expect(unclearSentences(one, reportGroups(one))).toEqual([])
  })
})
