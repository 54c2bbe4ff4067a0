/** Arithmetic mean, summed in order; of an empty sample NaN. */
export const meanOf = (values: readonly number[]): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}
