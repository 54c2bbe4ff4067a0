import { mulDivRemainder } from '../numeric/mul-div.ts'

/**
 * Splits a whole number in proportion to weights, each share within one unit of the exact one, their sum exact: shares
 * are rounded down, and the units left over go to the largest remainders, ties to the lowest key (Hamilton's method).
 *
 * @param whole - what is split (>= 0)
 * @param entries - positions of `weight`, `key` and `out` that take part; at least one when `whole` > 0
 * @param weight - safe integers >= 0 whose sum over the entries is one as well, and > 0 when `whole` > 0
 * @param out - receives the shares
 */
export const largestRemainder = (
  whole: number,
  entries: readonly number[],
  weight: Float64Array,
  key: Int32Array,
  out: Float64Array,
): void => {
  let total = 0
  for (const i of entries) total += weight[i]
  let left = whole
  const remainder = new Map<number, number>()
  const cell = new Float64Array(1)
  for (const i of entries) {
    out[i] = total === 0 ? 0 : mulDivRemainder(whole, weight[i], total, 0, cell, 0)
    remainder.set(i, cell[0])
    left -= out[i]
  }
  const byRemainder = [...entries].sort((a, b) => remainder.get(b)! - remainder.get(a)! || key[a] - key[b])
  for (const i of byRemainder.slice(0, left)) out[i] += 1
}
