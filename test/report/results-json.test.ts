import { describe, expect, test } from 'vitest'
import { digestOf, resultsJson, runJson } from '../../src/report/results-json.ts'
import { seriesCsv } from '../../src/report/series-csv.ts'
import { market, syntheticComparison } from './synthetic-comparison.ts'

const comparison = syntheticComparison({ seeds: 3, samples: 40 })
const [{ runs }] = comparison.arms

describe('results.json', () => {
  const results = JSON.parse(resultsJson(comparison))

  test('holds each engine with its digest, drift, deficit and metrics, over the seeds and by seed', () => {
    expect(Object.keys(results.engines)).toEqual(['amm', 'ladder', 'book'])
    for (const { arm, runs: own } of comparison.arms) {
      const engine = results.engines[arm]
      expect(engine.conservationDrift).toBe(0)
      expect(engine.deficit).toBe(Math.max(...own.map(({ deficit }) => deficit)))
      expect(engine.digest).toMatch(/^[0-9a-f]{32}$/)
      expect(engine.metrics.volume).toBe(
        comparison.metrics.find(({ metric }) => metric === 'volume')!.arms[
          comparison.arms.findIndex((a) => a.arm === arm)
        ].mean,
      )
      for (const [i, run] of own.entries()) {
        expect(engine.runs[i].digest).toBe(run.digest)
        expect(engine.runs[i].metrics).toEqual(run.metrics)
      }
    }
  })

  test('is the same bytes each time, whatever the order in which metrics were added', () => {
    const reversed = {
      ...comparison,
      arms: comparison.arms.map((arm) => ({
        ...arm,
        runs: arm.runs.map((run) => ({
          ...run,
          metrics: Object.fromEntries(Object.entries(run.metrics).reverse()),
        })),
      })),
    }
    expect(resultsJson(reversed)).toBe(resultsJson(comparison))
    expect(resultsJson(syntheticComparison({ seeds: 3, samples: 40 }))).toBe(resultsJson(comparison))
  })

  test('has no null: an end that is not reached is left out', () => {
    expect(resultsJson(comparison)).not.toMatch(/: null/)
    expect(results.engines.amm.impact.buyEnds).toBeUndefined()
    expect(results.engines.amm.costs.at(-1).upTo).toBeUndefined()
  })

  // A spread of 0 bps of an arm that nobody quoted reads as the best of all.
  test('has no figure of what an arm did not measure, only that no seed has it', () => {
    const [row] = comparison.metrics
    const nothing = { mean: 0, low: 0, high: 0, count: 0 }
    const metrics = [{ ...row, arms: row.arms.map((x, a) => (a === 2 ? nothing : x)) }]
    const { engines, metrics: told } = JSON.parse(resultsJson({ ...comparison, metrics }))
    expect(engines.book.metrics).toEqual({})
    expect(engines.amm.metrics).toEqual({ [row.metric]: row.arms[0].mean })
    expect(told[0].engines.book).toEqual({ count: 0 })
  })

  test('refuses what is not a number, and names it', () => {
    const broken = { ...runs[0], metrics: { ...runs[0].metrics, volume: Number.NaN } }
    expect(() => runJson(broken, market)).toThrow('metrics.volume: is not a number')
  })

  test('adds up drifts without their signs, so that they cannot cancel', () => {
    const drifting = {
      ...comparison,
      arms: comparison.arms.map((arm) => ({
        ...arm,
        runs: arm.runs.map((run, i) => ({ ...run, conservationDrift: [i === 0 ? '-3' : '3'] })),
      })),
    }
    expect(JSON.parse(resultsJson(drifting)).engines.book.conservationDrift).toBe(9)
  })

  test('the digest of one run is its own, of several it depends on each', () => {
    expect(digestOf(runs.slice(0, 1))).toBe(runs[0].digest)
    expect(digestOf(runs)).not.toBe(digestOf([runs[1], runs[0], runs[2]]))
  })
})

describe('series as CSV', () => {
  const lines = seriesCsv(runs).trimEnd().split('\n')

  test('has a column for the seed and the recorder’s columns, with units in their names', () => {
    const head = lines[0].split(',')
    expect(head).toEqual(['seed', ...runs[0].series.columns])
    for (const name of head.slice(1)) expect(name).toMatch(/(Ms|Micros|Atoms|Lots|Pico|accountsBelowZero)$/)
  })

  test('gives every number back', () => {
    expect(lines).toHaveLength(1 + runs.length * 40)
    const [seed, ...values] = lines[41].split(',').map(Number)
    expect(seed).toBe(2)
    expect(values).toEqual(runs[1].series.values.map((column) => column[0]))
  })

  test('refuses runs with different columns', () => {
    const [first, second] = runs
    const other = { ...second, series: { columns: ['timeMs'], values: [new Float64Array(1)] } }
    expect(() => seriesCsv([first, other])).toThrow('seed 2: its columns are not those of seed 1')
  })
})
