import { POPULATION, type Purpose } from '../numeric/purposes.ts'
import { RandomStream } from '../numeric/random.ts'
import { exp } from '../numeric/transcendental.ts'

/** Where a list of traders sits in a scenario. */
export interface Seat {
  readonly seed: number
  /** Number of the list, the first part of its members' name in random streams. */
  readonly group: number
  readonly count: number
  /** Milliseconds at which trading begins. */
  readonly start: number
}

/** The random streams of a list's members, and how often each has been woken. */
export class Crowd {
  readonly seat: Seat
  readonly #traits: RandomStream
  readonly #draws: RandomStream
  readonly #wakes: Float64Array

  /** @throws RangeError unless the count is whole and at least 1 */
  constructor(purpose: Purpose, seat: Seat) {
    if (!Number.isSafeInteger(seat.count) || seat.count < 1) {
      throw new RangeError(`traders.count: ${seat.count} must be a whole number of at least 1`)
    }
    this.seat = seat
    this.#traits = new RandomStream(seat.seed, POPULATION, seat.group, 0)
    this.#draws = new RandomStream(seat.seed, purpose, seat.group, 0)
    this.#wakes = new Float64Array(seat.count)
  }

  /** What a member is born with; each trait has a number of its own, from 0. */
  trait(member: number, trait: number): RandomStream {
    this.#traits.of(member).at(trait)
    return this.#traits
  }

  /** The draws of the member's next wake-up, which counts by this call. */
  woken(member: number): RandomStream {
    this.#wakes[member] += 1
    this.#draws.of(member).at(this.#wakes[member])
    return this.#draws
  }

  /** One array for each trait: `of(member)` for all members. */
  traits(trait: number, of: (draws: RandomStream) => number): Float64Array {
    return Float64Array.from({ length: this.seat.count }, (_, member) => of(this.trait(member, trait)))
  }

  /** Times at which members that act every `interval` milliseconds act first: spread evenly over one interval. */
  phases(trait: number, interval: number): Float64Array {
    return this.traits(trait, (draws) => this.seat.start + draws.below(Math.max(1, Math.floor(interval))))
  }

  state(): { readonly wakes: Float64Array } {
    return { wakes: this.#wakes }
  }
}

/** A lognormal factor of mean 1; `sigma` 0 gives 1. */
export const lognormalFactor = (draws: RandomStream, sigma: number): number =>
  exp(sigma * draws.normal() - (sigma * sigma) / 2)

/** Whole milliseconds around `interval`, uniform within a quarter of it either way, at least 1: keeps members from marching in step. */
export const jittered = (draws: RandomStream, interval: number): number =>
  Math.max(1, Math.floor(interval * (0.75 + draws.uniform() / 2)))

/** Deposits of a list: lognormal around a mean. */
export interface Deposit {
  /** Quote atoms. */
  readonly mean: number
  /** Standard deviation of its logarithm; 0 for equal deposits. */
  readonly sigma: number
}

/** Every list draws its members' deposits from the same trait. */
export const DEPOSIT_TRAIT = 0

/** Whole quote atoms per member. */
export const deposits = (crowd: Crowd, { mean, sigma }: Deposit): Float64Array =>
  crowd.traits(DEPOSIT_TRAIT, (draws) => Math.floor(mean * lognormalFactor(draws, sigma)))
