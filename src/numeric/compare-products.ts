// Hot: allocates nothing.

const SPLIT = 134217729

/**
 * Sign of a * b - c * d, exact for safe integers of either sign: compares ratios (a/d with c/b) without dividing.
 *
 * Rounding is monotone, so the rounded products decide unless they are equal; then the low parts of the two
 * two-products (Dekker 1971) do.
 *
 * @example compareProducts(1, 30, 2, 15) // 0
 */
export const compareProducts = (a: number, b: number, c: number, d: number): -1 | 0 | 1 => {
  const left = a * b
  const right = c * d
  if (left > right) return 1
  if (left < right) return -1
  let t = SPLIT * a
  const a1 = t - (t - a)
  const a2 = a - a1
  t = SPLIT * b
  const b1 = t - (t - b)
  const b2 = b - b1
  const leftLow = a2 * b2 - (left - a1 * b1 - a2 * b1 - a1 * b2)
  t = SPLIT * c
  const c1 = t - (t - c)
  const c2 = c - c1
  t = SPLIT * d
  const d1 = t - (t - d)
  const d2 = d - d1
  const rightLow = c2 * d2 - (right - c1 * d1 - c2 * d1 - c1 * d2)
  return leftLow > rightLow ? 1 : leftLow < rightLow ? -1 : 0
}
