import {
  type BootstrapInterval,
  type BootstrapOptions,
  bootstrapInterval,
  LEAST_FOR_BOOTSTRAP,
} from './bootstrap-interval.ts'

/** How much a figure differs between two treatments of the same seeds: b less a, seed by seed. */
export interface PairedDifference {
  /** Mean of the differences with its interval. */
  readonly difference: BootstrapInterval
  /** Pairs of which both have a value. */
  readonly count: number
  /**
   * Whether chance does not explain it: the interval excludes zero; or six differences or more are one and the same
   * number other than zero (signs that agree by chance once in 32 times or less).
   */
  readonly clear: boolean
}

/**
 * Compares two samples that share their seeds; what both have in common cancels. A pair of which one value is
 * undefined is left out.
 *
 * @param a - one value a seed
 * @param b - of the same seeds, in the same order
 * @throws RangeError where the lengths differ
 */
export const pairedDifference = (
  a: readonly (number | undefined)[],
  b: readonly (number | undefined)[],
  options: BootstrapOptions,
): PairedDifference => {
  if (a.length !== b.length) throw new RangeError(`paired difference: ${a.length} values against ${b.length}`)
  const differences = b.flatMap((x, i) => {
    const y = a[i]
    return x === undefined || y === undefined ? [] : [x - y]
  })
  const difference = bootstrapInterval(differences, options)
  return { difference, count: differences.length, clear: excludesZero(difference) }
}

/** Whether chance does not explain a difference with this interval, as `PairedDifference.clear` has it. */
export const excludesZero = (found: BootstrapInterval): boolean => {
  if (found.kind === 'interval') return found.low > 0 || found.high < 0
  return found.kind === 'no-spread' && found.count >= LEAST_FOR_BOOTSTRAP && found.estimate !== 0
}
