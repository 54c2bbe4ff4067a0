import { MONEY_FIELDS } from '../money-fields.ts'
import { atomScale, atomsOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import type { ScenarioPath } from '../scenario-path.ts'
import { checkDeposits } from './check-deposits.ts'

const reach = (
  data: unknown,
  pattern: readonly string[],
  path: ScenarioPath,
): readonly (readonly [ScenarioPath, string])[] => {
  if (pattern.length === 0) return typeof data === 'string' ? [[path, data]] : []
  if (typeof data !== 'object' || data === null) return []
  const [first, ...rest] = pattern
  const keys = first !== '*' ? [first] : Array.isArray(data) ? [...data.keys()] : Object.keys(data)
  return keys.flatMap((key) => reach((data as Record<string | number, unknown>)[key], rest, [...path, key]))
}

/** Every amount is a whole number of atoms, and fits; so do all deposits together. */
export const checkMoney = (scenario: Partial<Scenario>, report: Report): void => {
  const decimals = scenario.markets?.[0].quoteDecimals ?? 6
  for (const pattern of MONEY_FIELDS) {
    for (const [path, amount] of reach(scenario, pattern, [])) {
      try {
        atomsOf(amount, decimals)
      } catch (error) {
        const { message } = error as Error
        const most = /\(at most (.*)\)$/.exec(message)?.[1]
        const rule =
          most === undefined
            ? `is finer than an atom (${atomScale(decimals)} quote units)`
            : `leaves 2^53 - 1 atoms; the largest that fits is ${most} quote units`
        report.fault(path, rule)
      }
    }
  }
  checkDeposits(scenario, report)
}
