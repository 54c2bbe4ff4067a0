import { applyUp, type Fraction } from '../numeric/fraction.ts'
import { beforeClosing } from './before-closing.ts'
import { type CloseLimit, closeLimit } from './close-limit.ts'
import type { LiquidationRule } from './liquidation-rule.ts'

/** Options of `partialFraction`. */
export interface PartialFractionOptions {
  /** Share of the position that one visit closes, above 0 and at most 1; rounded up to whole lots. */
  readonly fraction: Fraction
  /** Milliseconds after a partial close. */
  readonly cooldown: number
  /** What a visit within the cooldown does: close `everything` (Hyperliquid), or `wait` until it is over. Default `everything`. */
  readonly duringCooldown?: 'everything' | 'wait'
  /** Positions of at most this notional (atoms) are closed whole. Default 0. */
  readonly wholeUpTo?: number
  /** Default: any price. */
  readonly limit?: CloseLimit
}

/** Everything wrong with the options, as messages; empty when they can be used. */
export const partialFractionFaults = ({ fraction, cooldown, wholeUpTo = 0 }: PartialFractionOptions): string[] => {
  const faults: string[] = []
  if (!(fraction.n > 0 && fraction.n <= fraction.d))
    faults.push(`fraction: ${fraction.n}/${fraction.d} must be above 0 and at most 1`)
  if (!(Number.isSafeInteger(cooldown) && cooldown >= 0))
    faults.push(`cooldown: ${cooldown} must be whole milliseconds >= 0`)
  if (!(wholeUpTo >= 0)) faults.push(`wholeUpTo: ${wholeUpTo} atoms must not be negative`)
  return faults
}

/**
 * Closes a fraction of a large position, once a visit (Hyperliquid "Liquidations": above 100,000 USDC 20 %, then 30 s in
 * which orders are for the whole position; Perp v1 `partialLiquidationRatio`: 25 %, without a cooldown).
 */
export const partialFraction = (options: PartialFractionOptions): LiquidationRule => {
  const { fraction, cooldown, duringCooldown = 'everything', wholeUpTo = 0, limit = { kind: 'any' } } = options
  const faults = partialFractionFaults(options)
  if (faults.length > 0) throw new RangeError(faults.join('\n'))
  return {
    next(state) {
      const first = beforeClosing(state)
      if (first) return first
      const coolingUntil = state.lastClose < 0 ? 0 : state.lastClose + cooldown
      const cooling = state.now < coolingUntil
      if (state.soldThisVisit > 0)
        return { kind: 'wait', until: cooling && duringCooldown === 'wait' ? coolingUntil : 0 }
      const whole = state.notional <= wholeUpTo
      if (cooling && !whole && duringCooldown === 'wait') return { kind: 'wait', until: coolingUntil }
      const size = Math.abs(state.size)
      return { kind: 'close', lots: whole || cooling ? size : applyUp(fraction, size), limit: closeLimit(limit, state) }
    },
  }
}
