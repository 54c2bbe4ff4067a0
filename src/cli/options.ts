import { InvalidArgumentError } from 'commander'
import { DURATION, millisecondsOf } from '../scenario/quantities.ts'
import type { Shard } from '../studies/evaluation/conduct.ts'

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

/** What all commands take that run a study into a store. */
export interface StudyOptions extends CommonOptions {
  readonly workers: number
  readonly seeds?: number
  readonly out?: string
  /** Milliseconds after which no more runs are begun. */
  readonly budget?: number
  readonly shard?: Shard
  readonly dryRun?: boolean
  /** Figures that reports show: metrics, or expressions over the results of a run. */
  readonly metric?: readonly string[]
}

export interface SweepOptions extends StudyOptions {
  readonly vary?: readonly string[]
  readonly design?: 'grid' | 'latin-hypercube' | 'sobol'
  readonly points?: number
  /** `METRIC=WIDTH`. */
  readonly until?: string
}

export interface SensitivityOptions extends StudyOptions {
  readonly vary?: readonly string[]
  readonly method: 'morris' | 'sobol'
  readonly repetitions?: number
}

export interface StressOptions extends StudyOptions {
  /** Milliseconds of the run at which stress begins. */
  readonly at?: number
  /** False with --no-search. */
  readonly search?: boolean
}

export interface TuneOptions extends StudyOptions {
  readonly vary?: readonly string[]
  readonly maximize?: readonly string[]
  readonly minimize?: readonly string[]
  readonly subjectTo?: readonly string[]
  readonly method?: 'halving' | 'nsga2' | 'cma-es'
  readonly points?: number
  readonly generations: number
}

/** What commands on a store take. */
export type StoreOptions = Pick<CommonOptions, 'json' | 'quiet'>

export interface ResultsOptions extends StoreOptions {
  /** A query of the view `runs`. */
  readonly sql?: string
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

/** Reads a duration: `90s`, `10m`, `2h`. @throws InvalidArgumentError for anything else */
export const milliseconds = (text: string): number => {
  if (!DURATION.test(text) || millisecondsOf(text) === 0)
    throw new InvalidArgumentError('It must be a duration above 0, such as 90s, 10m or 2h.')
  return millisecondsOf(text)
}

/** Reads which part of a study a machine takes: `2/3`. @throws InvalidArgumentError for anything else */
export const shardOf = (text: string): Shard => {
  const [shard, of] = /^\d+\/\d+$/.test(text) ? text.split('/').map(Number) : [0, 0]
  if (shard < 1 || shard > of) throw new InvalidArgumentError('It must be I/N, the I-th of N parts, such as 2/3.')
  return { shard, of }
}

/** Gathers an option that may be given several times. */
export const each = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  text,
]
