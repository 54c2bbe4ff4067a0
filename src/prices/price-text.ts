import { decimalToNearest, multiplyDecimals } from '../numeric/decimal.ts'
import { mulDivHalfEven } from '../numeric/mul-div.ts'

/** Turns prices written in decimals into integers of one market. */
export interface PriceReader {
  /**
   * Price micro-units nearest to the decimal, a tie to the even one.
   * @returns the rule that it breaks, as text, when it is no price
   */
  read(text: string): number | string
}

const plain = /^\+?(\d+)(?:\.(\d*))?$/
const anyNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/
const MOST_DIGITS = 15
const MOST_PLACES = 12

/** 10^n as an exact number, n from 0 to 22. */
const powersOfTen: readonly number[] = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`))

/** A decimal or a quotient of two as whole numbers n / d, or `undefined` when they leave 2^53. */
const ratio = (text: string): readonly [number, number] | undefined => {
  const parts = text.split('/').map((part) => {
    const [whole, places = ''] = part.trim().split('.')
    return { n: Number(whole + places), d: powersOfTen[places.length] }
  })
  const [a, b = { n: 1, d: 1 }] = parts
  const n = a.n * b.d
  const d = a.d * b.n
  return Number.isSafeInteger(n) && Number.isSafeInteger(d) && n > 0 && d > 0 ? [n, d] : undefined
}

/**
 * A reader for a market whose price unit costs `unitPrice` (a decimal, or a quotient of two: MarketSpec.unitPrice).
 * Digits are shifted as integers; what has more than 15 digits or an exponent goes through decimal.js.
 *
 * @throws RangeError when `unitPrice` is no positive decimal
 * @example priceReader('0.01').read('26123.4') // 2612340000000
 */
export const priceReader = (unitPrice: string): PriceReader => {
  const [dividend, divisor] = unitPrice.split('/')
  const micro = `${multiplyDecimals(dividend, '0.000001')}${divisor === undefined ? '' : `/${divisor}`}`
  decimalToNearest('0', micro, 'price')
  const perMicro = ratio(micro)

  const slow = (text: string): number | string => {
    if (!anyNumber.test(text)) return 'must be a positive decimal number'
    try {
      return decimalToNearest(text.startsWith('.') ? `0${text}` : text, micro, 'price')
    } catch (error) {
      return error instanceof RangeError ? error.message : 'must be a positive decimal number'
    }
  }
  const fast = (text: string): number | string => {
    const found = perMicro === undefined ? null : plain.exec(text)
    if (found === null || perMicro === undefined) return slow(text)
    const whole = found[1]
    const places = found[2] ?? ''
    if (whole.length + places.length > MOST_DIGITS || places.length > MOST_PLACES) return slow(text)
    const digits = Number(whole + places)
    const divisorDigits = perMicro[0] * powersOfTen[places.length]
    // digits / 10^places / (n / d): within mulDiv's reach unless the quotient leaves 2^53, which `slow` reports.
    if (divisorDigits > Number.MAX_SAFE_INTEGER || (digits / divisorDigits) * perMicro[1] > 9e15) return slow(text)
    return mulDivHalfEven(digits, perMicro[1], divisorDigits)
  }
  return {
    read: (text) => {
      const price = fast(text)
      if (typeof price === 'string' || price > 0) return price
      if (price < 0 || text.startsWith('-')) return 'a price must be positive, not negative'
      return /[1-9]/.test(text.split(/[eE]/)[0])
        ? `is less than half a micro-unit of the price unit ${unitPrice}: the lot is too small for this price`
        : 'a price must be positive, not zero'
    },
  }
}

/**
 * Price micro-units of a decimal price, half-even.
 *
 * @param unitPrice - human price of one price unit: `MarketSpec.unitPrice`
 * @throws RangeError naming value and rule
 */
export const priceMicrosOf = (text: string, unitPrice: string): number => {
  const price = priceReader(unitPrice).read(text.trim())
  if (typeof price === 'string') throw new RangeError(`price "${text}": ${price}`)
  return price
}
