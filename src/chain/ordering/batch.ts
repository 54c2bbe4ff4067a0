import { byArrival } from './arrival.ts'
import type { Ordering } from './ordering.ts'
import { placesBySeed } from './random.ts'

/**
 * Arrivals are gathered in windows of `every` milliseconds; an earlier window comes first, and within one every order is
 * equally likely: being faster by less than a window gains nothing (Budish, Cramton, Shim 2015, without their uniform price).
 *
 * @throws RangeError unless `every` is whole and at least 1
 */
export const batchOrdering = ({ every, seed }: { every: number; seed: number }): Ordering => {
  if (!Number.isSafeInteger(every) || every < 1) {
    throw new RangeError(`ordering.every: ${every} ms must be a whole number of milliseconds, at least 1`)
  }
  const placeOf = placesBySeed(seed)
  return {
    kind: 'batch',
    arrange: (pending, rows) => {
      const arrival = pending.column('arrival')
      const place = new Map<number, number>()
      for (const row of rows) place.set(row, placeOf(pending, row))
      const windowOf = (row: number): number => Math.floor(arrival[row] / every)
      rows.sort((a, b) => windowOf(a) - windowOf(b) || place.get(a)! - place.get(b)! || byArrival(pending, a, b))
    },
  }
}
