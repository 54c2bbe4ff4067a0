/**
 * Area that points of two objectives, lower being better, dominate within a reference point: how good a front is, in
 * one number (Zitzler and Thiele, *Multiobjective optimization using evolutionary algorithms*, 1998). Points that do
 * not dominate the reference add nothing.
 */
export const hypervolume = (
  points: readonly (readonly [number, number])[],
  reference: readonly [number, number],
): number => {
  const within = points.filter(([x, y]) => x < reference[0] && y < reference[1]).sort((a, b) => a[0] - b[0])
  let area = 0
  let height = reference[1]
  for (const [x, y] of within) {
    if (y >= height) continue
    area += (reference[0] - x) * (height - y)
    height = y
  }
  return area
}
