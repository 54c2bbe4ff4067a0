import { BUY, SELL, type Side } from '../market/side.ts'
import type { Outgoing } from '../market/transaction.ts'
import { PLACE } from '../market/transaction.ts'
import type { Behaviour } from './behaviour.ts'
import type { Seat } from './crowd.ts'

/** Resting interest at one price. */
export interface LadderLevel {
  /** Price units, a whole number of ticks. */
  readonly price: number
  readonly lots: number
}

/** What happens when lots of the ladder are filled. */
export type RefillRule =
  /** They are offered on the other side, one tick further in: the ladder walks as a curve does. */
  | 'mirror'
  /** They are offered anew where they were. */
  | 'same'
  /** Nothing. */
  | 'none'

/** A ladder of resting orders, cut from a curve or made by hand, with its owner's capital. */
export interface StaticLadderParameters {
  /** Quote atoms. */
  readonly deposit: number
  /** Best first: falling prices. */
  readonly bids: readonly LadderLevel[]
  /** Best first: rising prices. */
  readonly asks: readonly LadderLevel[]
  readonly refill: RefillRule
  readonly tickUnits: number
  /** Milliseconds between looks at the fills. */
  readonly interval: number
}

/** Lots from `from` to `to` on the ladder's axis: the lots that the owner has sold, net, when they are reached. */
interface Rung {
  readonly from: number
  readonly to: number
  readonly bid: number
  readonly ask: number
}

const faultsOf = (side: Side, levels: readonly LadderLevel[], tickUnits: number): string[] => {
  const name = side === BUY ? 'bids' : 'asks'
  return levels.flatMap(({ price, lots }, i) => {
    const at = `ladder.${name}[${i}]`
    const faults: string[] = []
    if (!(Number.isSafeInteger(lots) && lots >= 1)) faults.push(`${at}.lots: ${lots} lots must be whole, at least 1`)
    if (!(Number.isSafeInteger(price) && price % tickUnits === 0 && price > tickUnits)) {
      faults.push(`${at}.price: ${price} units must be a whole number of ticks (${tickUnits} units), above one`)
    }
    const beyond = i > 0 && (side === BUY ? price >= levels[i - 1].price : price <= levels[i - 1].price)
    if (beyond) faults.push(`${at}.price: ${price} units must be ${side === BUY ? 'below' : 'above'} the level before`)
    return faults
  })
}

/** The ladder along its axis, lowest price first: bids lie below 0, asks above. */
const rungsOf = ({ bids, asks, tickUnits }: StaticLadderParameters): Rung[] => {
  const rungs: Rung[] = []
  let at = 0
  for (const { price, lots } of bids) {
    rungs.unshift({ from: at - lots, to: at, bid: price, ask: price + tickUnits })
    at -= lots
  }
  at = 0
  for (const { price, lots } of asks) {
    rungs.push({ from: at, to: at + lots, bid: price - tickUnits, ask: price })
    at += lots
  }
  return rungs
}

/**
 * The owner of a resting ladder: it places the ladder when trading begins and then only answers fills. Since the best
 * prices fill first, where the ladder stands is one number, the lots sold net; under `mirror` everything above it is
 * offered and everything below it is bid, as on a curve, one tick apart. Fills are seen with the owner's latency and
 * counted from cumulative figures, so that none is answered twice; lots that are sold and bought back before the answer
 * to the first has arrived may end up on a neighbouring level.
 *
 * @throws RangeError naming every level that breaks a rule
 */
export const staticLadder = (seat: Seat, parameters: StaticLadderParameters): Behaviour => {
  const { bids, asks, refill, tickUnits, interval } = parameters
  const faults = [...faultsOf(BUY, bids, tickUnits), ...faultsOf(SELL, asks, tickUnits)]
  if (bids.length > 0 && asks.length > 0 && !(bids[0].price < asks[0].price)) {
    faults.push(`ladder: the best bid (${bids[0].price} units) must be below the best ask (${asks[0].price} units)`)
  }
  if (seat.count !== 1) faults.push(`ladder.count: ${seat.count} owners; a ladder has one`)
  if (faults.length > 0) throw new RangeError(faults.join('\n'))
  const rungs = rungsOf(parameters)
  /** Placed (0 or 1), filled lots and size as last seen, lots sold net, next tag. */
  const ladder = new Float64Array(5)
  const PLACED = 0
  const FILLED = 1
  const SIZE = 2
  const SOLD = 3
  const TAG = 4

  /** Offers on `side` all lots of the axis from `from` to `to`. */
  const offer = (side: Side, from: number, to: number, send: (transaction: Outgoing) => void): void => {
    for (const rung of rungs) {
      const lots = Math.min(to, rung.to) - Math.max(from, rung.from)
      if (lots <= 0) continue
      ladder[TAG] += 1
      send({ kind: PLACE, side, lots, limit: side === BUY ? rung.bid : rung.ask, tag: ladder[TAG] })
    }
  }

  const answer = (sold: number, bought: number, send: (transaction: Outgoing) => void): void => {
    const before = ladder[SOLD]
    if (refill === 'mirror') {
      // Asks have gone up to before + sold, bids down to before - bought; all between meets at the new place.
      const after = before + sold - bought
      ladder[SOLD] = after
      offer(BUY, before - bought, after, send)
      offer(SELL, after, before + sold, send)
    } else if (refill === 'same') {
      offer(SELL, 0, sold, send)
      offer(BUY, 0 - bought, 0, send)
    }
  }

  return {
    kind: 'static-ladder',
    count: 1,
    deposit: () => parameters.deposit,
    firstWake: () => seat.start,
    wake(_, now, sight, send) {
      if (!sight.restingOrders) return Number.POSITIVE_INFINITY
      if (ladder[PLACED] === 0) {
        ladder[PLACED] = 1
        if (rungs.length > 0) {
          offer(BUY, rungs[0].from, 0, send)
          offer(SELL, 0, rungs[rungs.length - 1].to, send)
        }
      }
      const filled = sight.account.filledLots - ladder[FILLED]
      const change = sight.account.size - ladder[SIZE]
      ladder[FILLED] = sight.account.filledLots
      ladder[SIZE] = sight.account.size
      // A deleveraged size is no fill of the ladder: it is left alone.
      if (filled > 0 && Math.abs(change) <= filled) {
        answer(Math.floor((filled - change) / 2), Math.floor((filled + change) / 2), send)
      }
      return refill === 'none' ? Number.POSITIVE_INFINITY : now + interval
    },
    state: () => ({ ladder }),
  }
}
