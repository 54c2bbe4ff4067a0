import type { StateArray, Stateful } from '../market/stateful.ts'
import type { Aggregate } from './aggregate.ts'
import { aggregateBy } from './aggregation.ts'
import { type Alarms, consequencesOf, movedBeyond, movedBy, statusOf } from './guards.ts'
import { OBSERVED_PRICE, OBSERVED_TIME, Observations } from './observations.ts'
import type { OracleConfig } from './oracle-config.ts'
import { oracleConfigFaults } from './oracle-config-faults.ts'
import * as slot from './published-index.ts'
import { PublishedIndex } from './published-index.ts'
import { type Smoother, smoother } from './smoothing.ts'
import { distorted, faultDelay, longestFaultDelay, struckBy } from './source-faults.ts'
import { SourceNoise } from './source-noise.ts'

/** Slots of a report: what would be published (the candidate) or is on its way (the pending one). Price 0: none. */
const PRICE = 0
const LOW = 1
const HIGH = 2
const NEWEST = 3
const MADE = 4
const REPORT_CELLS = 5

/** Slots of the counters. */
const SAMPLES = 0
const LAST_SAMPLE = 1
const LIVE = 2

/**
 * One market's oracle: sources observe the true price with noise, bias, delay and faults; the live ones are aggregated;
 * an aggregate is published when heartbeat or deviation asks for it; guards say how far the index can be trusted.
 * Prices are price micro-units, times milliseconds.
 *
 * At each step the caller says `sample(now, truePrice)`, and then, where the index is published at the block's start,
 * `if (due(now)) publish(now)`. Where publishing is a transaction: `if (due(now)) prepare(now)` when it is sent, and
 * `land(now)` when it lands; what lands is the report as it was sent.
 */
export class Oracle implements Stateful {
  /** The index as published; live. */
  readonly published: PublishedIndex
  readonly #config: OracleConfig
  readonly #noise: SourceNoise
  readonly #observations: Observations
  readonly #aggregate: Aggregate
  readonly #smoother: Smoother
  readonly #longestDelay: number
  readonly #cells = new Float64Array(slot.PUBLISHED_CELLS)
  readonly #candidate = new Float64Array(REPORT_CELLS)
  readonly #pending = new Float64Array(REPORT_CELLS)
  readonly #counters = new Float64Array(3)
  // Scratch of one aggregation.
  readonly #prices: Float64Array
  readonly #weights: Float64Array
  readonly #observed = new Float64Array(2)

  /** @throws RangeError with every rule that the configuration breaks, one a line */
  constructor(config: OracleConfig) {
    const faults = oracleConfigFaults(config)
    if (faults.length > 0) throw new RangeError(faults.map((fault) => `oracle.${fault}`).join('\n'))
    const { sources } = config
    this.#config = config
    this.#noise = new SourceNoise(config.seed, config.market, sources)
    this.#observations = new Observations(sources.length)
    this.#aggregate = aggregateBy(config.aggregation)
    this.#smoother = smoother(config.smoothing)
    this.#longestDelay = Math.max(...sources.map(({ delay }) => delay)) + longestFaultDelay(config.faults)
    this.#prices = new Float64Array(sources.length)
    this.#weights = new Float64Array(sources.length)
    this.published = new PublishedIndex(this.#cells)
    this.#counters[LAST_SAMPLE] = Number.MIN_SAFE_INTEGER
    this.#refresh(0)
  }

  /** Before the run every source has reported this price, without error, a delay ago; it is published. */
  begin(now: number, truePrice: number): void {
    this.#config.sources.forEach(({ delay }, source) => {
      this.#observations.hold(source, truePrice, now - delay)
    })
    this.#counters[LAST_SAMPLE] = now
    this.#collect(now)
    this.publish(now)
  }

  /**
   * Every source observes the true price; what can be used by now is aggregated.
   *
   * @throws RangeError when time runs backwards or the price is no positive safe integer
   */
  sample(now: number, truePrice: number): void {
    const counters = this.#counters
    if (!(now >= counters[LAST_SAMPLE])) {
      throw new RangeError(`oracle: a sample at ${now} ms, before the last one at ${counters[LAST_SAMPLE]} ms`)
    }
    if (!Number.isSafeInteger(truePrice) || truePrice <= 0) {
      throw new RangeError(`oracle: true price ${truePrice} must be a whole number of price micro-units, more than 0`)
    }
    const { sources, faults } = this.#config
    const step = counters[SAMPLES]
    counters[SAMPLES] = step + 1
    counters[LAST_SAMPLE] = now
    this.#observations.open(now, this.#longestDelay)
    for (let source = 0; source < sources.length; source++) {
      if (struckBy(faults, 'silent', source, now)) continue
      const stuckAt = struckBy(faults, 'stuck', source, now) ? this.#observations.last(source) : 0
      const price = stuckAt > 0 ? stuckAt : distorted(faults, source, now, this.#noise.observe(source, step, truePrice))
      this.#observations.record(source, price, now + sources[source].delay + faultDelay(faults, source, now))
    }
    this.#collect(now)
    this.#refresh(now)
  }

  /**
   * Would the aggregate of the last sample be published now? Enough sources are live, one of them has seen something new,
   * no report is on its way, and heartbeat or deviation asks for it.
   */
  due(now: number): boolean {
    const candidate = this.#candidate
    const cells = this.#cells
    if (candidate[PRICE] === 0 || this.#pending[PRICE] > 0) return false
    if (cells[slot.PUBLISHED] === 0) return true
    if (candidate[NEWEST] <= cells[slot.NEWEST]) return false
    const { heartbeat, deviation } = this.#config
    if (now - cells[slot.TIME] >= heartbeat) return true
    return deviation !== undefined && movedBy(cells[slot.RAW], candidate[PRICE], deviation)
  }

  /** Sends the aggregate as it is now: it waits for `publish`. @returns false when there is nothing to send */
  prepare(now: number): boolean {
    if (this.#candidate[PRICE] === 0) return false
    this.#pending.set(this.#candidate)
    this.#pending[MADE] = now
    // No sample since the report before: the aggregate itself is all there was.
    if (this.#pending[LOW] === 0) this.#pending.fill(this.#candidate[PRICE], LOW, HIGH + 1)
    this.#candidate.fill(0, LOW, HIGH + 1)
    return true
  }

  /** The report on its way arrives. @returns false when none is: a scripted publication may have brought it already */
  land(now: number): boolean {
    return this.#pending[PRICE] > 0 && this.publish(now)
  }

  /** Publishes the report on its way, or else the aggregate as it is now. @returns false when there is neither */
  publish(now: number): boolean {
    if (this.#pending[PRICE] === 0 && !this.prepare(now)) return false
    const report = this.#pending
    const cells = this.#cells
    const { jump } = this.#config.guards
    const before = cells[slot.RAW]
    if (jump !== undefined && before > 0 && movedBeyond(before, report[PRICE], jump.beyond)) {
      cells[slot.JUMPED_UNTIL] = now + jump.for
    }
    cells[slot.RAW] = report[PRICE]
    cells[slot.TIME] = report[MADE]
    cells[slot.LOW] = report[LOW]
    cells[slot.HIGH] = report[HIGH]
    cells[slot.NEWEST] = report[NEWEST]
    cells[slot.PUBLISHED] = 1
    this.#smoother.publish(now, report[PRICE])
    report.fill(0)
    this.#refresh(now)
    return true
  }

  state(): Readonly<Record<string, StateArray>> {
    const parts: Record<string, StateArray> = {
      published: this.#cells,
      candidate: this.#candidate,
      pending: this.#pending,
      counters: this.#counters,
    }
    for (const [name, array] of Object.entries(this.#observations.state())) parts[`observations.${name}`] = array
    for (const [name, array] of Object.entries(this.#smoother.state())) parts[`smoothing.${name}`] = array
    return parts
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    const below = (room: string): Record<string, number> =>
      Object.fromEntries(
        Object.entries(lengths)
          .filter(([name]) => name.startsWith(`${room}.`))
          .map(([name, length]) => [name.slice(room.length + 1), length]),
      )
    this.#observations.reserve(below('observations'))
    this.#smoother.reserve?.(below('smoothing'))
  }

  /** Aggregates what the live sources have to say into the candidate. */
  #collect(now: number): void {
    const { sources, longestAge, guards } = this.#config
    const candidate = this.#candidate
    let live = 0
    let newest = Number.MIN_SAFE_INTEGER
    for (let source = 0; source < sources.length; source++) {
      this.#observations.newest(source, now, this.#observed)
      const time = this.#observed[OBSERVED_TIME]
      if (this.#observed[OBSERVED_PRICE] === 0 || (longestAge !== undefined && now - time > longestAge)) continue
      this.#prices[live] = this.#observed[OBSERVED_PRICE]
      this.#weights[live] = sources[source].weight
      newest = Math.max(newest, time)
      live += 1
    }
    this.#counters[LIVE] = live
    candidate[NEWEST] = newest
    candidate[PRICE] = 0
    if (live < (guards.tooFewSources?.atLeast ?? 1)) return
    const price = this.#aggregate(this.#prices, this.#weights, live)
    candidate[PRICE] = price
    candidate[LOW] = candidate[LOW] === 0 ? price : Math.min(candidate[LOW], price)
    candidate[HIGH] = Math.max(candidate[HIGH], price)
  }

  /** Brings index, extremes, status and consequences to `now`. */
  #refresh(now: number): void {
    const cells = this.#cells
    const { guards } = this.#config
    const published = cells[slot.PUBLISHED] === 1
    if (published) {
      const price = this.#smoother.index(now)
      cells[slot.PRICE] = price
      cells[slot.LOW] = Math.min(cells[slot.LOW], price)
      cells[slot.HIGH] = Math.max(cells[slot.HIGH], price)
    }
    const alarms: Alarms = {
      stale: !published || (guards.stale !== undefined && now - cells[slot.TIME] > guards.stale.after),
      jumped: now < cells[slot.JUMPED_UNTIL],
      tooFew: guards.tooFewSources !== undefined && this.#counters[LIVE] < guards.tooFewSources.atLeast,
    }
    cells[slot.STATUS] = statusOf(alarms)
    cells[slot.CONSEQUENCES] = consequencesOf(guards, alarms)
  }
}

/** An oracle. @throws RangeError with every rule that the configuration breaks, one a line */
export const oracle = (config: OracleConfig): Oracle => new Oracle(config)
