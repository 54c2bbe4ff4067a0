/** Sorts the first `count` prices upward in place, their weights with them; equal prices keep their order. For a few dozen. */
export const sortPrices = (prices: Float64Array, weights: Float64Array, count: number): void => {
  for (let i = 1; i < count; i++) {
    const price = prices[i]
    const weight = weights[i]
    let at = i
    for (; at > 0 && prices[at - 1] > price; at--) {
      prices[at] = prices[at - 1]
      weights[at] = weights[at - 1]
    }
    prices[at] = price
    weights[at] = weight
  }
}
