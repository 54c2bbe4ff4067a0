import type { Series } from '../../simulation/recorder.ts'
import type { LiquidationTimeline } from './liquidation-timeline.ts'

/** What a stress study keeps of a run besides figures. */
export interface StressDetail {
  /** Liquidations in their order, of the first seed's runs. */
  readonly timeline?: LiquidationTimeline
  /** Columns of the recorded series, by name. */
  readonly series?: Readonly<Record<string, readonly number[]>>
}

/** Columns that are kept of runs without stress: what the battery must know of them. */
export const BASELINE_COLUMNS = ['timeMs', 'fundingRatePico', 'openInterestLots', 'markMicros'] as const
/** Columns that are kept beside a timeline. */
export const TIMELINE_COLUMNS = ['timeMs', 'markMicros', 'indexMicros', 'midMicros'] as const

/** Samples that are kept of a series beside a timeline. */
const MOST_SAMPLES = 400

/** Columns of a series as plain data; with `most`, of samples at equal distances. */
export const keptColumns = (
  { columns, values }: Series,
  names: readonly string[],
  most: number = MOST_SAMPLES,
): Readonly<Record<string, readonly number[]>> => {
  const every = Math.max(1, Math.ceil((values[0]?.length ?? 0) / most))
  return Object.fromEntries(
    names.map((name) => [name, Array.from(values[columns.indexOf(name)] ?? []).filter((_, row) => row % every === 0)]),
  )
}

/** Kept columns as a series. */
export const seriesOf = (kept: Readonly<Record<string, readonly number[]>>): Series => ({
  columns: Object.keys(kept),
  values: Object.values(kept).map((column) => Float64Array.from(column)),
})

/** Reads what a run of a stress study keeps. */
export const readDetail = (text: string): StressDetail => (text === '' ? {} : (JSON.parse(text) as StressDetail))
