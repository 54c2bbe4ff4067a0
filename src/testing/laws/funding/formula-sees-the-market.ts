import { FUNDING_SYMBOLS, formulaRate } from '../../../funding/formula-rate.ts'
import type { RateInput } from '../../../funding/rate-rule.ts'
import type { Ruling } from '../../law.ts'
import { FARTHEST } from './pico-reckoning.ts'

/** Units in which a formula sees prices and sizes, and its interest. */
const CONFIG = { interest: 0.0003, unitPrice: 0.001, lot: 0.01 } as const
const HOUR = 3_600_000
const WHOLE = 1_000_000_000_000

/** What each name of docs/funding.md stands for, as a decimal number. */
const MEANINGS: Readonly<Record<string, (input: RateInput) => number>> = {
  premium: ({ premium }) => premium / WHOLE,
  interest: () => CONFIG.interest,
  rate: ({ lastRate }) => lastRate / WHOLE,
  skew: ({ view }) => view.skew * CONFIG.lot,
  openInterest: ({ view }) => view.openInterest * CONFIG.lot,
  index: ({ view }) => (view.index / 1_000_000) * CONFIG.unitPrice,
  mark: ({ view }) => (view.mark / 1_000_000) * CONFIG.unitPrice,
  mid: ({ view }) => (view.mid / 1_000_000) * CONFIG.unitPrice,
  impactBid: ({ view }) => (view.impactBid / 1_000_000) * CONFIG.unitPrice,
  impactAsk: ({ view }) => (view.impactAsk / 1_000_000) * CONFIG.unitPrice,
  hours: ({ elapsed }) => elapsed / HOUR,
  periodHours: ({ period }) => period / HOUR,
}

/** A formula that is one name alone answers what that name stands for, toward zero, within +-10,000 %. */
export const formulaSeesTheMarket = (input: RateInput, ruling: Ruling): void => {
  for (const [name, meaning] of Object.entries(MEANINGS)) {
    const at = FUNDING_SYMBOLS.indexOf(name)
    const formula = {
      text: name,
      symbols: [name],
      condition: false,
      rowsTerms: [],
      evaluate: (values: Float64Array) => values[at],
    }
    const is = formulaRate(formula, CONFIG).rate(input)
    const most = Number(FARTHEST) / WHOLE
    const should = Math.trunc(Math.max(0 - most, Math.min(most, meaning(input))) * WHOLE)
    ruling.exercised('formulas')
    if (is !== should) ruling.broken(`the formula "${name}" gives ${is} pico, should give ${should}`)
  }
}
