import { exp, ln } from '../../numeric/transcendental.ts'
import { digitsOf, type RangeFault, type RangeText, rangeEnds } from './value-range.ts'

/** How a parameter goes from one end of its range to the other. */
export interface ParameterScale {
  /** `'log'`: equal steps multiply by the same factor. `'list'`: values in the order of the list. */
  readonly kind: 'linear' | 'log' | 'list'
  /** Unit of both ends as written: `'%'`, `'s'`, `''`; of a list `''`. */
  readonly unit: string
  /** Levels of a grid: those that the range asks for (`…:6`), the values of a list, else 5. */
  readonly levels: number
  /** The range or list itself says how many levels there are. */
  readonly stated: boolean
  /** The value at a share of the way, as a scenario file has it. @param share - 0 is the first end, 1 the last */
  at(share: number): unknown
}

const USUAL_LEVELS = 5
const MOST_LEVELS = 10_000
/** A level is rounded by less than this share of the distance between two. */
const ROUNDED = 1 / 1000
/** Levels that a range has at least where points fall between those of a grid. */
const FINE = 100

/** Decimals that a duration may have, so that it is whole milliseconds. */
const MOST_DECIMALS: Readonly<Record<string, number>> = { ms: 0, s: 3, m: 4, h: 5, d: 5 }

const FORM = /^(.*?)(?::(\d+))?(?::(log))?$/

/** The fewest decimals that tell numbers at this distance apart. */
const decimalsFor = (spacing: number, least: number): number => {
  let decimals = least
  while (Number(`1e-${decimals}`) > spacing * ROUNDED) decimals += 1
  return decimals
}

/** The fewest decimals that show all numbers as they are, up to a number of decimals at which they do not matter. */
const decimalsOf = (values: readonly number[], spacing: number, least: number, most: number): number => {
  let decimals = least
  while (decimals < most && values.some((x) => Math.abs(x - Number(x.toFixed(decimals))) > spacing * 1e-9))
    decimals += 1
  return decimals
}

/**
 * Reads a range for studies: `0.5%..3%:6` has six levels at equal distances, `1_000..1_000_000:4:log` four at equal
 * ratios; a list `[constant-product, linear]` or `1%, 2%, 5%` has its values.
 *
 * @param whole - the parameter is a count: its values are rounded to whole numbers
 */
export const parameterScale = (text: RangeText, whole: boolean): ParameterScale | RangeFault => {
  if (typeof text !== 'string') return listScale(text)
  if (text.includes(',') && !text.includes('..')) return listScale(text.split(',').map((item) => item.trim()))
  const [, range, levelsText, log] = FORM.exec(text.trim()) ?? []
  const ends = rangeEnds(range)
  if ('fault' in ends) return ends
  const [low, high] = [ends.low, ends.high].map((end) => Number(end.replaceAll('_', '')))
  if (low > high) return { fault: `is reversed: ${ends.low} is above ${ends.high}` }
  if (low === high) return { fault: 'is empty: both ends are the same value' }
  const usual = whole ? Math.min(USUAL_LEVELS, Math.floor(high) - Math.ceil(low) + 1) : USUAL_LEVELS
  const levels = levelsText === undefined ? usual : Number(levelsText)
  if (levels < 2 || levels > MOST_LEVELS) return { fault: `must have 2 to ${MOST_LEVELS} levels, not ${levels}` }
  if (log !== undefined && low <= 0) return { fault: `must begin above 0 for a log scale, not at ${ends.low}` }
  const [from, to] = log === undefined ? [low, high] : [ln(low), ln(high)]
  const raw = (share: number): number => {
    if (share <= 0) return low
    if (share >= 1) return high
    const x = from + (to - from) * share
    return log === undefined ? x : exp(x)
  }
  const ownDigits = Math.max(digitsOf(ends.low), digitsOf(ends.high))
  const grid = Array.from({ length: levels }, (_, i) => raw(i / (levels - 1)))
  const closest = grid.slice(1).reduce((least, x, i) => Math.min(least, x - grid[i]), high - low)
  const onGrid = new Set(grid)
  const most = Math.max(ownDigits, MOST_DECIMALS[ends.unit] ?? Number.POSITIVE_INFINITY)
  const fine = Math.min(most, decimalsFor(Math.min(closest, (high - low) / FINE), ownDigits))
  const coarse = decimalsOf(grid, closest, ownDigits, fine)
  return {
    kind: log === undefined ? 'linear' : 'log',
    unit: ends.unit,
    levels,
    stated: levelsText !== undefined,
    at: (share) => {
      const x = raw(share)
      const decimals = whole ? 0 : onGrid.has(x) ? coarse : fine
      return `${x.toFixed(decimals)}${ends.unit}`
    },
  }
}

const listScale = (values: readonly unknown[]): ParameterScale | RangeFault => {
  if (values.length === 0) return { fault: 'is empty: name at least one value' }
  return {
    kind: 'list',
    unit: '',
    levels: values.length,
    stated: true,
    at: (share) => values[Math.min(values.length - 1, Math.max(0, Math.round(share * (values.length - 1))))],
  }
}
