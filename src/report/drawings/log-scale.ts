import { ln } from '../../numeric/transcendental.ts'
import type { Level } from './measure.ts'
import { type Scale, withinScale } from './scale.ts'

const MOST_TICKS = 7

/** 1, 2 and 5 times each power of ten between two numbers, or the powers alone where those are many. */
const roundNumbers = (low: number, high: number): readonly number[] => {
  const from = Math.floor(ln(low) / ln(10) - 1e-9)
  const to = Math.ceil(ln(high) / ln(10) + 1e-9)
  const powers = Array.from({ length: to - from + 1 }, (_, i) => Number(`1e${from + i}`))
  const held = (x: number): boolean => x >= low * (1 - 1e-9) && x <= high * (1 + 1e-9)
  const fine = powers.flatMap((x) => [x, 2 * x, 5 * x]).filter(held)
  return fine.length <= MOST_TICKS ? fine : powers.filter(held)
}

/** A logarithmic axis from the least to the largest of numbers above zero; about a single one it is a decade wide. */
export const logScale = (values: readonly number[]): Scale => {
  const known = values.filter((x) => Number.isFinite(x) && x > 0)
  const [least, most] = known.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, 0])
  if (known.length === 0) return logScale([1, 10])
  if (least === most) return logScale([least / 3, least * 3])
  const width = ln(most / least)
  return {
    low: least,
    high: most,
    ticks: roundNumbers(least, most),
    place: (x) => (x > 0 ? withinScale(ln(x / least) / width) : 0),
  }
}

/** Whether levels are spaced by ratios rather than by differences: three or more above zero, the last gap more than thrice the first. */
export const isLogSpaced = (levels: readonly Level[]): boolean => {
  const at = levels.flatMap((level) => (level.at === undefined ? [] : [level.at])).sort((a, b) => a - b)
  if (at.length < Math.max(3, levels.length) || at[0] <= 0) return false
  const first = at[1] - at[0]
  return first > 0 && at[at.length - 1] - at[at.length - 2] > 3 * first
}
