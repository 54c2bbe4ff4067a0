import { parseFraction } from '../../numeric/fraction.ts'
import { DURATION, millisecondsOf } from '../quantities.ts'

/** A number with its unit, as scenarios write them. */
export const NUMBER: RegExp = /^([+-]?\d[\d_]*(?:\.\d+)?)\s*([A-Za-z%]*)$/

/** A text in its smallest unit, exactly; `undefined` for none of the kind. */
type Measure = (text: string) => { readonly n: number; readonly d: number } | undefined

const attempt = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}

const MEASURES: readonly Measure[] = [
  (text) => (DURATION.test(text) ? attempt(() => ({ n: millisecondsOf(text), d: 1 })) : undefined),
  (text) => attempt(() => parseFraction(text)),
]

/**
 * A value as a number in a unit: `2.5%` and `250bps` in per cent are 2.5, `1m` in seconds is 60; `undefined` for what is
 * no number in it.
 */
export const numberIn = (unit: string, value: unknown): number | undefined => {
  const text = String(value).trim()
  const found = NUMBER.exec(text)
  if (found !== null && (found[2] === unit || Number(found[1]) === 0)) return Number(found[1].replaceAll('_', ''))
  for (const measure of MEASURES) {
    const [x, one] = [measure(text), measure(`1${unit}`)]
    if (x !== undefined && one !== undefined) return (x.n * one.d) / (x.d * one.n)
  }
  return undefined
}
