import { applyUp, compareFractions, type Fraction, formatFraction, fraction } from '../numeric/fraction.ts'
import { beforeClosing } from './before-closing.ts'
import { type CloseLimit, closeLimit } from './close-limit.ts'
import type { LiquidationCase, LiquidationRule } from './liquidation-rule.ts'

/** Options of `partialToHealth`. */
export interface PartialToHealthOptions {
  /** The requirement that the equity must cover again. */
  readonly target: 'maintenance' | 'initial'
  /** What the equity must exceed it by, as a share of the position that remains (Drift v2: 2 %). Default 0. */
  readonly buffer?: Fraction
  /** What closing costs the account, as a share of the notional closed: the penalty, and fees if they are charged. Default 0. */
  readonly penalty?: Fraction
  /** Positions of at most this notional (atoms) are closed whole. Default 0. */
  readonly wholeUpTo?: number
  /** Default: any price. */
  readonly limit?: CloseLimit
}

/**
 * Everything wrong with the options in a market whose lowest tier has this target rate; empty when they can be used.
 * A penalty above the rate by which closing relieves the account would make each close worsen its health.
 */
export const partialToHealthFaults = (
  { buffer = fraction(0), penalty = fraction(0), wholeUpTo = 0 }: PartialToHealthOptions,
  lowestRate: Fraction,
): string[] => {
  const faults: string[] = []
  if (buffer.n < 0) faults.push(`buffer: ${formatFraction(buffer)} must not be negative`)
  if (penalty.n < 0) faults.push(`penalty: ${formatFraction(penalty)} must not be negative`)
  if (compareFractions(penalty, lowestRate) >= 0)
    faults.push(
      `penalty: ${formatFraction(penalty)} must be below the lowest rate of the target requirement (${formatFraction(lowestRate)})`,
    )
  if (!(wholeUpTo >= 0)) faults.push(`wholeUpTo: ${wholeUpTo} atoms must not be negative`)
  return faults
}

/**
 * Equity left over the target after `lots` are closed at the mark, in atoms; negative while it is missed.
 * Penalty and requirements are rounded up.
 */
export const healthAfter = (
  lots: number,
  state: LiquidationCase,
  target: 'maintenance' | 'initial',
  buffer: Fraction,
  penalty: Fraction,
): number => {
  const elsewhere = state[target] - state.requirement[target](state.notional)
  const closed = lots * state.mark
  const remaining = state.notional - closed
  return (
    state.equity -
    applyUp(penalty, closed) -
    elsewhere -
    state.requirement[target](remaining) -
    applyUp(buffer, remaining)
  )
}

/**
 * Closes the least lots that restore the account's health at the present mark (Drift v2
 * `calculate_base_asset_amount_to_cover_margin_shortage`, Mango v4); all of them when even that does not.
 * What the engine's price costs beyond the mark is made good when the rule is asked again.
 */
export const partialToHealth = (options: PartialToHealthOptions): LiquidationRule => {
  const { target, buffer = fraction(0), penalty = fraction(0), wholeUpTo = 0, limit = { kind: 'any' } } = options
  return {
    next(state) {
      const first = beforeClosing(state)
      if (first) return first
      let enough = Math.abs(state.size)
      if (state.notional > wholeUpTo && healthAfter(enough, state, target, buffer, penalty) >= 0) {
        let tooFew = 0
        while (enough - tooFew > 1) {
          const middle = tooFew + Math.floor((enough - tooFew) / 2)
          if (healthAfter(middle, state, target, buffer, penalty) >= 0) enough = middle
          else tooFew = middle
        }
      }
      return { kind: 'close', lots: enough, limit: closeLimit(limit, state) }
    },
  }
}
