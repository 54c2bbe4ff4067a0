import type { ArmResult, Comparison } from '../studies/comparison.ts'

/** What the arms are compared with: the first one's name. */
export const baselineOf = ({ arms }: Comparison): string => arms[0]?.arm ?? ''

/** Names of the arms that are compared with the first. */
export const comparedOf = ({ arms }: Comparison): readonly string[] => arms.slice(1).map(({ arm }) => arm)

/** Conservation drift of all runs of an arm: 0, or the first that is not, in words. */
export const driftWords = ({ runs }: ArmResult): string => {
  for (const { seed, conservationDrift, sizeSum } of runs) {
    if (conservationDrift.some((x) => x !== '0')) return `seed ${seed}: ${conservationDrift.join(', ')} atoms`
    if (sizeSum.some((x) => x !== '0')) return `seed ${seed}: sizes sum to ${sizeSum.join(', ')} lots`
  }
  return '0'
}

/** `a`, `a and b`, `a, b and c`; with `; ` between names that hold commas. */
export const listed = (names: readonly string[], separator = ', '): string =>
  names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(separator)}${separator === ', ' ? ' and ' : separator}${names.at(-1)}`

/** `1 seed`, `8 seeds`. */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
