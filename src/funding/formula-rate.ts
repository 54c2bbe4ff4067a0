import type { Formula } from '../formula/formula.ts'
import { MICROS_PER_UNIT, PICO } from '../market/price.ts'
import { PICO_LIMIT } from './pico.ts'
import type { RateInput, RateRule } from './rate-rule.ts'

/** Units in which a formula sees prices and sizes, and its `interest`. */
export interface FormulaRateConfig {
  /** The value of `interest`, per period; 0 when left out. */
  readonly interest?: number
  /** Human price of one price unit; 1 when left out: prices are then in price units. */
  readonly unitPrice?: number
  /** Base units of one lot; 1 when left out: sizes are then in lots. */
  readonly lot?: number
}

const HOUR = 3_600_000

const VARIABLES: Readonly<Record<string, (input: RateInput, config: Required<FormulaRateConfig>) => number>> = {
  premium: ({ premium }) => premium / PICO,
  interest: (_input, { interest }) => interest,
  rate: ({ lastRate }) => lastRate / PICO,
  skew: ({ view }, { lot }) => view.skew * lot,
  openInterest: ({ view }, { lot }) => view.openInterest * lot,
  index: ({ view }, { unitPrice }) => (view.index / MICROS_PER_UNIT) * unitPrice,
  mark: ({ view }, { unitPrice }) => (view.mark / MICROS_PER_UNIT) * unitPrice,
  mid: ({ view }, { unitPrice }) => (view.mid / MICROS_PER_UNIT) * unitPrice,
  impactBid: ({ view }, { unitPrice }) => (view.impactBid / MICROS_PER_UNIT) * unitPrice,
  impactAsk: ({ view }, { unitPrice }) => (view.impactAsk / MICROS_PER_UNIT) * unitPrice,
  hours: ({ elapsed }) => elapsed / HOUR,
  periodHours: ({ period }) => period / HOUR,
}

/**
 * What a funding formula may name, in the order of its values:
 * - `premium`: premium index of the window, a fraction (0.01 is 1 %); `interest`: as configured
 * - `rate`: the rate per period of the payment before
 * - `skew`: traders' longs minus shorts against a pool; `openInterest`: one side; base units
 * - `index`, `mark`, `mid`, `impactBid`, `impactAsk`: prices, 0 where there is none
 * - `hours`: time that the payment covers; `periodHours`: time that the answer is for
 */
export const FUNDING_SYMBOLS: readonly string[] = Object.keys(VARIABLES)

/**
 * A user's rate per period: the formula's value as a fraction, rounded toward zero to a pico and held within +-10,000 %.
 *
 * @param formula - compiled with `FUNDING_SYMBOLS`
 * @throws RangeError at a payment where the formula has no finite value, with every variable it names
 */
export const formulaRate = (formula: Formula, config: FormulaRateConfig = {}): RateRule => {
  const full = { interest: config.interest ?? 0, unitPrice: config.unitPrice ?? 1, lot: config.lot ?? 1 }
  const values = new Float64Array(FUNDING_SYMBOLS.length)
  return {
    name: 'formula',
    rate: (input) => {
      for (const [at, name] of FUNDING_SYMBOLS.entries()) values[at] = VARIABLES[name](input, full)
      const rate = formula.evaluate(values)
      if (!Number.isFinite(rate)) {
        const named = formula.symbols.map((name) => `${name} = ${values[FUNDING_SYMBOLS.indexOf(name)]}`).join(', ')
        throw new RangeError(
          `funding.rate: "${formula.text}" is ${rate} with ${named || 'no variables'}; it must be a finite number`,
        )
      }
      const most = PICO_LIMIT / PICO
      return Math.trunc(Math.min(Math.max(rate, -most), most) * PICO) + 0
    },
  }
}
