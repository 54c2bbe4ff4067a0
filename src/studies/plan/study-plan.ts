import type { Change } from '../../scenario/vary/change.ts'

/** The format of stores: another format is another store. */
export const STORE_FORMAT = 1

/** A column that tells the points of a study apart. */
export interface LabelColumn {
  readonly name: string
  readonly kind: 'number' | 'text'
  /** Of numbers, as the scenario writes them: `'%'`, `'s'`; `''` for money and counts. */
  readonly unit: string
}

/** A figure that is kept of every run. */
export interface FigureColumn {
  /** A metric's name, or an expression over the results of a run. */
  readonly name: string
  /** `quote`: units of the quote asset. An expression has whatever unit it has: `''`. */
  readonly unit: 'quote' | 'count' | 'fraction' | 'bps' | 'milliseconds' | ''
  /** It answers yes or no: 1 or 0. */
  readonly condition?: true
  /** The kind of study measures it while a run goes; it is no metric and no expression. */
  readonly measured?: true
}

/** One variant of the scenario. */
export interface StudyPoint {
  /** In the order of the plan's label columns; `undefined` where the scenario leaves the field out. */
  readonly labels: readonly (number | string | undefined)[]
  readonly changes: readonly Change[]
  /** Of a stress case: milliseconds of the run at which the stress begins, and at which its cause is over. */
  readonly window?: { readonly from: number; readonly until: number }
}

/** What a study asks: plain data, the same on every machine, and the identity of its store. */
export interface StudyPlan {
  readonly format: number
  /** Of perplab: another version may give other figures. */
  readonly version: string
  readonly kind: 'sweep' | 'stress' | 'sensitivity' | 'tune'
  readonly name: string
  /** The scenario as it was run, defaults filled in; files are named relative to its folder. */
  readonly scenario: string
  /** Fingerprint of the scenario and of the bytes of all price files that it reads. */
  readonly fingerprint: string
  readonly arms: readonly string[]
  /** The first of the seeds that all points share. */
  readonly firstSeed: number
  /** The most seeds that a point is run with. */
  readonly seeds: number
  readonly labels: readonly LabelColumn[]
  readonly figures: readonly FigureColumn[]
  /** Runs that share a part of the store: about a tenth of a second of work at least. */
  readonly runsPerPart: number
  /** What the kind of study adds: ranges, designs, conditions. */
  readonly question: Readonly<Record<string, unknown>>
}

/** One run of a study. */
export interface PlannedRun {
  /** Position of its point among the study's, from 0. */
  readonly point: number
  readonly arm: string
  readonly seed: number
}

/** What was kept of one run. */
export interface RunRow extends PlannedRun {
  readonly digest: string
  readonly blocks: number
  /** In the order of the plan's figure columns; `undefined` where nothing was measured. */
  readonly figures: readonly (number | undefined)[]
  /** What a kind of study keeps besides figures, as JSON; `''` for nothing. */
  readonly detail: string
}

/** The plan as it stands in a store. */
export const planText = (plan: StudyPlan): string => `${JSON.stringify(plan, undefined, 2)}\n`
