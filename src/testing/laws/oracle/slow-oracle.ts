import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { ConsequenceText, OracleSource, SourceFaultText } from '../../../scenario/schema/oracle-schema.ts'
import type { StepText } from '../../../scenario/schema/steps-schema.ts'
import { halfEven, larger, magnitude, smaller } from '../../watch/exact-division.ts'
import { shareOf } from '../../watch/reckoning.ts'
import { type SlowAggregation, slowAggregate } from './slow-aggregate.ts'
import { SlowFadingAverage } from './slow-fading-average.ts'
import { SlowSource } from './slow-source.ts'
import { forgetBefore, heldOver, type PriceChange } from './slow-time-average.ts'

/** An aggregate that is, or would be, published. */
interface Publication {
  readonly price: bigint
  /** When it was made, and when the newest observation in it was. */
  readonly made: number
  readonly newest: number
  readonly low: bigint
  readonly high: bigint
}

/** Bits of what is stopped. */
const STOPS: Readonly<Record<ConsequenceText, number>> = {
  none: 0,
  'pause-opening': 1,
  'pause-liquidation': 2,
  'pause-both': 3,
}

/** What the index shows, worst first. */
const TOO_FEW = 3
const STALE = 1
const JUMPED = 2
const GOOD = 0

const faultOf = (step: StepText): readonly SourceFaultText[] => {
  if (step.do !== 'fail-oracle') return []
  const { at, do: _, ...words } = step
  return [{ ...words, from: at } as SourceFaultText]
}

/**
 * One market's oracle as docs/oracle-and-mark.md has it, from a scenario's words, with every observation kept and BigInt
 * for prices (micro-units). It is told the true price at each sample, and when a transaction lands.
 */
export class SlowOracle {
  readonly #words: Scenario['oracle']
  readonly #sources: readonly SlowSource[]
  readonly #aggregation: SlowAggregation
  readonly #published: PriceChange[] = []
  readonly #fading: SlowFadingAverage | undefined
  readonly #sampled: bigint[] = []
  #samples = 0
  #live = 0
  #candidate: { readonly price: bigint; readonly newest: number } | undefined
  #sent: Publication | undefined
  #last: Publication | undefined
  #jumpedUntil = Number.NEGATIVE_INFINITY
  /** The index; 0 before the first publication. */
  index = 0n
  low = 0n
  high = 0n
  /** Code of the status, and bits of what the guards that are up stop: as of the last sample or publication. */
  status: number = STALE
  stops = 0

  constructor(scenario: Scenario, market: number, begin: { readonly time: number; readonly price: bigint }) {
    const { oracle, steps, seed } = scenario
    const { sources, aggregate, smoothing, noise, delay } = oracle
    this.#words = oracle
    this.#aggregation =
      aggregate.kind === 'trimmed-mean' ? { kind: aggregate.kind, trim: shareOf(aggregate.trim) } : aggregate
    const alike: OracleSource = { noise, delay, bias: '0', weight: 1 }
    const list = typeof sources === 'number' ? Array.from({ length: sources }, () => alike) : sources
    const faults = [...oracle.faults, ...steps.flatMap(faultOf)]
    this.#sources = list.map((words, source) => new SlowSource(words, faults, { seed, market, source }, begin))
    if (smoothing.kind === 'ema') this.#fading = new SlowFadingAverage(millisecondsOf(smoothing.halfLife))
    this.#aggregate(begin.time)
    this.publish(begin.time)
  }

  /** When the last publication was made. */
  get time(): number {
    return this.#last?.made ?? 0
  }

  /** Live sources of the last sample. */
  get live(): number {
    return this.#live
  }

  /** Every source observes, and the live ones are aggregated. */
  sample(now: number, truth: bigint): void {
    for (const source of this.#sources) source.observe(now, this.#samples, truth)
    this.#samples += 1
    this.#aggregate(now)
    this.#show(now)
  }

  /** Does heartbeat or deviation ask for a publication, with something new seen and none on its way? */
  due(now: number): boolean {
    const { heartbeat, deviation } = this.#words
    if (this.#candidate === undefined || this.#sent !== undefined) return false
    if (this.#last === undefined) return true
    if (this.#candidate.newest <= this.#last.newest) return false
    if (now - this.#last.made >= millisecondsOf(heartbeat)) return true
    if (deviation === undefined) return false
    const { n, d } = shareOf(deviation)
    return magnitude(this.#candidate.price - this.#last.price) * d >= this.#last.price * n
  }

  /** Fixes the report; it is published when it lands. */
  send(now: number): void {
    if (this.#candidate === undefined) return
    const { price, newest } = this.#candidate
    const sampled = this.#sampled.length > 0 ? this.#sampled : [price]
    this.#sent = { price, newest, made: now, low: sampled.reduce(smaller), high: sampled.reduce(larger) }
    this.#sampled.length = 0
  }

  /** Publishes what is on its way, or the aggregate as it is now, where there is either. */
  publish(now: number): void {
    if (this.#sent === undefined) this.send(now)
    this.land(now)
  }

  /** Publishes what is on its way; a scripted publication may have brought it already. */
  land(now: number): void {
    const report = this.#sent
    if (report === undefined) return
    const { jump } = this.#words.guards
    if (jump !== undefined && this.#last !== undefined) {
      const { n, d } = shareOf(jump.beyond)
      const before = this.#last.price
      if (magnitude(report.price - before) * d > before * n) this.#jumpedUntil = now + millisecondsOf(jump.for)
    }
    // The price before held until now.
    this.#fading?.take(now, this.#last?.price ?? report.price)
    this.#published.push({ time: now, price: report.price })
    this.#last = report
    this.low = report.low
    this.high = report.high
    this.#sent = undefined
    this.#show(now)
  }

  /** Looks which guards are up. */
  #guard(now: number): void {
    const { stale, jump, tooFewSources } = this.#words.guards
    const isStale =
      this.#last === undefined || (stale !== undefined && now - this.#last.made > millisecondsOf(stale.after))
    const hasJumped = now < this.#jumpedUntil
    const areTooFew = tooFewSources !== undefined && this.#live < tooFewSources.atLeast
    this.status = areTooFew ? TOO_FEW : isStale ? STALE : hasJumped ? JUMPED : GOOD
    const of = (up: boolean, guard: { readonly consequence: ConsequenceText } | undefined): number =>
      up && guard !== undefined ? STOPS[guard.consequence] : 0
    this.stops = of(isStale, stale) | of(hasJumped, jump) | of(areTooFew, tooFewSources)
  }

  #aggregate(now: number): void {
    const { longestAge, guards } = this.#words
    const oldest = longestAge === undefined ? Number.NEGATIVE_INFINITY : now - millisecondsOf(longestAge)
    const live = this.#sources
      .map((source) => ({ ...source.newest(now), weight: source.weight }))
      .filter(({ time }) => time >= oldest)
    this.#live = live.length
    this.#candidate = undefined
    if (live.length < (guards.tooFewSources?.atLeast ?? 1)) return
    const price = slowAggregate(this.#aggregation, live)
    this.#candidate = { price, newest: Math.max(...live.map(({ time }) => time)) }
    this.#sampled.push(price)
  }

  /** The index now: the last publication, or the average of publications, each of which holds until the next. */
  #show(now: number): void {
    const { smoothing } = this.#words
    this.#guard(now)
    if (this.#last === undefined) return
    if (this.#fading !== undefined) {
      this.#fading.take(now, this.#last.price)
      this.index = this.#fading.value
    } else if (smoothing.kind === 'twap') {
      const window = millisecondsOf(smoothing.window)
      forgetBefore(this.#published, window, now)
      const { sum, milliseconds } = heldOver(this.#published, window, now)
      this.index = halfEven(sum, milliseconds)
    } else {
      this.#published.length = 0
      this.index = this.#last.price
    }
    this.low = smaller(this.low, this.index)
    this.high = larger(this.high, this.index)
  }
}
