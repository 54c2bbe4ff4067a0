import { MICROS_PER_UNIT } from '../market/price.ts'
import { type Side, signOf } from '../market/side.ts'
import { mulDivHalfEven } from '../numeric/mul-div.ts'

/** One execution of an order, and the market just before it; prices are micro-units. */
export interface Execution {
  readonly side: Side
  readonly lots: number
  /** Quote atoms paid (buy) or received (sell), without fees; >= 0. */
  readonly quote: number
  /** Quote atoms; negative for a rebate. */
  readonly fee: number
  /** Mid before the order; 0 where a side was empty: the opposite best then stands in, and no spread is charged. */
  readonly midBefore: number
  /** Best price of the side that was taken from, before the order; 0 for an order that rested: its whole distance to the mid is then impact (usually negative). */
  readonly bestBefore: number
}

/** What trading cost against the mid on arrival: quote atoms, positive when it cost the trader something. */
export interface ExecutionCost {
  /** Fees less rebates. */
  readonly fee: number
  /** From each mid before to the best price then: half the spread. */
  readonly spread: number
  /** From the best price to the average price paid: walking the book or the curve. */
  readonly impact: number
  /** From the arrival mid to each mid before: what the market did meanwhile, the lasting effect of earlier executions included. */
  readonly movement: number
  /** Funding paid less received while the position was held. */
  readonly funding: number
  /** The sum of the five, exactly. */
  readonly total: number
}

const valueAt = (lots: number, price: number): number => mulDivHalfEven(lots, price, MICROS_PER_UNIT)

/**
 * Splits what a series of executions cost against the mid when the trader decided (implementation shortfall, Perold
 * 1988). The value of the lots at each reference price is rounded to whole atoms, half to even, so that the parts are
 * differences of whole atoms and add up to the total exactly.
 *
 * @param arrivalMid - micro-units, above 0
 * @param fundingPaid - quote atoms, negative when received
 * @throws RangeError when `arrivalMid` is not above 0 or a value leaves 2^53 - 1
 */
export const executionCost = (
  arrivalMid: number,
  executions: readonly Execution[],
  fundingPaid: number,
): ExecutionCost => {
  if (!(arrivalMid > 0)) throw new RangeError(`execution cost: arrival mid ${arrivalMid} micro-units must be above 0`)
  let fee = 0
  let spread = 0
  let impact = 0
  let movement = 0
  for (const { side, lots, quote, fee: paid, midBefore, bestBefore } of executions) {
    const sign = signOf(side)
    const mid = midBefore || bestBefore || arrivalMid
    const best = bestBefore || mid
    const atArrival = valueAt(lots, arrivalMid)
    const atMid = valueAt(lots, mid)
    const atBest = valueAt(lots, best)
    fee += paid
    movement += sign * (atMid - atArrival)
    spread += sign * (atBest - atMid)
    impact += sign * (quote - atBest)
  }
  const total = fee + spread + impact + movement + fundingPaid
  return { fee, spread, impact, movement, funding: fundingPaid, total }
}
