import { exp, ln } from '../../numeric/transcendental.ts'
import { formatDuration } from '../../scenario/format-duration.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'

/** A move of the true price. */
export interface PriceMove {
  /** Symbols of the markets that move, all alike. */
  readonly symbols: readonly string[]
  /** Signed share, above -1, taken to a billionth: -0.2 is a fall of 20 %. */
  readonly by: number
  /** Milliseconds of the run at which it begins. */
  readonly at: number
  /** Milliseconds that it takes; up to a block's time it is one step. */
  readonly over: number
  readonly blockTime: number
}

/** A longer move is no finer: 600 steps of a fall of a half are 0.12 % each. */
const MOST_STEPS = 600
/** Prices of the move are whole parts of the one before it. */
const PARTS = 1e9

/**
 * Scripted steps that move prices geometrically, one a block: equal factors at equal times, the first at once, so that the
 * move is over within its time. Each step is the exact quotient of two prices of the move, so that all of them together
 * make the move itself, and nothing is rounded on the way.
 */
export const priceMoveSteps = ({ symbols, by, at, over, blockTime }: PriceMove): readonly StepText[] => {
  const count = Math.max(1, Math.min(MOST_STEPS, Math.floor(over / blockTime)))
  const growth = ln(1 + by)
  const partsAfter = (steps: number): number =>
    Math.round(PARTS * (steps === count ? 1 + by : exp((growth * steps) / count)))
  return Array.from({ length: count }, (_, k) => {
    const before = partsAfter(k)
    const step = {
      do: 'move-price' as const,
      at: formatDuration(at + Math.floor((over * k) / count)),
      by: `${partsAfter(k + 1) - before}/${before}`,
    }
    return symbols.map((market): StepText => ({ ...step, market }))
  }).flat()
}
