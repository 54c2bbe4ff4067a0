/** A point of a design: one coordinate a dimension, each in [0, 1) unless the design says otherwise. */
export type Point = readonly number[]
