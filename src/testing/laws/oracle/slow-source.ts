import { ORACLE } from '../../../numeric/purposes.ts'
import { RandomStream } from '../../../numeric/random.ts'
import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { OracleSource, SourceFaultText } from '../../../scenario/schema/oracle-schema.ts'
import { halfEven, larger } from '../../watch/exact-division.ts'
import { shareOf } from '../../watch/reckoning.ts'

/** What a source saw, when, and from when on it can be used. */
export interface Observation {
  readonly time: number
  readonly usableFrom: number
  readonly price: bigint
}

const PICO = 1_000_000_000_000n

/** `x` with a part of itself added, half-even. */
const withPart = (x: bigint, rate: string): bigint => {
  const { n, d } = shareOf(rate)
  return x + halfEven(x * n, d)
}

/** One source of docs/oracle-and-mark.md with all that it has seen: noise, bias, delay, and the faults that strike it. */
export class SlowSource {
  readonly #words: OracleSource
  readonly #faults: readonly SourceFaultText[]
  readonly #stream: RandomStream
  readonly #seen: Observation[]

  /** Before the run it has reported the price, without error, a delay ago. */
  constructor(
    words: OracleSource,
    faults: readonly SourceFaultText[],
    key: { readonly seed: number; readonly market: number; readonly source: number },
    begin: { readonly time: number; readonly price: bigint },
  ) {
    this.#words = words
    this.#faults = faults.filter(({ source }) => source === 'all' || source === key.source)
    this.#stream = new RandomStream(key.seed, ORACLE, key.market, key.source)
    const time = begin.time - millisecondsOf(words.delay)
    this.#seen = [{ time, usableFrom: begin.time, price: begin.price }]
  }

  /** Weight in the weighted median. */
  get weight(): bigint {
    return BigInt(this.#words.weight)
  }

  /** Observes the true price as the sample of this number. */
  observe(now: number, sample: number, truth: bigint): void {
    const striking = this.#faults.filter(
      (fault) => now >= millisecondsOf(fault.from) && now < millisecondsOf(fault.from) + millisecondsOf(fault.for),
    )
    if (striking.some(({ kind }) => kind === 'silent')) return
    const stuck = striking.some(({ kind }) => kind === 'stuck')
    const late = striking.reduce((sum, fault) => sum + (fault.kind === 'delayed' ? millisecondsOf(fault.by) : 0), 0)
    this.#seen.push({
      time: now,
      usableFrom: now + millisecondsOf(this.#words.delay) + late,
      price: stuck ? this.#seen[this.#seen.length - 1].price : this.#distorted(striking, this.#reported(sample, truth)),
    })
  }

  /** The newest observation, by the time it was made, that can be used now. */
  newest(now: number): Observation {
    let at = this.#seen.length - 1
    while (this.#seen[at].usableFrom > now) at--
    // What is older can never be used again.
    this.#seen.splice(0, at)
    return this.#seen[0]
  }

  /** `P (1 + bias)(1 + noise Z)`, each step half-even, at least a micro-unit. */
  #reported(sample: number, truth: bigint): bigint {
    const { noise, bias } = this.#words
    const biased = withPart(truth, bias)
    const { n, d } = shareOf(noise)
    if (n === 0n) return larger(1n, biased)
    this.#stream.at(sample)
    const error = Math.floor((Number(n) / Number(d)) * this.#stream.normal() * Number(PICO) + 0.5)
    return larger(1n, biased + halfEven(biased * BigInt(error), PICO))
  }

  /** Spikes and biases in the order of the list, half-even, at least a micro-unit. */
  #distorted(striking: readonly SourceFaultText[], price: bigint): bigint {
    let seen = price
    for (const fault of striking) {
      if (fault.kind === 'bias') seen = withPart(seen, fault.by)
      if (fault.kind !== 'spike') continue
      const { n, d } = shareOf(fault.factor)
      seen = halfEven(seen * n, d)
    }
    return larger(1n, seen)
  }
}
