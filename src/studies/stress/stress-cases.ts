import type { Scenario } from '../../scenario/scenario.ts'
import { chainCases } from './chain-cases.ts'
import { fundingCases } from './funding-cases.ts'
import { liquidityCases } from './liquidity-cases.ts'
import { oracleCases } from './oracle-cases.ts'
import { priceCases } from './price-cases.ts'
import { skewCases } from './skew-cases.ts'
import type { StressEntry } from './stress-case.ts'
import { type StressOptions, type StressSetting, stressSetting } from './stress-setting.ts'
import { whaleCases } from './whale-cases.ts'

/** Accounts hold the quote asset alone: there is no other whose price could fall with the market. */
const collateralCases = ({ scenario }: StressSetting): readonly StressEntry[] => [
  {
    id: 'collateral-crash',
    group: 'collateral',
    title: 'Collateral loses its value together with the positions that it secures.',
    skipped: `all collateral is ${scenario.markets[0].quote}, which prices and losses are counted in`,
  },
]

const GROUPS: readonly ((setting: StressSetting) => readonly StressEntry[])[] = [
  priceCases,
  fundingCases,
  oracleCases,
  liquidityCases,
  whaleCases,
  collateralCases,
  chainCases,
  skewCases,
]

/**
 * The standard battery for a scenario: every case as changes of it, or with the reason why it is skipped. Changes hold
 * whole lists of the scenario (`steps`, `traders`, `oracle.faults`), so they are made for this scenario and no other.
 *
 * @throws RangeError when stress would not begin within the run
 */
export const stressCases = (scenario: Scenario, options: StressOptions = {}): readonly StressEntry[] => {
  const setting = stressSetting(scenario, options)
  return GROUPS.flatMap((group) => group(setting))
}
