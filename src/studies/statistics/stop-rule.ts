import { type BootstrapOptions, bootstrapInterval } from './bootstrap-interval.ts'

/** When a figure is known well enough. */
export interface StopRule {
  /** Its 95 % interval is at most this wide, from bound to bound, in the figure's unit. */
  readonly width: number
  /** Seeds of the first round. */
  readonly least: number
  /** Seeds after which no more are run. */
  readonly most: number
}

/** What is to be done with the seeds that have been run. */
export type StopAnswer =
  /** Run seeds until there are `seeds` of them. */
  | { readonly kind: 'more'; readonly seeds: number }
  /** Take the first `seeds`; `reached` tells whether the interval is narrow enough. */
  | { readonly kind: 'stop'; readonly seeds: number; readonly reached: boolean }

/** Seeds at which the rule looks: `least`, each half as many again rounded up, and at last `most`. */
export const roundSizes = ({ least, most }: StopRule): readonly number[] => {
  const sizes: number[] = []
  for (let size = least; size < most; size = Math.ceil(size * 1.5)) sizes.push(size)
  return [...sizes, most]
}

/**
 * Whether a plan needs more seeds. The rule looks at the first values of each round only, so its answer hangs on the
 * plan and not on how many values a store happens to hold. A round whose values are all equal, or too few for an
 * interval, is no reason to stop: what never happened in eight seeds may happen in the ninth.
 *
 * @param values - one a seed in the order of the seeds, undefined where a run does not have the figure
 */
export const stopRule = (
  rule: StopRule,
  values: readonly (number | undefined)[],
  options: BootstrapOptions,
): StopAnswer => {
  for (const seeds of roundSizes(rule)) {
    if (values.length < seeds) return { kind: 'more', seeds }
    const known = values.slice(0, seeds).filter((x) => x !== undefined)
    const found = bootstrapInterval(known, options)
    if (found.kind === 'interval' && found.high - found.low <= rule.width) return { kind: 'stop', seeds, reached: true }
  }
  return { kind: 'stop', seeds: rule.most, reached: false }
}
