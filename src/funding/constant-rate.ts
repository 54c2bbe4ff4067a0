import type { Fraction } from '../numeric/fraction.ts'
import { picoOf } from './pico.ts'
import type { RateRule } from './rate-rule.ts'

/** The same rate per period, whatever the market does; in pico, rounded toward zero. */
export const constantRate = (rate: Fraction): RateRule => {
  const pico = picoOf(rate)
  return { name: 'constant', rate: () => pico }
}
