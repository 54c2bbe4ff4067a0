import type { MarketView } from '../market/market-view.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import type { Fraction } from '../numeric/fraction.ts'
import { mulDivRemainder } from '../numeric/mul-div.ts'
import { type FundingConfig, fundingFaults } from './funding-config.ts'
import { FundingSchedule } from './funding-schedule.ts'
import { clampPico, PICO_LIMIT, picoOf } from './pico.ts'
import { PremiumIndex } from './premium-index.ts'

const RATE = 0
const PAID = 1
const CARRY = 2
const SLOT = 3

/** Rules may come from outside: what they answer goes into exact sums. */
const checkPico = (what: string, rule: string, pico: number): void => {
  if (!Number.isSafeInteger(pico))
    throw new RangeError(`funding.${what}: rule "${rule}" answered ${pico}, which is no whole number of pico`)
}

const prefixed = (prefix: string, part: Partial<Stateful>): [string, StateArray][] =>
  Object.entries(part.state?.() ?? {}).map(([name, array]) => [`${prefix}.${name}`, array])

const under = (prefix: string, lengths: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(lengths)
      .filter(([name]) => name.startsWith(`${prefix}.`))
      .map(([name, length]) => [name.slice(prefix.length + 1), length]),
  )

/**
 * One market's funding as it runs: samples the premium, and answers at each payment the rate to be booked in the indices.
 * In a block: `sample`, then `while (due) accrue`.
 */
export class Funding implements Stateful {
  readonly #config: FundingConfig
  readonly #schedule: FundingSchedule
  readonly #index: PremiumIndex
  readonly #rates = new Float64Array(4)
  readonly #multiplier: Fraction
  readonly #start: number
  readonly #bounds: {
    readonly premium: number
    readonly period: number
    readonly change: number
    readonly payment: number
  }

  /** @throws RangeError naming every parameter that is out of its range */
  constructor(config: FundingConfig) {
    const faults = fundingFaults(config)
    if (faults.length > 0) throw new RangeError(faults.join('\n'))
    const bound = (limit: Fraction | undefined, otherwise: number): number =>
      limit === undefined ? otherwise : Math.min(picoOf(limit), otherwise)
    this.#config = config
    this.#schedule = new FundingSchedule(config)
    this.#index = new PremiumIndex(config.sample)
    this.#multiplier = config.multiplier ?? { n: 1, d: 1 }
    this.#start = config.start ?? 0
    this.#bounds = {
      premium: bound(config.premiumLimit, PICO_LIMIT),
      period: bound(config.periodCap, PICO_LIMIT),
      change: bound(config.maxChange, 2 * PICO_LIMIT),
      payment: bound(config.cap, Number.MAX_SAFE_INTEGER),
    }
  }

  /** The premium index of the last payment, pico. */
  get premiumIndex(): number {
    return this.#index.value
  }

  /** The premium sampled last, pico. */
  get premium(): number {
    return this.#index.latest
  }

  /** The funding rate per period of the last payment, pico. */
  get rate(): number {
    return this.#rates[RATE]
  }

  /** The last payment's rate for its interval, pico: multiplied and capped. */
  get paid(): number {
    return this.#rates[PAID]
  }

  /** Payments made, and payments lost to late blocks. */
  get payments(): { readonly made: number; readonly lost: number } {
    return { made: this.#schedule.payments, lost: this.#schedule.lost }
  }

  /** Takes the block's view as each sample that has fallen due. */
  sample(now: number, view: MarketView): void {
    const { every } = this.#config.sample
    const rates = this.#rates
    let due = 1
    if (every !== 'block') {
      const slot = Math.floor((now - this.#start) / every)
      due = slot - rates[SLOT]
      if (due <= 0) return
      rates[SLOT] = slot
    }
    const premium = this.#config.premium.premium(view, now, this.#index.latest)
    checkPico('premium', this.#config.premium.name, premium)
    this.#index.add(clampPico(premium, this.#bounds.premium), due)
  }

  /** Whether a payment is to be made at this block. */
  due(now: number): boolean {
    return this.#schedule.due(now)
  }

  /**
   * Makes the payment that is due: closes the window of samples and sets the rate.
   *
   * @returns pico of notional for the time that the payment covers, positive when longs pay: the rate per period times interval over
   * period, rounded down with its remainder carried to the next payment, then capped
   * @throws RangeError when none is due
   */
  accrue(now: number, view: MarketView): number {
    const { period, rate: rule } = this.#config
    const rates = this.#rates
    const elapsed = this.#schedule.take(now)
    const lastRate = rates[RATE]
    const first = this.#schedule.payments === 1
    let rate = rule.rate({ premium: this.#index.close(), lastRate, elapsed, period, view })
    checkPico('rate', rule.name, rate)
    if (!first) rate = lastRate + clampPico(rate - lastRate, this.#bounds.change)
    rates[RATE] = clampPico(rate, this.#bounds.period)
    const { n, d } = this.#multiplier
    const paid = mulDivRemainder(rates[RATE], elapsed * n, period * d, rates[CARRY], rates, CARRY)
    rates[PAID] = clampPico(paid, this.#bounds.payment)
    return rates[PAID]
  }

  /** The price of the notional that pays, price micro-units; 0 before there is one, and nothing is paid then. */
  price(view: MarketView): number {
    return this.#config.price === 'mark' ? view.mark : view.index
  }

  state(): Readonly<Record<string, StateArray>> {
    return Object.fromEntries([
      ['rates', this.#rates] as [string, StateArray],
      ...prefixed('schedule', this.#schedule),
      ...prefixed('premiumIndex', this.#index),
      ...prefixed('premiumRule', this.#config.premium),
      ...prefixed('rateRule', this.#config.rate),
    ])
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    this.#config.premium.reserve?.(under('premiumRule', lengths))
    this.#config.rate.reserve?.(under('rateRule', lengths))
  }

  restored(): void {
    this.#config.premium.restored?.()
    this.#config.rate.restored?.()
  }
}

/** One market's funding, from its rules. */
export const funding = (config: FundingConfig): Funding => new Funding(config)
