import { listed } from '../arm-words.ts'
import type { SweepView } from './sweep-view.ts'

/** Points that a sentence names; of more it says how many. */
export const MOST_NAMED = 4

/** Points by their values alone: `(0.6%, 250k), (0.9%, 250k) and 3 more`. */
export const namedPoints = (view: SweepView, points: readonly number[]): string => {
  const named = points.slice(0, MOST_NAMED).map((point) => `(${view.labels(point).join(', ')})`)
  const rest = points.length - named.length
  return listed(rest > 0 ? [...named, `${rest} more`] : named)
}
