import type { Formula } from '../../formula/formula.ts'
import { FormulaError } from '../../formula/formula-error.ts'
import { nearestName } from '../../formula/nearest-name.ts'
import { funding as fundingOf } from '../../funding/funding.ts'
import type { MarketSpec } from '../../market/market-spec.ts'
import { fundingConfig, fundingFormula } from '../build/build-funding.ts'
import { marketSpec } from '../market-units.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import { RATE_RULES } from '../schema/funding-schema.ts'

/** The formula compiles, and the rules take their figures. */
export const checkFunding = async ({ funding, markets }: Partial<Scenario>, report: Report): Promise<void> => {
  if (funding === undefined) return
  let formula: Formula | undefined
  try {
    formula = await fundingFormula(funding)
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    report.formula(['funding', 'rate'], error, nearestName(funding.rate, RATE_RULES) ?? '')
    return
  }
  for (const spec of specsOf(markets)) {
    report.attempt(['funding'], () => fundingOf(fundingConfig(funding, formula, spec)))
  }
}

/** Specifications of the markets that have one; of the others `check-markets` speaks. */
const specsOf = (markets: Scenario['markets'] = []): readonly MarketSpec[] =>
  markets.flatMap((market, m) => {
    try {
      return [marketSpec(market, m)]
    } catch {
      return []
    }
  })
