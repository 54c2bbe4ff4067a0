import { boundsOf, type Estimate } from './measure.ts'
import type { Scale } from './scale.ts'
import { inset, line } from './svg-marks.ts'

/** The interval of an estimate as a line along the axis; nothing where it has none. */
export const whisker = (estimate: Estimate, x: Scale, y: number, kind = 'whisker'): string => {
  const bounds = boundsOf(estimate)
  return bounds === undefined ? '' : line(inset(x.place(bounds[0])), inset(x.place(bounds[1])), y, y, kind)
}
