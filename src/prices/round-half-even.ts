/** The whole number nearest to a float, a tie to the even one: the edge where a model's float becomes an exact price. */
export const roundHalfEven = (x: number): number => {
  const below = Math.floor(x)
  const rest = x - below
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1
}
