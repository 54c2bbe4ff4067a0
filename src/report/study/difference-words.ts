import type { PairedDifference } from '../../studies/statistics/paired-difference.ts'
import { counted } from '../arm-words.ts'
import { differenceWords } from '../findings.ts'
import type { ShownUnit } from '../number-format.ts'

/** A paired difference as a number with its interval: `-12.3k [-15.1k, -9.4k]`; `-` where no seed has both. */
export const pairedWords = (unit: ShownUnit, { difference, count }: PairedDifference): string => {
  if (difference.estimate === undefined) return '-'
  const mean = difference.estimate
  const bounds = difference.kind === 'interval' ? difference : { low: mean, high: mean }
  return differenceWords(unit, {
    mean,
    low: bounds.low,
    high: bounds.high,
    count: difference.kind === 'interval' ? count : 1,
  })
}

/** What a paired difference is worth: `clear in 8 paired seeds`. */
export const clearnessWords = ({ difference, clear, count }: PairedDifference): string => {
  const seeds = `${counted(count, 'paired seed')}`
  if (difference.kind === 'too-few') return `no interval: ${seeds}, of which it takes ${difference.needed}`
  if (difference.kind === 'no-spread') return clear ? `the same in all ${seeds}` : `none in ${seeds}`
  return clear ? `clear in ${seeds}` : `not clear in ${seeds}: the interval holds zero`
}
