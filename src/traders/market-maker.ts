import { IMMEDIATE_OR_CANCEL } from '../market/order-flags.ts'
import { MICROS_PER_UNIT } from '../market/price.ts'
import { BUY, SELL, type Side } from '../market/side.ts'
import type { Outgoing } from '../market/transaction.ts'
import { PLACE } from '../market/transaction.ts'
import { fractionToNumber } from '../numeric/fraction.ts'
import { MAKERS } from '../numeric/purposes.ts'
import type { Behaviour } from './behaviour.ts'
import { Crowd, deposits, jittered, lognormalFactor, type Seat } from './crowd.ts'
import { onTick } from './limit-price.ts'
import { makerQuotes, type SideQuotes } from './maker-quotes.ts'
import type { MarketMakerParameters } from './market-maker-parameters.ts'
import { QuoteSlots, type WantedQuote } from './quote-slots.ts'
import { RealisedVolatility } from './realised-volatility.ts'
import type { Sight } from './sight.ts'

const TASTE_TRAIT = 1
const DECAY_TRAIT = 2
const PHASE_TRAIT = 3

/**
 * Market makers. In a book they keep post-only quotes; where orders do not rest they trade the basis: they take at once
 * whatever the engine offers beyond the quotes that they would have shown, fee included.
 */
export const marketMaker = (seat: Seat, parameters: MarketMakerParameters): Behaviour => {
  const crowd = new Crowd(MAKERS, seat)
  const deposit = deposits(crowd, parameters.deposit)
  const taste = crowd.traits(TASTE_TRAIT, (draws) => lognormalFactor(draws, parameters.tasteSigma))
  const decay = crowd.traits(DECAY_TRAIT, (draws) => lognormalFactor(draws, parameters.tasteSigma))
  const phases = crowd.phases(PHASE_TRAIT, parameters.interval)
  const volatility = new RealisedVolatility(seat.count, parameters.shortMemory, parameters.longMemory)
  const slots = new QuoteSlots(seat.count, 2 * parameters.levels)
  /** Milliseconds of the last transaction, and of an unanswered `CANCEL_ALL` (-1 for none). */
  const sentAt = new Float64Array(seat.count).fill(-1)
  const clearing = new Float64Array(seat.count).fill(-1)
  /** Own filled lots as last seen, and those that the quotes have not been filled up for. */
  const filled = new Float64Array(seat.count)
  const missing = new Float64Array(seat.count)

  /** Is the member waiting for its book to be empty? */
  const stillClearing = (member: number, now: number, sight: Sight, send: (t: Outgoing) => void): boolean => {
    const lost = sight.time >= sentAt[member] + parameters.settle && sight.account.openOrders !== slots.live(member)
    if (clearing[member] < 0 && !lost) return false
    if (clearing[member] >= 0 && sight.time > clearing[member] && sight.account.openOrders === 0) {
      clearing[member] = -1
      return false
    }
    if (clearing[member] < 0 || now >= clearing[member] + parameters.settle) {
      slots.clear(member, send)
      clearing[member] = now
      sentAt[member] = now
    }
    return true
  }

  const quote = (
    member: number,
    now: number,
    sight: Sight,
    fair: number,
    sides: readonly [SideQuotes, SideQuotes],
    send: (transaction: Outgoing) => void,
  ): void => {
    missing[member] += sight.account.filledLots - filled[member]
    filled[member] = sight.account.filledLots
    if (stillClearing(member, now, sight, send)) return
    const wanted = [BUY, SELL].flatMap((side) =>
      sides[side].prices.map(
        (micros, level): WantedQuote => ({
          side,
          lots: sides[side].lots[level],
          price: onTick(side, micros, sight.tickUnits),
          tolerance: Math.max(sight.tickUnits, (parameters.requoteShare * Math.abs(micros - fair)) / MICROS_PER_UNIT),
        }),
      ),
    )
    // Half of a quote is gone: the whole ladder is filled up.
    const least = wanted.reduce((lots, quote) => (quote.lots > 0 ? Math.min(lots, quote.lots) : lots), Infinity)
    const refill = missing[member] * 2 > least
    if (slots.bring(member, wanted, refill, send) > 0) sentAt[member] = now
    if (refill) missing[member] = 0
  }

  const tradeBasis = (
    member: number,
    now: number,
    sight: Sight,
    sides: readonly [SideQuotes, SideQuotes],
    send: (transaction: Outgoing) => void,
  ): void => {
    // What was sent last must show in the view first, or it would be sent twice.
    if (sight.time <= sentAt[member]) return
    const fee = fractionToNumber(sight.takerFee)
    const take = (side: Side, offered: number): void => {
      const { prices, lots } = sides[side]
      if (prices.length === 0 || !(offered > 0)) return
      const limit = onTick(side, side === BUY ? prices[0] / (1 + fee) : prices[0] / (1 - fee), sight.tickUnits)
      const total = lots.reduce((sum, x) => sum + x, 0)
      const crosses = side === BUY ? offered <= limit * MICROS_PER_UNIT : offered >= limit * MICROS_PER_UNIT
      if (!crosses || total < 1) return
      send({ kind: PLACE, side, lots: total, limit, flags: IMMEDIATE_OR_CANCEL })
      sentAt[member] = now
    }
    take(BUY, sight.market.bestAsk)
    take(SELL, sight.market.bestBid)
  }

  return {
    kind: 'market-maker',
    count: seat.count,
    deposit: (member) => deposit[member],
    firstWake: (member) => phases[member],
    wake(member, now, sight, send) {
      const next = now + jittered(crowd.woken(member), parameters.interval)
      const fair = sight.external()
      if (!(fair > 0)) return next
      volatility.observe(member, sight.time, fair)
      const sides = makerQuotes(
        parameters,
        parameters.riskAversion * taste[member],
        parameters.arrivalDecay * decay[member],
        sight,
        fair,
        {
          variance: volatility.varianceBps(member, parameters.horizon),
          drift: volatility.driftBps(member, parameters.horizon),
          stress: volatility.stress(member),
        },
      )
      if (sight.restingOrders) quote(member, now, sight, fair, sides, send)
      else tradeBasis(member, now, sight, sides, send)
      return next
    },
    state: () => ({
      ...crowd.state(),
      ...volatility.state(),
      ...slots.state(),
      sentAt,
      clearing,
      filled,
      missing,
    }),
  }
}
