import { decimalToInteger, integerToDecimal } from '../../numeric/decimal.ts'

/** What a parameter may be: `0..5_000_000`, `0.5%..3%`, or a list of values. */
export type RangeText = string | readonly unknown[]

/** Values that a parameter is drawn from, in order; each as a scenario file has it. */
export interface ValueRange {
  readonly count: number
  /** @param position - from 0 to `count - 1` */
  value(position: number): unknown
}

/** What is wrong with a range, as a sentence that follows it. */
export interface RangeFault {
  readonly fault: string
}

const FORM = /^\s*([+-]?\d[\d_]*(?:\.\d+)?)\s*([A-Za-z%]*)\s*\.\.\s*([+-]?\d[\d_]*(?:\.\d+)?)\s*([A-Za-z%]*)\s*$/

/** Digits after the point. */
export const digitsOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0

const isZero = (decimal: string): boolean => /^[+-]?0+(\.0+)?$/.test(decimal)

/** Both ends of a range, as decimals in one unit. */
export interface RangeEnds {
  readonly low: string
  readonly high: string
  /** `''`, `'%'`, `'bps'`, `'s'` … */
  readonly unit: string
}

/** Reads `low..high`: both ends in one unit, which a zero may leave out. */
export const rangeEnds = (text: string): RangeEnds | RangeFault => {
  const found = FORM.exec(text)
  if (found === null) return { fault: 'must be a range such as 0..5_000_000 or 0.5%..3%, or a list of values' }
  const [, low, lowUnit, high, highUnit] = found
  const same = lowUnit === highUnit || (lowUnit === '' && isZero(low)) || (highUnit === '' && isZero(high))
  if (!same) return { fault: `must have one unit at both ends, not ${lowUnit || 'none'} and ${highUnit || 'none'}` }
  return { low, high, unit: highUnit || lowUnit }
}

/**
 * Reads a range. A range of decimals holds both ends and every decimal between them with as many digits as the more
 * precise of them, in their one unit; a list holds its values.
 */
export const valueRange = (text: RangeText): ValueRange | RangeFault => {
  if (typeof text !== 'string')
    return text.length === 0
      ? { fault: 'is empty: name at least one value' }
      : { count: text.length, value: (i) => text[i] }
  const read = rangeEnds(text)
  if ('fault' in read) return read
  const { low, high, unit } = read
  const digits = Math.max(digitsOf(low), digitsOf(high))
  const scale = digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`
  let ends: readonly number[]
  try {
    ends = [low, high].map((decimal) => decimalToInteger(decimal, scale, 'range'))
  } catch (error) {
    return { fault: (error as Error).message.replace(/^range: /, '') }
  }
  const [first, last] = ends
  if (first > last) return { fault: `is reversed: ${low} is above ${high}` }
  if (first === last) return { fault: 'is empty: both ends are the same value' }
  if (last - first >= Number.MAX_SAFE_INTEGER) return { fault: 'holds more than 2^53 values' }
  return { count: last - first + 1, value: (i) => `${integerToDecimal(first + i, scale)}${unit}` }
}
