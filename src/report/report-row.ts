import type { ShownUnit } from './number-format.ts'
import type { PairedValues } from './paired-values.ts'

/** One row of the paired table, in the units that people read. */
export interface ReportRow extends PairedValues {
  readonly key: string
  /** Short enough for a terminal; a part of the row above it is indented by two spaces. */
  readonly label: string
  /** One sentence: what it is. */
  readonly meaning: string
  readonly unit: ShownUnit
  /** False for what is measured once, before the first trade: such figures have no interval. */
  readonly sampled: boolean
  /** Left out of the findings. */
  readonly minor: boolean
}

/** Rows that stand together under a title. */
export interface ReportGroup {
  readonly title: string
  readonly rows: readonly ReportRow[]
}
