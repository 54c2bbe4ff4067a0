import { PICO } from '../../market/price.ts'
import { leastForQuantile, quantileOfSorted } from '../../numeric/quantile.ts'
import type { Series } from '../../simulation/recorder.ts'

/** What the battery must know of runs without stress. */
export interface BaselineFigures {
  /** 95th percentile of the size of the rate paid, either way: 0.0001 is 1 bps of notional in one payment. */
  readonly fundingRateP95?: number
  /** Of the first market, at the stress. */
  readonly openInterest?: {
    readonly lots: number
    /** Price micro-units. */
    readonly markMicros: number
  }
}

const columnOf = ({ columns, values }: Series, name: string): Float64Array => values[columns.indexOf(name)]

/** Last sample at or before a time; -1 before the first. */
export const sampleAt = (times: ArrayLike<number>, milliseconds: number): number => {
  let row = -1
  while (row + 1 < times.length && times[row + 1] <= milliseconds) row += 1
  return row
}

const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length

/**
 * Figures of runs without stress, of one arm or of several, all seeds together: funding over the samples from each run's
 * first payment on, so that a rate counts for as long as it stood; open interest and mark as the means at the stress.
 * What too few samples tell is left out.
 *
 * @param runs - recorded series, one a run
 * @param at - milliseconds at which stress will begin
 */
export const baselineFigures = (runs: readonly Series[], at: number): BaselineFigures => {
  const rates = runs.flatMap((series) => {
    const pico = columnOf(series, 'fundingRatePico')
    const first = pico.findIndex((rate) => rate !== 0)
    return first < 0 ? [] : Array.from(pico.subarray(first), (rate) => Math.abs(rate) / PICO)
  })
  const p95 =
    rates.length < leastForQuantile(0.95)
      ? undefined
      : quantileOfSorted(
          rates.sort((a, b) => a - b),
          0.95,
        )
  const moments = runs.flatMap((series) => {
    const row = sampleAt(columnOf(series, 'timeMs'), at)
    return row < 0
      ? []
      : [{ lots: columnOf(series, 'openInterestLots')[row], mark: columnOf(series, 'markMicros')[row] }]
  })
  return {
    ...(p95 === undefined ? {} : { fundingRateP95: p95 }),
    ...(moments.length === 0
      ? {}
      : {
          openInterest: {
            lots: Math.floor(mean(moments.map(({ lots }) => lots))),
            markMicros: Math.floor(mean(moments.map(({ mark }) => mark))),
          },
        }),
  }
}
