import type { BootstrapInterval } from '../../studies/statistics/bootstrap-interval.ts'
import type { PairedDifference } from '../../studies/statistics/paired-difference.ts'
import type { LooseJson } from '../results-json.ts'

/** An estimate with its bounds where it has an interval, and its count; a figure that nothing has is a count alone. */
export const intervalJson = (own: BootstrapInterval): Readonly<Record<string, LooseJson>> => ({
  mean: own.estimate,
  ...(own.kind === 'interval' && { low: own.low, high: own.high }),
  count: own.count,
})

/** A paired difference. */
export const differenceJson = ({ difference, clear }: PairedDifference): Readonly<Record<string, LooseJson>> => ({
  ...intervalJson(difference),
  clear,
})
