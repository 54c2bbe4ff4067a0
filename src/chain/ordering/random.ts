import { ORDERING } from '../../numeric/purposes.ts'
import { RandomStream } from '../../numeric/random.ts'
import type { PendingTransactions } from '../pending-transactions.ts'
import { byArrival } from './arrival.ts'
import type { Ordering } from './ordering.ts'

/** Gives a row its place for this block: a draw that belongs to the sender's own transaction and to how often it has waited. */
export const placesBySeed = (seed: number): ((pending: PendingTransactions, row: number) => number) => {
  const streams = new Map<number, RandomStream>()
  return (pending, row) => {
    const group = pending.column('group')[row]
    let draws = streams.get(group)
    if (draws === undefined) {
      draws = new RandomStream(seed, ORDERING, group, 0)
      streams.set(group, draws)
    }
    draws.of(pending.column('ordinal')[row]).at(pending.column('sent')[row])
    for (let passed = pending.column('waited')[row]; passed > 0; passed--) draws.next32()
    return draws.next32()
  }
}

/**
 * Every order of a block's candidates equally likely, drawn anew for each block, so that nobody waits for ever.
 * Another sender's transactions do not change how two transactions stand to each other.
 */
export const randomOrdering = ({ seed }: { seed: number }): Ordering => {
  const placeOf = placesBySeed(seed)
  return {
    kind: 'random',
    arrange: (pending, rows) => {
      const place = new Map<number, number>()
      for (const row of rows) place.set(row, placeOf(pending, row))
      rows.sort((a, b) => place.get(a)! - place.get(b)! || byArrival(pending, a, b))
    },
  }
}
