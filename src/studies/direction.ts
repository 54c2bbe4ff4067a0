/** Which values of a figure are better. */
export type Direction = 'minimise' | 'maximise'

/** A figure with lower being better; the same turn gives it back. */
export const lowerIsBetter = (value: number, direction: Direction): number =>
  direction === 'minimise' ? value : 0 - value
