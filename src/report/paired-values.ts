import { type Interval, interval } from '../studies/interval.ts'

/** A figure of each arm, and each arm's paired difference from the first; `undefined` where no seed has it. */
export interface PairedValues {
  readonly arms: readonly (Interval | undefined)[]
  readonly differences: readonly (Interval | undefined)[]
}

/**
 * Means and paired differences of a figure by arm and seed. A seed in which an arm has no such figure is left out of
 * that arm's mean and of its pairs; `count` tells.
 *
 * @param values - one list an arm, in the order of the seeds
 */
export const pairedValues = (values: readonly (readonly (number | undefined)[])[]): PairedValues => {
  const [first = [], ...others] = values
  const known = (list: readonly (number | undefined)[]): readonly number[] => list.filter((x) => x !== undefined)
  return {
    arms: values.map((list) => interval(known(list))),
    differences: others.map((list) =>
      interval(known(list.map((x, i) => (x === undefined || first[i] === undefined ? undefined : x - first[i])))),
    ),
  }
}

/** Whether an interval tells the sign of a difference: it has more than one seed and zero is not in it. */
export const isClear = ({ low, high, count }: Interval): boolean => count > 1 && (low > 0 || high < 0)
