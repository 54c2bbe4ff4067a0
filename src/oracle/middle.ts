/** Half way from a to b, both whole and not negative; a tie of micro-units to the even one. */
export const middle = (a: number, b: number): number => {
  const below = Math.floor(a / 2) + Math.floor(b / 2)
  const odd = (a % 2) + (b % 2)
  return odd === 1 ? below + (below % 2) : below + odd / 2
}
