import { IMMEDIATE_OR_CANCEL, REDUCE_ONLY } from '../market/order-flags.ts'
import { BUY, reducingSide, SELL } from '../market/side.ts'
import { PLACE } from '../market/transaction.ts'
import { applyDown, type Fraction, multiplyFractions } from '../numeric/fraction.ts'
import { mulDivDown } from '../numeric/mul-div.ts'
import { TREND } from '../numeric/purposes.ts'
import type { Behaviour } from './behaviour.ts'
import { Crowd, type Deposit, deposits, jittered, lognormalFactor, type Seat } from './crowd.ts'
import { takerReference, worstPrice } from './limit-price.ts'
import { affordableLots, lotsForNotional } from './order-size.ts'
import type { Sight } from './sight.ts'
import { TrendSignal } from './trend-signal.ts'

/** Trend followers with leverage: the ones whom a crash liquidates. */
export interface TrendParameters {
  readonly deposit: Deposit
  /** Milliseconds between looks at the market. */
  readonly interval: number
  /** Time constant of the long average, milliseconds, in the mean over the list. */
  readonly lookback: number
  /** Spread of lookbacks and thresholds between members: standard deviation of their logarithms. */
  readonly tasteSigma: number
  /** Signal strength (standard deviations) at which a position is opened; full size at twice it. */
  readonly threshold: number
  /** Strength against the position at which it is closed. */
  readonly exit: number
  /** Notional per equity at full size. */
  readonly leverage: Fraction
  /** Steps in which a position is built. */
  readonly steps: number
  /** Adverse move of the index since the last entry that closes the position; zero for no stop. */
  readonly stop: Fraction
  /** Slippage borne on entering; leaving bears three times as much. */
  readonly slippage: Fraction
  /** Which price is followed. The index is the same on every engine, the mid is the market's own. */
  readonly watches: 'index' | 'mid'
}

const LOOKBACK_TRAIT = 1
const THRESHOLD_TRAIT = 2
const PHASE_TRAIT = 3
const EXIT_SLIPPAGE: Fraction = { n: 3, d: 1 }

/** Steps of the full size that a signal asks for, signed: 0 below the threshold, all of them at twice it. */
export const stepsWanted = (strength: number, threshold: number, steps: number): number => {
  const beyond = Math.abs(strength) / threshold - 1
  if (beyond < 0) return 0
  const wanted = Math.min(steps, 1 + Math.floor(beyond * (steps - 1)))
  return strength < 0 ? 0 - wanted : wanted
}

/**
 * Trend followers: they open when the signal passes the threshold, add as it grows and as profits raise their equity,
 * and leave when it turns, or at the stop.
 */
export const trend = (seat: Seat, parameters: TrendParameters): Behaviour => {
  const crowd = new Crowd(TREND, seat)
  const deposit = deposits(crowd, parameters.deposit)
  const factor = (trait: number): Float64Array =>
    crowd.traits(trait, (draws) => lognormalFactor(draws, parameters.tasteSigma))
  const lookbacks = factor(LOOKBACK_TRAIT).map((x) => x * parameters.lookback)
  const thresholds = factor(THRESHOLD_TRAIT).map((x) => x * parameters.threshold)
  const phases = crowd.phases(PHASE_TRAIT, parameters.interval)
  const signal = new TrendSignal(lookbacks, 2 * parameters.lookback)
  const sentAt = new Float64Array(seat.count).fill(-1)
  /** Index, in micro-units, when the member last entered or added. */
  const entry = new Float64Array(seat.count)
  /** Direction of a stopped trend, which the member leaves alone until it has faded: +1, -1, 0 none. */
  const barred = new Float64Array(seat.count)
  const exitSlippage = multiplyFractions(parameters.slippage, EXIT_SLIPPAGE)

  const stopped = (member: number, sight: Sight): boolean => {
    const { size } = sight.account
    if (parameters.stop.n === 0 || entry[member] === 0) return false
    const adverse = size > 0 ? entry[member] - sight.market.index : sight.market.index - entry[member]
    return adverse > applyDown(parameters.stop, entry[member])
  }

  return {
    kind: 'trend',
    count: seat.count,
    deposit: (member) => deposit[member],
    firstWake: (member) => phases[member],
    wake(member, now, sight, send) {
      const next = now + jittered(crowd.woken(member), parameters.interval)
      const { market, account } = sight
      signal.observe(member, sight.time, parameters.watches === 'mid' ? market.mid || market.index : market.index)
      if (sight.time <= sentAt[member] || !(market.index > 0)) return next
      const strength = signal.strength(member)
      const { size } = account
      if (strength * barred[member] <= 0 || Math.abs(strength) < thresholds[member]) barred[member] = 0
      const stops = size !== 0 && stopped(member, sight)
      if (size !== 0 && (stops || (size > 0 ? 0 - strength : strength) > parameters.exit)) {
        if (stops) barred[member] = Math.sign(size)
        const side = reducingSide(size)
        const limit = worstPrice(side, takerReference(side, market), exitSlippage, sight.tickUnits)
        send({ kind: PLACE, side, lots: Math.abs(size), limit, flags: IMMEDIATE_OR_CANCEL | REDUCE_ONLY })
        sentAt[member] = now
        return next
      }
      const wanted = stepsWanted(strength, thresholds[member], parameters.steps)
      if (wanted === 0 || size * wanted < 0 || wanted * barred[member] > 0) return next
      const full = lotsForNotional(applyDown(parameters.leverage, Math.max(0, account.equity)), market.index)
      const target = mulDivDown(full, Math.abs(wanted), parameters.steps)
      const lots = Math.min(target - Math.abs(size), affordableLots(sight, parameters.leverage))
      // Less than half a step is not worth a fee.
      if (lots < 1 || lots * parameters.steps * 2 < full) return next
      const side = wanted > 0 ? BUY : SELL
      const limit = worstPrice(side, takerReference(side, market), parameters.slippage, sight.tickUnits)
      send({ kind: PLACE, side, lots, limit, flags: IMMEDIATE_OR_CANCEL })
      sentAt[member] = now
      entry[member] = market.index
      return next
    },
    state: () => ({ ...crowd.state(), ...signal.state(), sentAt, entry, barred }),
  }
}
