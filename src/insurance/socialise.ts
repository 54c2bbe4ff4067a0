import { compareProducts } from '../numeric/compare-products.ts'
import { type Candidates, profitOf } from './deleverage-policy.ts'
import { largestRemainder } from './largest-remainder.ts'
import type { SocialisePayer } from './payers.ts'

/**
 * Splits a loss in proportion to weights so that nobody bears more than its bound: whoever would is charged its
 * bound, and the others share the rest. The shares add up exactly (largest remainder, ties by account number).
 *
 * @param loss - atoms (>= 0)
 * @param count - entries in use
 * @param weight - whole numbers >= 0; an entry of weight 0 bears nothing
 * @param bound - atoms that the entry can bear; below 0 counts as 0
 * @param out - receives atoms (>= 0) by entry
 * @returns atoms shared: the loss, or the sum of the bounds when that is less
 */
export const shareLoss = (
  loss: number,
  count: number,
  account: Int32Array,
  weight: Float64Array,
  bound: Float64Array,
  out: Float64Array,
): number => {
  let left = loss
  let total = 0
  let sharing: number[] = []
  out.fill(0, 0, count)
  for (let i = 0; i < count; i++) {
    if (weight[i] <= 0 || bound[i] <= 0) continue
    sharing.push(i)
    total += weight[i]
  }
  for (;;) {
    // share = left * weight / total < bound, multiplied out; charging the others their bounds can only raise it
    const within = sharing.filter((i) => compareProducts(left, weight[i], bound[i], total) < 0)
    if (within.length === sharing.length) break
    const kept = new Set(within)
    for (const i of sharing) {
      if (kept.has(i)) continue
      out[i] = bound[i]
      left -= out[i]
      total -= weight[i]
    }
    sharing = within
  }
  if (left > 0 && sharing.length > 0) {
    largestRemainder(left, sharing, weight, account, out)
    left = 0
  }
  return loss - left
}

/**
 * Splits an insolvent account's loss over a market's positions:
 * - `winners`: in proportion to unrealised profit, up to it (Injective's first haircut);
 * - `all-positions`: in proportion to notional, up to the account's equity (Mango v4, Drift v2: both sides by size);
 * - `opposite`: the same, on the side that gained what was lost.
 *
 * @param lostSize - signed lots of the position that made the loss; only its sign counts
 * @param positions - of all accounts that may share, of either sign; the insolvent account left out
 * @param out - receives atoms (>= 0) by position
 * @returns atoms shared; the rest of the loss stays as deficit
 */
export const socialise = (
  among: SocialisePayer['among'],
  loss: number,
  lostSize: number,
  positions: Candidates,
  out: Float64Array,
): number => {
  const { count, account, size, equity, notional } = positions
  const weight = new Float64Array(count)
  const bound = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    if (size[i] === 0 || (among === 'opposite' && size[i] > 0 === lostSize > 0)) continue
    const profit = profitOf(positions, i)
    weight[i] = among === 'winners' ? Math.max(0, profit) : notional[i]
    bound[i] = among === 'winners' ? Math.min(profit, equity[i]) : equity[i]
  }
  return shareLoss(loss, count, account, weight, bound, out)
}
