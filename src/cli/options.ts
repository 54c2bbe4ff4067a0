import { InvalidArgumentError } from 'commander'

/** What every command takes. */
export interface CommonOptions {
  readonly prices?: string
  readonly index?: string
  readonly seed?: number
  /** Arms, as often as it was given. */
  readonly engine?: readonly string[]
  readonly json?: boolean
  readonly quiet?: boolean
}

export interface CompareOptions extends CommonOptions {
  readonly seeds: number
  readonly workers: number
  readonly out?: string
}

export interface ImpactOptions extends CommonOptions {
  readonly out?: string
}

export interface RunOptions extends CommonOptions {
  readonly out?: string
  readonly events?: string
  readonly checkpoint?: string
  readonly untilBlock?: number
  readonly resume?: string
}

export interface CheckOptions extends CommonOptions {
  readonly runs: number
  /** Ids of laws, separated by commas. */
  readonly laws?: string
  readonly minutes?: number
  /** Parameters that vary, `PATH=RANGE`. */
  readonly vary?: readonly string[]
  readonly out: string
}

/** Reads an option's number. @returns a parser that refuses all but whole numbers from `least` to `most` */
export const wholeNumber =
  (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const x = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (x >= least && x <= most) return x
    const upTo = most === Number.MAX_SAFE_INTEGER ? '2^53 - 1' : most
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${upTo}.`)
  }

/** Reads a number of minutes. @throws InvalidArgumentError for none above 0 */
export const minutes = (text: string): number => {
  const x = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (x > 0) return x
  throw new InvalidArgumentError('It must be a number of minutes above 0.')
}

/** Gathers an option that may be given several times. */
export const each = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  text,
]
