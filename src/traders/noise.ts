import { BUY, SELL, signOf } from '../market/side.ts'
import { type Fraction, fractionToNumber } from '../numeric/fraction.ts'
import { NOISE } from '../numeric/purposes.ts'
import type { RandomStream } from '../numeric/random.ts'
import type { Behaviour } from './behaviour.ts'
import { Crowd, type Deposit, deposits, lognormalFactor, type Seat } from './crowd.ts'
import { type Intent, orderFromIntent } from './intent.ts'

/** Traders without information: they come at random, on either side, and leave again. */
export interface NoiseParameters {
  readonly deposit: Deposit
  /** Mean milliseconds between a member's wake-ups, over the list; exponential for each member. */
  readonly interval: number
  /** Spread of activity between members: standard deviation of the logarithm of their rates. */
  readonly activitySigma: number
  /** Quote atoms of a trade, in the mean. */
  readonly notional: number
  readonly sizes: 'exponential' | 'lognormal'
  /** Standard deviation of the logarithm of lognormal sizes. */
  readonly sizeSigma: number
  /** Highest leverage of any member; each draws its own between 1 and this. */
  readonly leverage: number
  /** Share of wake-ups that close the position, 0 to 1. */
  readonly closeShare: number
  /** How strongly a member trades against the exposure it has meant to build, 0 (not) to 1. */
  readonly reversion: number
  /** Share of opening trades that wait at their own side's best price, 0 to 1. */
  readonly patientShare: number
  /** Milliseconds that a patient order rests. */
  readonly patience: number
  /** Mean slippage borne; each trade draws its own, at least a quarter of it. */
  readonly slippage: Fraction
}

const ACTIVITY_TRAIT = 1
const LEVERAGE_TRAIT = 2
const FIRST_TRAIT = 3
const MILLION = 1_000_000

/** A wake-up's intent, from the member's own draws and the exposure it has meant to have: no market enters. */
const drawIntent = (
  draws: RandomStream,
  parameters: NoiseParameters,
  exposure: number,
  interval: number,
  now: number,
): Intent => {
  const { notional: mean, reversion } = parameters
  const wakeAt = now + Math.max(1, Math.floor(interval * draws.exponential()))
  const closes = draws.uniform() < parameters.closeShare
  const bias = (reversion * exposure) / (Math.abs(exposure) + mean)
  const side = draws.uniform() < (1 - bias) / 2 ? BUY : SELL
  const patient = draws.uniform() < parameters.patientShare
  const slippagePpm = fractionToNumber(parameters.slippage) * MILLION * (0.25 + 0.75 * draws.exponential())
  const relative =
    parameters.sizes === 'exponential' ? draws.exponential() : lognormalFactor(draws, parameters.sizeSigma)
  return {
    side,
    notional: Math.floor(mean * relative),
    closes,
    patience: patient && !closes ? parameters.patience : 0,
    slippage: { n: Math.min(MILLION - 1, Math.ceil(slippagePpm)), d: MILLION },
    wakeAt,
  }
}

/**
 * Noise traders. Side, size, urgency and times come from a member's own draws and from what it has meant to hold so far,
 * so that they are the same on every engine; a close empties what it has meant to hold, and what it holds.
 */
export const noise = (seat: Seat, parameters: NoiseParameters): Behaviour => {
  const crowd = new Crowd(NOISE, seat)
  const deposit = deposits(crowd, parameters.deposit)
  const intervals = crowd.traits(
    ACTIVITY_TRAIT,
    (draws) => parameters.interval / lognormalFactor(draws, parameters.activitySigma),
  )
  const leverages = crowd.traits(LEVERAGE_TRAIT, (draws) =>
    Math.floor(1000 * (1 + (parameters.leverage - 1) * draws.uniform())),
  )
  /** Signed quote atoms that each member has meant to hold, and its last intent. */
  const exposure = new Float64Array(seat.count)
  const lastSide = new Float64Array(seat.count)
  const lastNotional = new Float64Array(seat.count)
  return {
    kind: 'noise',
    count: seat.count,
    deposit: (member) => deposit[member],
    firstWake: (member) =>
      seat.start + 1 + Math.floor(intervals[member] * crowd.trait(member, FIRST_TRAIT).exponential()),
    wake(member, now, sight, send) {
      const intent = drawIntent(crowd.woken(member), parameters, exposure[member], intervals[member], now)
      exposure[member] = intent.closes ? 0 : exposure[member] + signOf(intent.side) * intent.notional
      lastSide[member] = intent.side
      lastNotional[member] = intent.closes ? 0 : intent.notional
      const order = orderFromIntent(intent, sight, { n: leverages[member], d: 1000 }, now)
      if (order !== undefined) send(order)
      return intent.wakeAt
    },
    state: () => ({ ...crowd.state(), exposure, lastSide, lastNotional }),
  }
}
