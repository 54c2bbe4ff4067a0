import fc from 'fast-check'
import { compareDecimals } from '../../numeric/decimal.ts'
import { type ValueRange, valueRange } from '../../scenario/vary/value-range.ts'

/** How a range is drawn from. */
export interface RangeChoice {
  /** What it shrinks to, one of the range's values: the protocol's own. @defaultValue the lower bound */
  readonly towards?: string
}

const VALUE = /^([+-]?\d[\d_]*(?:\.\d+)?)\s*([a-z%]*)$/

const partsOf = (text: string): { readonly decimal: string; readonly unit: string } => {
  const [, decimal, unit] = VALUE.exec(text.trim()) ?? []
  if (decimal === undefined) throw new RangeError(`"${text}" must be a value of the range: 1%, 250 or 10s`)
  return { decimal, unit }
}

/** Position of a value, by halving, since values rise. @throws RangeError when it is none of them */
const positionOf = (text: string, range: ValueRange, words: string): number => {
  const wanted = partsOf(text)
  const valueAt = (position: number) => partsOf(String(range.value(position)))
  let [low, high] = [0, range.count - 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (compareDecimals(valueAt(middle).decimal, wanted.decimal) < 0) low = middle + 1
    else high = middle
  }
  const found = valueAt(low)
  if (found.unit !== wanted.unit || compareDecimals(found.decimal, wanted.decimal) !== 0)
    throw new RangeError(`${text} is none of the values of ${words}`)
  return low
}

/** A power of ten of steps that goes into the range ten times or more; 1 for a short one. */
const coarseOf = (count: number): number => {
  let coarse = 1
  while (coarse * 100 <= count) coarse *= 10
  return coarse
}

/**
 * Values within a declared range, in the words of a scenario's `vary`: rates (`0.5%..3%`), money, prices and sizes
 * (`100..5_000`), durations (`1s..60s`), both ends included, each with as many digits as the more precise end. Half of the
 * draws are at whole tenths, hundredths … of the way, the others anywhere. Shrinks to `towards`.
 *
 * @param range - `least..most`, in one unit
 * @throws RangeError for what is no range, is empty, or does not hold `towards`
 * @example
 * ```ts
 * const cases = withinRange('0.5%..3%', { towards: '1%' }).map((penalty) =>
 *   labScenario({ liquidation: { close: 'full', penalty } }),
 * )
 * ```
 */
export const withinRange = (range: string, { towards }: RangeChoice = {}): fc.Arbitrary<string> => {
  const values = valueRange(range)
  if ('fault' in values) throw new RangeError(`${range}: ${values.fault}`)
  const last = values.count - 1
  const middle = towards === undefined ? 0 : positionOf(towards, values, range)
  const coarse = coarseOf(values.count)
  const off = fc.integer({ min: 0 - middle, max: last - middle }).map((steps) => middle + steps)
  const round = fc.nat(Math.floor(last / coarse)).map((steps) => steps * coarse)
  return fc.oneof({ withCrossShrink: true }, off, round).map((position) => String(values.value(position)))
}
