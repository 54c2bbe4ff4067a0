import { describe, expect, test } from 'vitest'
import { bootstrapInterval } from '../../../src/studies/statistics/bootstrap-interval.ts'
import { roundSizes, stopRule } from '../../../src/studies/statistics/stop-rule.ts'
import { samples, shareOf } from './samples.ts'

const rule = { width: 1, least: 8, most: 100 }
const options = { seed: 1, resamples: 300 }

/** Runs the rule as a study does: more seeds until it stops. */
const run = (values: readonly number[], wanted = rule) => {
  let answer = stopRule(wanted, [], options)
  while (answer.kind === 'more') answer = stopRule(wanted, values.slice(0, answer.seeds), options)
  return answer
}

describe('the stop rule', () => {
  test('looks after rounds that are fixed by the plan', () => {
    expect(roundSizes(rule)).toEqual([8, 12, 18, 27, 41, 62, 93, 100])
    expect(roundSizes({ width: 1, least: 8, most: 8 })).toEqual([8])
    expect(roundSizes({ width: 1, least: 20, most: 8 })).toEqual([8])
    expect(stopRule(rule, [], options)).toEqual({ kind: 'more', seeds: 8 })
  })

  test('stops at the first round whose interval is narrow enough, at 12 to 41 seeds where the formula says 15', () => {
    // (2 x 1.96 sigma / width)^2 = 15.4, and Student's t and the rounds take it further.
    const next = samples(51, (stream) => stream.normal())
    for (let i = 0; i < 10; i++) {
      const values = next(100)
      const { kind, seeds } = run(values)
      const widths = roundSizes(rule).map((size) => {
        const at = bootstrapInterval(values.slice(0, size), options)
        return at.kind === 'interval' ? at.high - at.low : Number.POSITIVE_INFINITY
      })
      expect(kind).toBe('stop')
      expect(seeds).toBe(roundSizes(rule)[widths.findIndex((width) => width <= rule.width)])
      expect(seeds).toBeLessThanOrEqual(41)
    }
  })

  test('gives the same number of seeds however many a store holds', () => {
    const values = samples(52, (stream) => stream.normal())(100)
    const { seeds } = run(values)
    for (let held = seeds; held <= 100; held++)
      expect(stopRule(rule, values.slice(0, held), options)).toEqual(run(values))
  })

  test('stops at the most, and says that the width was not reached', () => {
    const wild = samples(53, (stream) => 100 * stream.normal())(100)
    expect(run(wild)).toEqual({ kind: 'stop', seeds: 100, reached: false })
  })

  test('does not take values that are all equal for knowledge', () => {
    expect(run(new Array(100).fill(0))).toEqual({ kind: 'stop', seeds: 100, reached: false })
    const rare = [...new Array(10).fill(0), 0.5, ...new Array(89).fill(0)]
    expect(run(rare)).toMatchObject({ seeds: 12, reached: true })
  })

  test('counts seeds, not values, where runs lack the figure', () => {
    const lacking = [1, undefined, 1.1, undefined, 1.2, 1, undefined, 1.1, 1.3, 1, 1.2, 1.1]
    expect(stopRule(rule, lacking.slice(0, 8), options)).toEqual({ kind: 'more', seeds: 12 })
    expect(stopRule(rule, lacking, options)).toEqual({ kind: 'stop', seeds: 12, reached: true })
  })

  test('costs coverage, as the essay says: of normal values about three in a hundred', () => {
    const next = samples(55, (stream) => stream.normal())
    const share = shareOf(150, () => {
      const values = next(100)
      const { seeds } = run(values)
      const found = bootstrapInterval(values.slice(0, seeds), options)
      return found.kind === 'interval' && found.low <= 0 && found.high >= 0
    })
    expect(share).toBeGreaterThan(0.82)
    expect(share).toBeLessThan(0.95)
  })
})
