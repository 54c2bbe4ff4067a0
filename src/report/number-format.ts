/** How a figure is shown: money in whole quote units, a fraction as per cent, basis points, a count, or a plain ratio. */
export type ShownUnit = 'money' | 'percent' | 'bps' | 'count' | 'ratio'

/** Writes numbers of one kind with the decimals that its reference asks for. */
export type NumberFormat = (x: number) => string

const SUFFIXES = [
  { from: 1e12, divisor: 1e12, suffix: 'T' },
  { from: 1e9, divisor: 1e9, suffix: 'B' },
  { from: 1e6, divisor: 1e6, suffix: 'M' },
  { from: 1e4, divisor: 1e3, suffix: 'k' },
]

/** Decimals that show three digits of a number: 0 from 100 on, 2 from 1 on. */
const decimalsOf = (magnitude: number): number => {
  if (magnitude === 0) return 0
  let decimals = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2
  for (let x = magnitude; x < 0.9995 && decimals < 7; x *= 10) decimals += 1
  return decimals
}

/** `1234567.5` with one decimal as `1,234,567.5`; ASCII minus; no negative zero. */
export const withThousands = (x: number, decimals: number): string => {
  const [whole, fraction] = Math.abs(x).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`
  return x < 0 && /[1-9]/.test(text) ? `-${text}` : text
}

/**
 * A format for numbers of one unit that stand together, such as a mean and its bounds: all get the suffix and the
 * decimals of the largest, so that they can be compared digit by digit.
 *
 * @param reference - the largest absolute value among them
 * @example numberFormat('money', 1_240_000)(310_000) // '0.31M'
 */
export const numberFormat = (unit: ShownUnit, reference: number): NumberFormat => {
  if (unit === 'percent') {
    const decimals = Math.min(4, decimalsOf(Math.abs(reference) * 100))
    return (x) => `${withThousands(x * 100, decimals)}%`
  }
  const magnitude = Math.abs(reference)
  const large = unit === 'money' || unit === 'count' ? SUFFIXES.find(({ from }) => magnitude >= from) : undefined
  const { divisor, suffix } = large ?? { divisor: 1, suffix: '' }
  const whole = unit === 'count' && divisor === 1 && Number.isInteger(reference)
  const most = unit === 'bps' ? 3 : 4
  const decimals = whole ? 0 : Math.min(most, decimalsOf(magnitude / divisor))
  return (x) => `${withThousands(x / divisor, decimals)}${suffix}`
}

/** One number by itself, with three digits: `1.24M`, `0.0125%`, `12.4`. */
export const formatNumber = (unit: ShownUnit, x: number): string => numberFormat(unit, x)(x)

/** A round number by itself, without zeros at the end: `0.5%`, `2.5M`, `4`. */
export const formatRound = (unit: ShownUnit, x: number): string =>
  formatNumber(unit, x)
    .replace(/(\.\d*?)0+(?=[kMBT%]?$)/, '$1')
    .replace(/\.(?=[kMBT%]?$)/, '')

/** A round size by itself, without zeros at the end: `10k`, `2.5M`. */
export const formatSize = (x: number): string => formatRound('money', x)

/** A number with its sign, `+` included; zero has none. */
export const signed = (format: NumberFormat, x: number): string => {
  const text = format(x)
  return x > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** A duration in milliseconds as people write it: `6 h`, `1 d 12 h`, `1 min 30 s`. */
export const formatDuration = (milliseconds: number): string => {
  const parts: string[] = []
  let left = Math.round(milliseconds / 1000)
  for (const [seconds, name] of [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const) {
    const n = Math.floor(left / seconds)
    left -= n * seconds
    if (n > 0) parts.push(`${n} ${name}`)
  }
  return parts.length === 0 ? '0 s' : parts.join(' ')
}

/** Milliseconds since a start as a clock shows them: `1:05:09`. */
export const formatClock = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000)
  const two = (x: number): string => String(x).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
