import { meanOf } from '../../studies/statistics/mean-of.ts'
import { RECOVERED, RECOVERY } from '../../studies/stress/measure-stress.ts'
import { formatDuration } from '../number-format.ts'
import type { StressView } from './stress-view.ts'

/** How long a market took in the seeds that tell. */
export interface CaseRecovery {
  /** Seeds whose market recovered within the run. */
  readonly recovered: number
  /** Seeds that tell; 0 for a case that lasts the whole run. */
  readonly told: number
  /** Milliseconds, mean of those that recovered. */
  readonly mean?: number
}

export const caseRecovery = ({ statistics }: StressView, point: number, arm: string): CaseRecovery => {
  const told = statistics.values(RECOVERED, point, arm)
  const times = statistics.values(RECOVERY, point, arm)
  return { recovered: times.length, told: told.length, ...(times.length > 0 && { mean: meanOf(times) }) }
}

/** `1 min 16 s`; `never` where no seed recovered within the run; `1 min 16 s (2 of 6)` where some did; `-` where there is no such time. */
export const recoveryWords = ({ recovered, told, mean }: CaseRecovery): string => {
  if (told === 0) return '-'
  if (mean === undefined) return 'never'
  const time = mean === 0 ? 'at once' : mean < 1000 ? 'under 1 s' : formatDuration(mean)
  return recovered === told ? time : `${time} (${recovered} of ${told})`
}

/** The definition, in one line. */
export const RECOVERY_DEFINITION =
  'Time to recover: from the end of the cause to the first sample from which on, for five minutes, the mid is within its usual band of the index, half of the usual depth is there, and liquidations go on no faster than in the run of the same seed without stress; never: not within the run; in brackets how many seeds did where not all; -: the case lasts for the whole run.'
