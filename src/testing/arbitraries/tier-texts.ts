import fc from 'fast-check'
import { formatFraction, fraction } from '../../numeric/fraction.ts'
import type { TierText } from '../../scenario/schema/margin-schema.ts'

/** Which margin tables are drawn. */
export interface TierOptions {
  /** Most tiers, up to 8. @defaultValue 4 */
  readonly most?: number
  /** Largest width of a tier in whole quote units. @defaultValue 100_000 */
  readonly widest?: number
}

/** Parts that a table's rates are counted in: basis points, and two that no decimal says exactly. */
const PARTS = [10_000, 9000, 7777] as const

/** What every table begins with when it has shrunk: 10 % to open, 5 % to keep. */
const USUAL = 0.1

interface TierDraft {
  /** Whole quote units. */
  readonly width: number
  /** Parts by which initial is above the former tier's. */
  readonly rise: number
  /** Parts by which maintenance is off half of initial. */
  readonly off: number
}

const rateText = (n: number, parts: number): string => {
  const { n: numerator, d } = fraction(n, parts)
  return parts === 10_000 ? `${formatFraction(fraction(n, 100))}%` : `${numerator}/${d}`
}

const tableOf = (drafts: readonly TierDraft[], first: number, parts: number): readonly TierText[] => {
  let [upTo, initial, maintenance] = [0, Math.max(2, Math.round(USUAL * parts) + first), 1]
  return drafts.map(({ width, rise, off }, k) => {
    upTo += width
    if (k > 0) initial = Math.min(parts, initial + rise)
    maintenance = Math.max(maintenance, Math.min(initial - 1, Math.floor(initial / 2) + off))
    const rates = { initial: rateText(initial, parts), maintenance: rateText(maintenance, parts) }
    return k === drafts.length - 1 ? rates : { upTo: String(upTo), ...rates }
  })
}

/**
 * Margin tables as a scenario has them (`margin.tiers`), all valid: bounds rise, rates do not fall from tier to tier,
 * maintenance is below initial, the last tier is open; rates are whole basis points, or of parts that no decimal says
 * exactly. Shrinks to one tier of 10 % initial and 5 % maintenance.
 *
 * @example
 * ```ts
 * const cases = tierTexts().map((tiers) => labScenario({ margin: { tiers } }))
 * ```
 */
export const tierTexts = ({ most = 4, widest = 100_000 }: TierOptions = {}): fc.Arbitrary<readonly TierText[]> =>
  fc
    .record({
      parts: fc.constantFrom(...PARTS),
      first: fc.integer({ min: -990, max: 6000 }),
      drafts: fc.array(
        fc.record({
          width: fc.integer({ min: 1, max: widest }),
          rise: fc.integer({ min: 0, max: 1000 }),
          off: fc.integer({ min: -1000, max: 1000 }),
        }),
        { minLength: 1, maxLength: most },
      ),
    })
    .map(({ parts, first, drafts }) => tableOf(drafts, first, parts))
