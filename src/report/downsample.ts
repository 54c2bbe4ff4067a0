/**
 * Rows of a series that draw nearly the same line with fewer points: Largest Triangle Three Buckets (Steinarsson 2013).
 * The first and last rows are kept; the rows between are cut into `most - 2` buckets of nearly equal count, and of each
 * the one is taken that spans the largest triangle with the row taken before and the mean of the next bucket.
 *
 * @param x - rising
 * @param most - points to keep, at least 2
 * @returns row numbers, rising; all of them where the series is no longer than `most`
 */
export const downsample = (x: ArrayLike<number>, y: ArrayLike<number>, most: number): readonly number[] => {
  const rows = x.length
  if (rows <= most) return Array.from({ length: rows }, (_, row) => row)
  const kept = [0]
  const width = (rows - 2) / (most - 2)
  const startOf = (bucket: number): number => 1 + Math.floor(bucket * width)
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const from = startOf(bucket)
    const to = startOf(bucket + 1)
    const nextTo = bucket === most - 3 ? rows : startOf(bucket + 2)
    const nextX = mean(x, to, nextTo)
    const nextY = mean(y, to, nextTo)
    const last = kept[kept.length - 1]
    let best = from
    let largest = -1
    for (let row = from; row < to; row++) {
      const area = Math.abs((x[last] - nextX) * (y[row] - y[last]) - (x[last] - x[row]) * (nextY - y[last]))
      if (area > largest) {
        largest = area
        best = row
      }
    }
    kept.push(best)
  }
  kept.push(rows - 1)
  return kept
}

const mean = (values: ArrayLike<number>, from: number, to: number): number => {
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i]
  return sum / (to - from)
}
