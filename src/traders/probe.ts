import { IMMEDIATE_OR_CANCEL, REDUCE_ONLY } from '../market/order-flags.ts'
import { opposite, type Side, signOf } from '../market/side.ts'
import { PLACE } from '../market/transaction.ts'
import { type Fraction, fraction, multiplyFractions } from '../numeric/fraction.ts'
import { PROBES } from '../numeric/purposes.ts'
import type { Behaviour } from './behaviour.ts'
import { Crowd, type Seat } from './crowd.ts'
import { takerReference, worstPrice } from './limit-price.ts'
import { lotsForNotional } from './order-size.ts'
import { exhausted, lookAgainIn, lotsDue, type ProbeStyle } from './probe-schedule.ts'
import { RealisedVolatility } from './realised-volatility.ts'
import type { Sight } from './sight.ts'

/** An order of a given notional that measures what trading costs. */
export interface ProbeParameters {
  /** Quote atoms. */
  readonly deposit: number
  readonly side: Side
  /** Quote atoms at the index when it begins. */
  readonly notional: number
  /** Milliseconds after the start of trading at which it begins. */
  readonly after: number
  readonly style: ProbeStyle
  /** Worst price against the best seen, in calm. */
  readonly slippage: Fraction
  /** The slippage limit widens in proportion to short over long volatility, at most so many times. */
  readonly widest: number
  /** Milliseconds between the end of the execution and the closing of the position; Infinity to keep it. */
  readonly hold: number
  /** An execution that has taken longer than this many milliseconds ends with what it has; Infinity never. */
  readonly patience: number
  /** Time constants of volatility, and how often prices are watched before it begins, milliseconds. */
  readonly shortMemory: number
  readonly longMemory: number
  readonly watchEvery: number
  /** Milliseconds after which what was sent must show in the view. */
  readonly settle: number
}

/** What a probe is doing. */
export type ProbePhase = 'waiting' | 'executing' | 'holding' | 'closing' | 'done'

/** Where a probe stands; times are milliseconds. */
export interface ProbeReport {
  readonly phase: ProbePhase
  /** Lots wanted, fixed from the index when it began. */
  readonly targetLots: number
  /** When the present phase began. */
  readonly since: number
  /** When the execution began, -1 if it has not: its arrival mid is the market's at that time. */
  readonly arrival: number
  /** Slippage limit of the last order over that in calm. */
  readonly widening: number
}

/** Probes, and where they stand. */
export interface Probe extends Behaviour {
  report(member: number): ProbeReport
}

const phases: readonly ProbePhase[] = ['waiting', 'executing', 'holding', 'closing', 'done']
const WAITING = 0
const EXECUTING = 1
const HOLDING = 2
const CLOSING = 3
const DONE = 4
const MILLION = 1_000_000

/** Execution probes: they buy or sell a notional at once, as TWAP or as a share of volume, and may close it after a while in the same style. */
export const probe = (seat: Seat, parameters: ProbeParameters): Probe => {
  const { style, settle } = parameters
  const crowd = new Crowd(PROBES, seat)
  const volatility = new RealisedVolatility(seat.count, parameters.shortMemory, parameters.longMemory)
  const column = (initial: number): Float64Array => new Float64Array(seat.count).fill(initial)
  const phase = column(WAITING)
  const since = column(seat.start)
  const arrival = column(-1)
  const target = column(0)
  const sends = column(0)
  const volumeBefore = column(0)
  const sentAt = column(-1)
  const sentLots = column(0)
  const widening = column(1)

  const begin = (member: number, next: number, now: number, lots: number, sight: Sight): void => {
    phase[member] = next
    since[member] = now
    target[member] = lots
    sends[member] = 0
    sentLots[member] = 0
    volumeBefore[member] = sight.volumeLots
  }

  /** Slippage limit in the present weather, from whole millionths so that the same sight gives the same limit. */
  const slippageNow = (member: number): Fraction => {
    widening[member] = Math.max(1, Math.min(parameters.widest, volatility.stress(member)))
    return multiplyFractions(parameters.slippage, fraction(Math.floor(widening[member] * MILLION), MILLION))
  }

  const step = (member: number, now: number, sight: Sight, send: Parameters<Behaviour['wake']>[3]): number => {
    const closing = phase[member] === CLOSING
    const side = closing ? opposite(parameters.side) : parameters.side
    const held = Math.max(0, signOf(parameters.side) * sight.account.size)
    const done = closing ? Math.max(0, target[member] - held) : held
    const unseen = sight.time <= sentAt[member] ? sentLots[member] : 0
    const over =
      done >= target[member] ||
      now > since[member] + parameters.patience ||
      (exhausted(style, sends[member]) && sight.time >= sentAt[member] + settle)
    if (over) {
      const end = closing || parameters.hold === Number.POSITIVE_INFINITY ? DONE : HOLDING
      phase[member] = end
      since[member] = now
      return end === DONE ? Number.POSITIVE_INFINITY : now + Math.max(1, parameters.hold)
    }
    const progress = {
      target: target[member],
      done,
      unseen,
      send: sends[member] + 1,
      volume: sight.volumeLots - volumeBefore[member],
    }
    const lots = exhausted(style, sends[member]) ? 0 : lotsDue(style, progress)
    sends[member] += 1
    if (lots > 0) {
      const limit = worstPrice(side, takerReference(side, sight.market), slippageNow(member), sight.tickUnits)
      const flags = IMMEDIATE_OR_CANCEL | (closing ? REDUCE_ONLY : 0)
      send({ kind: PLACE, side, lots, limit, flags })
      sentAt[member] = now
      sentLots[member] = lots
    }
    return now + lookAgainIn(style, settle)
  }

  return {
    kind: 'probe',
    count: seat.count,
    deposit: () => parameters.deposit,
    firstWake: () => seat.start,
    report: (member) => ({
      phase: phases[phase[member]],
      targetLots: target[member],
      since: since[member],
      arrival: arrival[member],
      widening: widening[member],
    }),
    wake(member, now, sight, send) {
      crowd.woken(member)
      volatility.observe(member, sight.time, sight.market.index)
      if (phase[member] === WAITING) {
        const begins = seat.start + parameters.after
        if (now < begins) return Math.min(begins, now + parameters.watchEvery)
        if (!(sight.market.index > 0)) return now + parameters.watchEvery
        begin(member, EXECUTING, now, lotsForNotional(parameters.notional, sight.market.index), sight)
        arrival[member] = now
      } else if (phase[member] === HOLDING) {
        begin(member, CLOSING, now, Math.max(0, signOf(parameters.side) * sight.account.size), sight)
      }
      return phase[member] === DONE ? Number.POSITIVE_INFINITY : step(member, now, sight, send)
    },
    state: () => ({
      ...crowd.state(),
      ...volatility.state(),
      phase,
      phaseSince: since,
      arrival,
      target,
      sends,
      volumeBefore,
      sentAt,
      sentLots,
      widening,
    }),
  }
}
