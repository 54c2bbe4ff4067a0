// Hot: `initial` and `maintenance` allocate nothing.
import { compareFractions, type Fraction, formatFraction, fraction } from '../numeric/fraction.ts'
import { Brackets } from './brackets.ts'

/** One bracket of the margin table: what the slice of the notional up to `upTo` asks. */
export interface MarginTier {
  /** Upper bound of the notional, in quote atoms, included; `Infinity` for the last tier. */
  readonly upTo: number
  /** Share of the slice needed to open. */
  readonly initial: Fraction
  /** Share of the slice below which the account is liquidated. */
  readonly maintenance: Fraction
}

/** The most tiers a market may have: the liquidation search files an account once a tier. */
export const MOST_TIERS = 8

const zero: Fraction = fraction(0)
const one: Fraction = fraction(1)

const tierFaults = (tier: MarginTier, before: MarginTier | undefined, k: number, last: boolean): string[] => {
  const faults: string[] = []
  const initial = formatFraction(tier.initial)
  const maintenance = formatFraction(tier.maintenance)
  const path = `tiers[${k}]`
  if (last && tier.upTo !== Infinity)
    faults.push(`${path}.upTo: ${tier.upTo} atoms, but the last tier must be open-ended`)
  if (!last && !(Number.isSafeInteger(tier.upTo) && tier.upTo > (before?.upTo ?? 0)))
    faults.push(`${path}.upTo: ${tier.upTo} must be whole atoms above the former bound (${before?.upTo ?? 0})`)
  if (compareFractions(tier.maintenance, zero) < 0)
    faults.push(`${path}.maintenance: ${maintenance} must not be negative`)
  if (compareFractions(tier.initial, one) > 0) faults.push(`${path}.initial: ${initial} must be at most 1`)
  if (compareFractions(tier.maintenance, tier.initial) > 0)
    faults.push(`${path}.maintenance: ${maintenance} must not be above initial (${initial})`)
  if (before === undefined) return faults
  for (const rate of ['initial', 'maintenance'] as const)
    if (compareFractions(tier[rate], before[rate]) < 0)
      faults.push(
        `${path}.${rate}: ${formatFraction(tier[rate])} must not be below the former tier's (${formatFraction(before[rate])})`,
      )
  return faults
}

/** Everything that is wrong with a margin table, as messages that begin with the path in it; empty when it can be used. */
export const marginTierFaults = (tiers: readonly MarginTier[]): string[] => {
  if (tiers.length === 0) return ['tiers: at least one tier is needed']
  const faults = tiers.flatMap((tier, k) => tierFaults(tier, tiers[k - 1], k, k === tiers.length - 1))
  if (tiers.length > MOST_TIERS) faults.push(`tiers: ${tiers.length} tiers, at most ${MOST_TIERS} are possible`)
  return faults
}

/**
 * Initial and maintenance margin of one market by continuous brackets: requirement = notional * rate_k - deduction_k
 * in the bracket k that holds the notional (Hyperliquid "Margin tiers", Binance "Leverage and margin").
 * Since rates rise from tier to tier, the requirement is also the greatest of these lines over all k.
 * Requirements are whole atoms, rounded up once: the protocol gains.
 */
export class MarginTiers {
  /** How many tiers there are. */
  readonly count: number
  readonly #tiers: readonly MarginTier[]
  readonly #initial: Brackets
  readonly #maintenance: Brackets

  /** @throws RangeError with all faults of `marginTierFaults` */
  constructor(tiers: readonly MarginTier[]) {
    const faults = marginTierFaults(tiers)
    if (faults.length > 0) throw new RangeError(faults.join('\n'))
    const lower = tiers.map((_, k) => (k === 0 ? 0 : tiers[k - 1].upTo))
    this.count = tiers.length
    this.#tiers = tiers.map((tier) => ({ ...tier }))
    this.#initial = new Brackets(
      lower,
      tiers.map((tier) => tier.initial),
    )
    this.#maintenance = new Brackets(
      lower,
      tiers.map((tier) => tier.maintenance),
    )
  }

  /** Equity needed to open or increase, in atoms, for a notional of so many atoms (>= 0). */
  initial(notional: number): number {
    return this.#initial.at(notional)
  }

  /** Equity below which the account is liquidated, in atoms, for a notional of so many atoms (>= 0). */
  maintenance(notional: number): number {
    return this.#maintenance.at(notional)
  }

  /** Maintenance rate of tier k. */
  rate(k: number): Fraction {
    return this.#tiers[k].maintenance
  }

  /** Initial rate of tier k; its inverse is the tier's largest leverage. */
  initialRate(k: number): Fraction {
    return this.#tiers[k].initial
  }

  /** Notional in atoms above which tier k begins. */
  lower(k: number): number {
    return k === 0 ? 0 : this.#tiers[k - 1].upTo
  }

  /** Maintenance deduction of tier k in atoms, rounded down: for the liquidation search, whose keys may only err early. */
  deduction(k: number): number {
    return this.#maintenance.deduction(k)
  }
}

/** Builds the margin tiers of a market; all faults of the table are reported at once. */
export const marginTiers = (tiers: readonly MarginTier[]): MarginTiers => new MarginTiers(tiers)
