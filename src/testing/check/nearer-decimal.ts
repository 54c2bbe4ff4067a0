import { decimalToInteger, integerToDecimal } from '../../numeric/decimal.ts'

const FORM = /^([+-]?\d+)(?:\.(\d+))?\s*(%|bps|ppm)?$/

/** Shares of the way to the target. */
const WAYS: readonly (readonly [number, number])[] = [
  [1, 1],
  [3, 4],
  [1, 2],
  [1, 4],
  [1, 8],
  [1, 32],
]

/** Changes of a smaller part are not worth a run. */
const LEAST_PART = 1 / 100
const ROUND = 3

/** The number with few digits, where that is still between the ends. */
const rounded = (x: number, a: number, b: number): number => {
  const round = Number(x.toPrecision(ROUND))
  return Number.isSafeInteger(round) && round > Math.min(a, b) && round < Math.max(a, b) ? round : x
}

/**
 * Decimals between a text and a target, from the target on, round where they can be, with as many digits as the longer of
 * both and the text's unit; nothing for a text of another form. A target of 0 is left out, since most amounts must be more.
 */
export const nearerDecimal = (text: string, target: string): readonly string[] => {
  const [from, to] = [FORM.exec(text), FORM.exec(target)]
  if (from === null || to === null) return []
  const digits = Math.max(from[2]?.length ?? 0, to[2]?.length ?? 0)
  const scale = digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`
  const unit = from[3] ?? ''
  const whole = (decimal: string): number => decimalToInteger(decimal.replace(/[^\d.+-]/g, ''), scale, 'decimal')
  const [x, end] = [whole(text), whole(target)]
  const found = new Set<number>()
  for (const [n, d] of WAYS) {
    const between = n === d ? end : rounded(x + Math.trunc(((end - x) / d) * n), x, end)
    if (between !== 0 && Math.abs(between - x) > Math.abs(x) * LEAST_PART) found.add(between)
  }
  // The digits stay, or later steps would be as coarse as the shortest text on the way.
  const written = (k: number): string => {
    const [before, after = ''] = integerToDecimal(k, scale).split('.')
    return digits === 0 ? before : `${before}.${after.padEnd(digits, '0')}`
  }
  return [...found].map((k) => `${written(k)}${unit}`)
}
