import { nearestName } from '../../formula/nearest-name.ts'
import { compareDecimals } from '../../numeric/decimal.ts'
import { compareFractions, fraction } from '../../numeric/fraction.ts'
import { rateOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** Traders are in markets that exist, have money, and ask for no more leverage than there is. */
export const checkTraders = ({ traders, markets, margin }: Partial<Scenario>, report: Report): void => {
  traders?.forEach((list, i) => {
    const { market } = list
    const symbols = markets?.map(({ symbol }) => symbol) ?? []
    if (market !== undefined && markets !== undefined && !symbols.includes(market)) {
      const suggestion = nearestName(market, symbols) ?? ''
      report.fault(['traders', i, 'market'], `is no market; there is ${symbols.join(', ')}`, { suggestion })
    }
    if (list.kind !== 'market-maker' && list.kind !== 'scripted' && compareDecimals(list.deposit, '0') === 0) {
      report.fault(['traders', i, 'deposit'], 'must be more than 0, or they can never trade', { unit: 'quote units' })
    }
    if (list.kind === 'trend' && margin !== undefined) {
      const initial = rateOf(margin.tiers[0].initial)
      if (initial.n > 0 && compareFractions(rateOf(list.leverage), fraction(initial.d, initial.n)) > 0) {
        report.warn(['traders', i, 'leverage'], `is more than margin allows (${margin.tiers[0].initial} initial)`)
      }
    }
  })
}
