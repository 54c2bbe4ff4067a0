import { beforeClosing } from './before-closing.ts'
import { type CloseLimit, closeLimit } from './close-limit.ts'
import type { LiquidationRule } from './liquidation-rule.ts'

/** Options of `full`. */
export interface FullOptions {
  /** Default: any price. */
  readonly limit?: CloseLimit
}

/** Closes the whole position in hand at once (GMX, Injective, Synthetix v2). */
export const full = ({ limit = { kind: 'any' } }: FullOptions = {}): LiquidationRule => ({
  next: (state) =>
    beforeClosing(state) ?? { kind: 'close', lots: Math.abs(state.size), limit: closeLimit(limit, state) },
})
