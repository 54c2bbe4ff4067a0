import fc from 'fast-check'
import type { ScriptedText } from '../../scenario/schema/trader-text.ts'

/** Which accounts are drawn. */
export interface AccountOptions {
  /** @defaultValue 1 */
  readonly fewest?: number
  /** @defaultValue 4 */
  readonly most?: number
  /** Smallest deposit in whole quote units; at least 1. @defaultValue 1 */
  readonly leastDeposit?: number
  /** Largest. @defaultValue 10_000 */
  readonly mostDeposit?: number
  /** What deposits shrink to. @defaultValue 1000, or the nearest that is allowed */
  readonly usual?: number
}

/**
 * Accounts with their deposits, as lists of `scripted` traders with one member each: `traders` of a scenario whose steps
 * act for them. Shrinks to the fewest accounts, each with the usual deposit.
 *
 * @example
 * ```ts
 * const cases = accounts({ most: 2 }).map((traders) => labScenario({ traders }))
 * ```
 */
export const accounts = (options: AccountOptions = {}): fc.Arbitrary<readonly ScriptedText[]> => {
  const { fewest = 1, most = 4, leastDeposit = 1, mostDeposit = 10_000 } = options
  const usual = Math.min(mostDeposit, Math.max(leastDeposit, options.usual ?? 1000))
  const deposit = fc.integer({ min: leastDeposit - usual, max: mostDeposit - usual }).map((off) => usual + off)
  return fc.array(
    deposit.map((money): ScriptedText => ({ kind: 'scripted', count: 1, deposit: String(money), depositSigma: 0 })),
    { minLength: fewest, maxLength: most },
  )
}
