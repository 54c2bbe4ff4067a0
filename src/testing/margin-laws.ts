import type { Law } from './law-property.ts'
import { freeCollateral } from './laws/margin/free-collateral.ts'
import { type Requirement, requirementShape } from './laws/margin/requirement-shape.ts'
import { slicesAddUp } from './laws/margin/slices-add-up.ts'
import { tradeMakesNoRiskier } from './laws/margin/trade-makes-no-riskier.ts'

/**
 * The laws of margin rules: of perplab's margin tables, withdrawal rules and trade-check, or of a requirement of your own.
 *
 * @param requirement - whole atoms for a notional in whole atoms; asked for notionals of up to 4 * 10^12
 * @example
 * ```ts
 * const mine = { initial: (notional) => Math.ceil(notional / 10), maintenance: (notional) => Math.ceil(notional / 20) }
 * for (const law of marginLaws(mine)) test(law.name, () => fc.assert(law.property))
 * ```
 */
export const marginLaws = (requirement?: Requirement): readonly Law[] =>
  requirement === undefined
    ? [slicesAddUp(), requirementShape(), freeCollateral(), tradeMakesNoRiskier()]
    : [requirementShape(requirement)]
