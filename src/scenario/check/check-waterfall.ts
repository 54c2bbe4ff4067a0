import { compareDecimals } from '../../numeric/decimal.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

const nameOf = (entry: object): string => Object.keys(entry)[0]

/** Each taker and payer comes once, the engine first, and a vault that pays has money. */
export const checkWaterfall = ({ takers, payers, insurance }: Partial<Scenario>, report: Report): void => {
  for (const [part, list] of Object.entries({ takers, payers })) {
    list?.forEach((entry, i) => {
      const name = nameOf(entry)
      const first = list.findIndex((other) => nameOf(other) === name)
      if (first < i) report.fault([part, i], `is in the list already (${part}[${first}])`, { value: name })
      else if (name === 'engine' && i > 0) report.fault([part, i], 'must come first or not at all', { value: name })
    })
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
