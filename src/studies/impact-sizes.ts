/** Steps within a power of ten, in tenths: evenly spread in logarithms, and readable. */
const STEPS = [10, 15, 20, 30, 50, 70]

/**
 * Sizes in quote atoms at which impact is measured: readable amounts from a hundredth of the depth to twenty times it,
 * six to each power of ten.
 *
 * @param depth - quote atoms that move the marginal price by 100 bps, > 0
 */
export const impactSizes = (depth: number): readonly number[] => {
  const sizes: number[] = []
  for (let power = 1; power / 10 <= 2 * depth; power *= 10)
    for (const step of STEPS) {
      const size = power * step
      if (size * 100 >= depth && size <= Math.min(20 * depth, Number.MAX_SAFE_INTEGER)) sizes.push(size)
    }
  return sizes
}
