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
  /** Share of members who close a winner when the signal turns and keep a loser, 0 to 1 (the disposition effect: Shefrin and Statman 1985, Odean 1998). */
  readonly dispositionShare: number
  /** Notional per stake at full size; the stake is the equity, at most the deposit: profits are not staked again. */
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
const DISPOSITION_TRAIT = 4
const EXIT_SLIPPAGE: Fraction = { n: 3, d: 1 }

/** Steps of the full size that a signal asks for, signed: 0 below the threshold, all of them at twice it. */
export const stepsWanted = (strength: number, threshold: number, steps: number): number => {
  const beyond = Math.abs(strength) / threshold - 1
  if (beyond < 0) return 0
  const wanted = Math.min(steps, 1 + Math.floor(beyond * (steps - 1)))
  return strength < 0 ? 0 - wanted : wanted
}

/**
 * Trend followers: they open when the signal passes the threshold, add as it grows, and leave when it turns, or at the
 * stop; those who cannot bear a loss keep it instead.
 */
export const trend = (seat: Seat, parameters: TrendParameters): Behaviour => {
  const crowd = new Crowd(TREND, seat)
  const deposit = deposits(crowd, parameters.deposit)
  const factor = (trait: number): Float64Array =>
    crowd.traits(trait, (draws) => lognormalFactor(draws, parameters.tasteSigma))
  const lookbacks = factor(LOOKBACK_TRAIT).map((x) => x * parameters.lookback)
  const thresholds = factor(THRESHOLD_TRAIT).map((x) => x * parameters.threshold)
  const phases = crowd.phases(PHASE_TRAIT, parameters.interval)
  const keepsLosers = crowd.traits(DISPOSITION_TRAIT, (draws) =>
    draws.uniform() < parameters.dispositionShare ? 1 : 0,
  )
  const signal = new TrendSignal(lookbacks, 2 * parameters.lookback)
  const sentAt = new Float64Array(seat.count).fill(-1)
  /** Index, in micro-units, when the member last entered or added. */
  const entry = new Float64Array(seat.count)
  /** Direction of a stopped trend, which the member leaves alone until it has faded: +1, -1, 0 none. */
  const barred = new Float64Array(seat.count)
  const exitSlippage = multiplyFractions(parameters.slippage, EXIT_SLIPPAGE)

  /** Micro-units by which the index stands against the member's position since its last entry. */
  const adverse = (member: number, sight: Sight): number =>
    sight.account.size > 0 ? entry[member] - sight.market.index : sight.market.index - entry[member]

  const stops = (member: number, sight: Sight): boolean =>
    sight.account.size !== 0 &&
    parameters.stop.n > 0 &&
    entry[member] > 0 &&
    adverse(member, sight) > applyDown(parameters.stop, entry[member])

  const turns = (member: number, sight: Sight, strength: number): boolean => {
    const { size } = sight.account
    if (size === 0 || (size > 0 ? 0 - strength : strength) <= parameters.exit) return false
    return keepsLosers[member] === 0 || adverse(member, sight) < 0
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
      const stopped = stops(member, sight)
      if (stopped || turns(member, sight, strength)) {
        if (stopped) barred[member] = Math.sign(size)
        const side = reducingSide(size)
        const limit = worstPrice(side, takerReference(side, market), exitSlippage, sight.tickUnits)
        send({ kind: PLACE, side, lots: Math.abs(size), limit, flags: IMMEDIATE_OR_CANCEL | REDUCE_ONLY })
        sentAt[member] = now
        return next
      }
      const wanted = stepsWanted(strength, thresholds[member], parameters.steps)
      if (wanted === 0 || size * wanted < 0 || wanted * barred[member] > 0) return next
      const stake = Math.max(0, Math.min(account.equity, deposit[member]))
      const full = lotsForNotional(applyDown(parameters.leverage, stake), market.index)
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
