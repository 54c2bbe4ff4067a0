import { fundFaults } from '../../insurance/fund.ts'
import { payerFaults } from '../../insurance/payers.ts'
import { takerFaults } from '../../insurance/takers.ts'
import { compareDecimals } from '../../numeric/decimal.ts'
import { payerOf, takerOf } from '../build/build-waterfall.ts'
import { atomsOf, rateOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** The faults of a part in whole numbers; none where its money is no whole number, which `checkMoney` says. */
const faultsOf = (faults: () => readonly string[]): readonly string[] => {
  try {
    return faults()
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

/** Each taker and payer comes once, the engine first, and a vault that pays has money. */
export const checkWaterfall = ({ takers, payers, insurance, markets }: Partial<Scenario>, report: Report): void => {
  const decimals = markets?.[0].quoteDecimals ?? 6
  const taking = faultsOf(() => (takers === undefined ? [] : takerFaults(takers.map((one) => takerOf(one, decimals)))))
  const paying = faultsOf(() => (payers === undefined ? [] : payerFaults(payers.map((one) => payerOf(one, decimals)))))
  report.lines([], [...taking, ...paying])
  if (insurance !== undefined) {
    const { deposit, feeShare } = insurance
    const terms = faultsOf(() => fundFaults({ deposit: atomsOf(deposit, decimals), feeShare: rateOf(feeShare) }))
    report.lines(['insurance'], terms)
  }
  const vault = takers?.findIndex((taker) => 'backstop' in taker) ?? -1
  const backstop = takers?.[vault]
  const empty =
    backstop !== undefined && 'backstop' in backstop && compareDecimals(backstop.backstop.deposit, '0') === 0
  if (empty) report.warn(['takers', vault], 'the vault begins with nothing: state backstop.deposit', { value: '' })
  const payer = payers?.findIndex((one) => 'vault' in one) ?? -1
  if (takers !== undefined && payer >= 0 && vault < 0) {
    report.warn(['payers', payer], 'there is no backstop among the takers, so the vault has nothing to pay with', {
      value: '',
    })
  }
  const fund = payers?.findIndex((one) => 'fund' in one) ?? -1
  if (insurance !== undefined && payers !== undefined && fund < 0 && compareDecimals(insurance.deposit, '0') > 0) {
    report.warn(['insurance', 'deposit'], 'is never paid: fund is not among the payers')
  }
}
