import { Decimal } from 'decimal.js'
import { constantRate } from '../../src/funding/constant-rate.ts'
import { type Funding, funding } from '../../src/funding/funding.ts'
import { FundingIndices } from '../../src/funding/funding-indices.ts'
import { fundingOwed } from '../../src/funding/funding-owed.ts'
import { picoOf } from '../../src/funding/pico.ts'
import { clampedInterest, premiumClamp } from '../../src/funding/premium-clamp.ts'
import { premiumFromImpact } from '../../src/funding/premium-from-impact.ts'
import type { PremiumRule } from '../../src/funding/premium-rule.ts'
import { INDEX_GOOD, type MarketView } from '../../src/market/market-view.ts'
import { decimalToInteger, decimalToNearest } from '../../src/numeric/decimal.ts'
import { type Fraction, parseFraction } from '../../src/numeric/fraction.ts'
import { type Difference, type Outcome, outcomeOf, type ParityArea, type ParityVector } from './vector.ts'

const Wide = Decimal.clone({ precision: 60 })
const PICO_SCALE = '0.000000000001'
const ATOM_SCALE = '0.000001'
const HOUR = 3_600_000

/** Hyperliquid's published parameters (docs, trading/funding). */
const HYPERLIQUID = {
  interest: '0.0001',
  clamp: parseFraction('0.0005'),
  cap: '0.04',
  period: 8 * HOUR,
  every: HOUR,
  sampleEvery: 5_000,
} as const

const GIVEN: ReadonlySet<string> = new Set([
  ...['interestRate8h', 'impactBid', 'impactAsk', 'oracle', 'mark', 'mode', 'fundingRate8h'],
  ...[
    'premium',
    'averagePremium',
    'premiumSamples',
    'capHourly',
    'fundingMultiplier',
    'positionBase',
    'side',
    'asset',
    'coin',
  ],
])

/** The decimal in a figure; a bound (`>=10100`) stands for its edge, and a side that is absent is no price. */
const figure = (given: unknown): string =>
  given === undefined || given === null ? '0' : String(given).replace(/^\s*[<>]?=?\s*/, '')

/** Base units of a lot, as a power of ten: the coarsest that holds the position and keeps every price below 2^53 micro-units. */
const lotFor = (position: string, prices: readonly string[]): Decimal => {
  const largest = Wide.max(...prices, 1)
  let lot = new Wide(10).pow(-new Wide(position).decimalPlaces())
  while (
    largest
      .times(lot)
      .times('1e12')
      .greaterThan(2 ** 52)
  )
    lot = lot.dividedBy(10)
  return lot
}

/** The figures that Hyperliquid's rules give for a vector, as decimals. */
const answers = ({ given }: ParityVector): Readonly<Record<string, string>> => {
  const figures = [given.impactBid, given.impactAsk, given.oracle, given.mark].map(figure)
  const position = figure(given.positionBase)
  const lot = lotFor(position, figures)
  const micro = new Wide('1e-12').dividedBy(lot).toFixed()
  const [impactBid, impactAsk, index, mark] = figures.map((price) => decimalToNearest(price, micro, 'price'))
  const view: MarketView = {
    ...{ symbol: 'vector', index, indexLow: index, indexHigh: index, indexTime: 0, indexStatus: INDEX_GOOD },
    ...{ mark, mid: 0, bestBid: 0, bestAsk: 0, impactBid, impactAsk, openInterest: 0, skew: 0 },
  }
  const interest = parseFraction(figure(given.interestRate8h ?? HYPERLIQUID.interest))
  const stated = (given.premiumSamples ?? [given.premium ?? given.averagePremium]) as readonly unknown[]
  const samples = stated.filter((sample) => sample !== undefined)
  let taken = 0
  const given8h = given.fundingRate8h
  const premium: PremiumRule =
    samples.length > 0
      ? { name: 'given', premium: () => decimalToNearest(figure(samples[taken++]), PICO_SCALE, 'premium') }
      : premiumFromImpact({ of: given.mode === 'HIP-3' ? 'middle' : 'outside' })
  const hour = (cap: Fraction | undefined): Funding => {
    taken = 0
    const one = funding({
      every: HYPERLIQUID.every,
      period: HYPERLIQUID.period,
      premium,
      sample: { every: samples.length > 0 ? 'block' : HYPERLIQUID.sampleEvery, mean: 'equal' },
      rate:
        given8h === undefined
          ? premiumClamp({ interest, clamp: HYPERLIQUID.clamp })
          : constantRate(parseFraction(figure(given8h))),
      ...(cap === undefined ? {} : { cap }),
      ...(given.fundingMultiplier === undefined ? {} : { multiplier: parseFraction(figure(given.fundingMultiplier)) }),
      price: 'index',
    })
    for (let k = 0; k < Math.max(1, samples.length); k++) one.sample(HOUR, view)
    one.accrue(HOUR, view)
    return one
  }
  const capped = hour(parseFraction(figure(given.capHourly ?? HYPERLIQUID.cap)))

  const indices = new FundingIndices(1)
  indices.accrue(0, capped.paid, capped.price(view))
  const lots = decimalToInteger(new Wide(position).dividedBy(lot).toFixed(), '1', 'position')
  const size = given.side === 'short' ? 0 - Math.abs(lots) : lots
  const owed = fundingOwed(size, 0, indices.of(0, size))
  const pico = (x: number): string => new Wide(x).times(PICO_SCALE).toFixed()
  return {
    premium: pico(capped.premiumIndex),
    averagePremium: pico(capped.premiumIndex),
    clampedDiff: pico(clampedInterest(capped.premiumIndex, picoOf(interest), picoOf(HYPERLIQUID.clamp))),
    fundingRate8h: pico(capped.rate),
    uncappedHourly: pico(hour(undefined).paid),
    hourlyRate: pico(capped.paid),
    payment: new Wide(owed).times(ATOM_SCALE).toFixed(),
    payer: capped.paid === 0 ? 'none' : capped.paid > 0 ? 'long' : 'short',
  }
}

/** Within the vector's tolerance; a figure finer than our scale may differ by one unit of it, a payment only upward. */
const agrees = (what: string, expected: string, got: string, tolerance: string): boolean => {
  const difference = new Wide(got).minus(expected)
  const allowed = tolerance.startsWith('rel:')
    ? new Wide(expected).abs().times(tolerance.slice(4))
    : new Wide(tolerance)
  if (difference.abs().lessThanOrEqualTo(allowed)) return true
  const unit = what === 'payment' ? ATOM_SCALE : PICO_SCALE
  if (new Wide(expected).dividedBy(unit).isInteger()) return false
  return difference.abs().lessThan(unit) && (what !== 'payment' || difference.isPositive())
}

/** Hyperliquid's worked examples of premium, rate, cap and payment. */
export const area: ParityArea = {
  protocol: 'hyperliquid_docs',
  area: 'funding',
  answer(vector: ParityVector): Outcome {
    const foreign = Object.keys(vector.given).filter((key) => !GIVEN.has(key))
    if (foreign.length > 0) return { kind: 'skipped', reason: `given.${foreign.join(', given.')}: not modelled` }
    const got = answers(vector)
    const { tolerance = '0', ...expected } = vector.expect
    const unknown = Object.keys(expected).filter((key) => got[key] === undefined)
    if (unknown.length > 0) return { kind: 'skipped', reason: `expect.${unknown.join(', expect.')}: not modelled` }
    const differences: Difference[] = []
    for (const [what, value] of Object.entries(expected)) {
      const text = String(value)
      // A payment is stated as a magnitude where the payer is named beside it.
      const ours = what === 'payment' && expected.payer !== undefined ? got[what].replace(/^-/, '') : got[what]
      const same = what === 'payer' ? text === ours : agrees(what, text, ours, String(tolerance))
      if (!same) differences.push({ what, expected: text, got: ours })
    }
    return outcomeOf(differences)
  },
}
