import type { Terminal } from './terminal-table.ts'

/** A study in all the forms in which it is read. */
export interface StudyReport {
  /** `report.html`: one file that loads nothing. */
  readonly html: string
  /** `summary.md`. */
  readonly markdown: string
  /** One JSON object. */
  readonly json: string
  /** For the terminal. */
  table(terminal: Terminal): string
}
