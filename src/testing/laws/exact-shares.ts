import { floorDiv } from '../watch/reckoning.ts'

/** Somebody with a claim or a burden in proportion to a weight. */
export interface Weighted {
  readonly account: number
  /** >= 0. */
  readonly weight: bigint
}

/** Somebody who bears a loss in proportion to its weight, but no more than its bound. */
export interface Bearer extends Weighted {
  /** Atoms; nothing is borne where it is not above 0. */
  readonly bound: bigint
}

const sign = (x: bigint): number => (x > 0n ? 1 : x < 0n ? -1 : 0)

/**
 * Parts of a whole in proportion to weights: each rounded down, and the units left over go one by one to the largest
 * remainders, at equality to the lower account.
 */
export const byLargestRemainder = (whole: bigint, entries: readonly Weighted[]): readonly bigint[] => {
  const total = entries.reduce((sum, { weight }) => sum + weight, 0n)
  if (total === 0n) return entries.map(() => 0n)
  const parts = entries.map(({ weight }) => floorDiv(whole * weight, total))
  const remainder = entries.map(({ weight }) => (whole * weight) % total)
  const order = entries
    .map((_, i) => i)
    .sort((a, b) => sign(remainder[b] - remainder[a]) || entries[a].account - entries[b].account)
  const left = whole - parts.reduce((sum, x) => sum + x, 0n)
  for (const i of order.slice(0, Number(left))) parts[i] += 1n
  return parts
}

/**
 * What each bears of a loss: whoever's part would reach its bound bears its bound, those with the least bound for their
 * weight first, and the others share what is left of the loss by largest remainder.
 */
export const sharesOfLoss = (loss: bigint, bearers: readonly Bearer[]): readonly bigint[] => {
  const shares = bearers.map(() => 0n)
  let sharing = bearers
    .map((_, i) => i)
    .filter((i) => bearers[i].weight > 0n && bearers[i].bound > 0n)
    .sort((a, b) => sign(bearers[a].bound * bearers[b].weight - bearers[b].bound * bearers[a].weight))
  let left = loss
  let total = sharing.reduce((sum, i) => sum + bearers[i].weight, 0n)
  while (sharing.length > 0) {
    const [first, ...others] = sharing
    const { bound, weight } = bearers[first]
    if (left * weight < bound * total) break
    shares[first] = bound
    left -= bound
    total -= weight
    sharing = others
  }
  const rest = byLargestRemainder(
    left,
    sharing.map((i) => bearers[i]),
  )
  for (const [at, i] of sharing.entries()) shares[i] = rest[at]
  return shares
}
