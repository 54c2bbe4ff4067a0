import { IMMEDIATE_OR_CANCEL, REDUCE_ONLY } from '../market/order-flags.ts'
import { BUY, reducingSide, SELL, type Side, signOf } from '../market/side.ts'
import type { Outgoing } from '../market/transaction.ts'
import { PLACE } from '../market/transaction.ts'
import { applyDown, type Fraction, fractionToNumber } from '../numeric/fraction.ts'
import { ARBITRAGE } from '../numeric/purposes.ts'
import type { Behaviour } from './behaviour.ts'
import { Crowd, type Deposit, deposits, jittered, type Seat } from './crowd.ts'
import { ExternalHedge, type HedgePosition } from './external-hedge.ts'
import { onTick, takerReference, worstPrice } from './limit-price.ts'
import { affordableLots, lotsForNotional } from './order-size.ts'
import type { Sight } from './sight.ts'

/** Basis arbitrageurs: they sell the perpetual where it is dear against an external venue and buy there, and the reverse. */
export interface ArbitrageurParameters {
  readonly deposit: Deposit
  /** Milliseconds between looks at the market. */
  readonly interval: number
  /** Cost of a trade at the external venue, per notional. */
  readonly hedgeCost: Fraction
  /** Edge that a trade must leave beyond taker fee and hedge cost. */
  readonly margin: Fraction
  /** How far the basis must have passed zero, in the position's favour, for unwinding; may be negative. */
  readonly unwind: Fraction
  /** Largest notional per equity, and that of one order. */
  readonly leverage: Fraction
  readonly clip: Fraction
  /** Notional per equity from which the position is cut back to `leverage` at once: losses here and gains at the external venue do not meet. */
  readonly cutAt: Fraction
  /** Slippage borne when cutting. */
  readonly slippage: Fraction
  /** Funding payments that a position is expected to stay for. */
  readonly fundingWeight: number
}

/** Arbitrageurs, and what they hold elsewhere. */
export interface Arbitrageur extends Behaviour {
  /** The member's position at the external venue. */
  hedge(member: number): HedgePosition
}

const PHASE_TRAIT = 1
const PICO = 1e12

/**
 * Arbitrageurs between the market and an external venue. An order's limit is the external price and all that the round
 * costs, so that it takes what is mispriced and no more; the hedge follows the position as seen, at the external price
 * seen with it. They unwind when the basis has closed.
 */
export const arbitrageur = (seat: Seat, parameters: ArbitrageurParameters): Arbitrageur => {
  const crowd = new Crowd(ARBITRAGE, seat)
  const deposit = deposits(crowd, parameters.deposit)
  const phases = crowd.phases(PHASE_TRAIT, parameters.interval)
  const hedges = new ExternalHedge(seat.count, parameters.hedgeCost)
  const sentAt = new Float64Array(seat.count).fill(-1)
  const hedgeCost = fractionToNumber(parameters.hedgeCost)
  const margin = fractionToNumber(parameters.margin)
  const unwind = fractionToNumber(parameters.unwind)

  /** Lots by which the member may trade on a side: within its capital, its clip and what margin carries. */
  const roomFor = (side: Side, sight: Sight): number => {
    const { size, equity } = sight.account
    const atIndex = (share: Fraction): number =>
      lotsForNotional(applyDown(share, Math.max(0, equity)), sight.market.index)
    const closing = Math.max(0, 0 - signOf(side) * size)
    const room = atIndex(parameters.leverage) - signOf(side) * size
    return Math.min(room, atIndex(parameters.clip), closing + affordableLots(sight, parameters.leverage))
  }

  const decide = (sight: Sight, external: number): Outgoing | undefined => {
    const { market, account, tickUnits } = sight
    const { size } = account
    const cut = applyDown(parameters.cutAt, Math.max(0, account.equity))
    if (size !== 0 && account.notional > cut) {
      const side = reducingSide(size)
      const kept = lotsForNotional(applyDown(parameters.leverage, Math.max(0, account.equity)), market.index)
      const lots = Math.abs(size) - kept
      const limit = worstPrice(side, takerReference(side, market), parameters.slippage, tickUnits)
      if (lots > 0) return { kind: PLACE, side, lots, limit, flags: IMMEDIATE_OR_CANCEL | REDUCE_ONLY }
    }
    const funding = (sight.fundingRatePico / PICO) * parameters.fundingWeight
    const edge = fractionToNumber(sight.takerFee) + hedgeCost + margin
    const dear = external * (1 + edge - funding)
    const cheap = external * (1 - edge - funding)
    const enter = (side: Side, price: number): Outgoing | undefined => {
      const lots = roomFor(side, sight)
      const limit = onTick(side, price, tickUnits)
      return lots < 1 ? undefined : { kind: PLACE, side, lots, limit, flags: IMMEDIATE_OR_CANCEL }
    }
    if (market.bestBid > dear) return enter(SELL, dear)
    if (market.bestAsk > 0 && market.bestAsk < cheap) return enter(BUY, cheap)
    if (size === 0) return undefined
    const side = reducingSide(size)
    const price = external * (side === SELL ? 1 + unwind : 1 - unwind)
    const closes = side === SELL ? market.bestBid >= price : market.bestAsk > 0 && market.bestAsk <= price
    if (!closes) return undefined
    return {
      kind: PLACE,
      side,
      lots: Math.abs(size),
      limit: onTick(side, price, tickUnits),
      flags: IMMEDIATE_OR_CANCEL | REDUCE_ONLY,
    }
  }

  return {
    kind: 'arbitrageur',
    count: seat.count,
    deposit: (member) => deposit[member],
    firstWake: (member) => phases[member],
    hedge: (member) => hedges.position(member),
    wake(member, now, sight, send) {
      const next = now + jittered(crowd.woken(member), parameters.interval)
      const external = sight.external()
      if (!(external > 0 && sight.market.index > 0)) return next
      hedges.follow(member, 0 - sight.account.size, external)
      // What was sent last must show in the view first, or it would be sent twice.
      if (sight.time <= sentAt[member]) return next
      const order = decide(sight, external)
      if (order !== undefined) {
        send(order)
        sentAt[member] = now
      }
      return next
    },
    state: () => ({ ...crowd.state(), ...hedges.state(), sentAt }),
  }
}
