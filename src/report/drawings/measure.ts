import { formatNumber, formatRound, numberFormat, type ShownUnit } from '../number-format.ts'

/** What an axis, a column or a colour shows. */
export interface Measure {
  readonly name: string
  readonly unit: ShownUnit
  /** What is counted, in words: the quote asset of money, `accounts` of a count. */
  readonly of?: string
}

/** A figure, with the bounds of its interval where it has them; one side may be unknown. */
export interface Estimate {
  readonly value: number
  readonly low?: number
  readonly high?: number
}

/** A value of a parameter. */
export interface Level {
  /** As the scenario writes it: `0.5%`, `5_000_000`, `constant-product`. */
  readonly label: string
  /** As a number; left out for words, and for the lot where one of them is a word. */
  readonly at?: number
}

/** A parameter with the levels that a study gave it, in their order. */
export interface Parameter {
  /** Its path in the scenario. */
  readonly name: string
  /** The unit of its levels, where their labels do not say it: the quote asset of money. */
  readonly of?: string
  readonly levels: readonly Level[]
}

/** A parameter with its unit: `insurance.deposit, USDC`. */
export const parameterName = ({ name, of }: Parameter): string => (of === undefined ? name : `${name}, ${of}`)

/** A measure's name within a sentence: `bad debt, mean`, but `PnL of the pool`. */
export const inSentence = ({ name }: Measure): string =>
  /^[A-Z][a-z ]+( |,|$)/.test(name) ? name[0].toLowerCase() + name.slice(1) : name

/** A measure with its unit: `Bad debt, USDC`. */
export const measureName = ({ name, unit, of }: Measure): string => {
  const own = of ?? (unit === 'bps' ? 'bps' : unit === 'percent' ? '%' : '')
  return own === '' ? name : `${name}, ${own}`
}

/** A figure in words with three digits; `-` where there is none. */
export const figureWords = (unit: ShownUnit, x: number | undefined): string =>
  x === undefined || !Number.isFinite(x) ? '-' : formatNumber(unit, x)

/** A figure as short as it can be, for the little room of a drawing: `0.5`, `1.2M`. */
export const shortWords = (unit: ShownUnit, x: number | undefined): string =>
  x === undefined || !Number.isFinite(x) ? '-' : formatRound(unit, x)

/** The bounds of an interval that has a width; a side that is not known counts as the figure itself. */
export const boundsOf = ({ value, low, high }: Estimate): readonly [low: number, high: number] | undefined => {
  const known = (x: number | undefined): number => (x !== undefined && Number.isFinite(x) ? x : value)
  const bounds = [known(low), known(high)] as const
  return Number.isFinite(value) && bounds[0] !== bounds[1] ? bounds : undefined
}

/**
 * `1.24M [1.10M, 1.31M]`, all with the decimals of the largest; no bounds where the interval has no width, `?` for a
 * bound that the sample cannot tell, `-` where there is no figure.
 */
export const estimateWords = (unit: ShownUnit, estimate: Estimate | undefined): string => {
  if (estimate === undefined || !Number.isFinite(estimate.value)) return '-'
  const { value, low, high } = estimate
  const bounds = boundsOf(estimate)
  if (bounds === undefined) return formatNumber(unit, value)
  const format = numberFormat(unit, Math.max(Math.abs(value), Math.abs(bounds[0]), Math.abs(bounds[1])))
  const side = (x: number | undefined): string => (x !== undefined && Number.isFinite(x) ? format(x) : '?')
  return `${format(value)} [${side(low)}, ${side(high)}]`
}

/** All numbers of an estimate: what a scale has to reach. */
export const reachOf = (estimate: Estimate | undefined): readonly number[] =>
  estimate === undefined ? [] : [estimate.value, estimate.low ?? estimate.value, estimate.high ?? estimate.value]
