/** Outputs of points that are of use together only: a trajectory, a row. */
export interface CompleteBlock {
  /** Index of the first of its points in the design. */
  readonly first: number
  readonly outputs: readonly number[]
}

/**
 * Outputs of a design in blocks of `size` points; a block of which an output is missing is left out.
 *
 * @param outputs - one a point, in the order of the points; undefined where a run does not have the figure
 * @param points - how many there must be
 * @throws RangeError for another number of outputs, or one that is not finite
 */
export const completeBlocks = (
  outputs: readonly (number | undefined)[],
  points: number,
  size: number,
): CompleteBlock[] => {
  if (outputs.length !== points) throw new RangeError(`outputs: ${outputs.length} for a design of ${points} points`)
  const blocks: CompleteBlock[] = []
  for (let first = 0; first < points; first += size) {
    const known = outputs.slice(first, first + size).filter((output) => output !== undefined)
    const odd = known.find((output) => !Number.isFinite(output))
    if (odd !== undefined) throw new RangeError(`outputs: ${odd} among points ${first} to ${first + size - 1}`)
    if (known.length === size) blocks.push({ first, outputs: known })
  }
  return blocks
}
