import { stateOf } from '../market/composite-state.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { NumberRows } from './number-rows.ts'

/** Recorded columns of equal length; units stand in the columns' names. */
export interface Series {
  readonly columns: readonly string[]
  /** One array a column, in their order. */
  readonly values: readonly Float64Array[]
}

/** Samples of a run by column; a part of its state, so that a resumed run has all of them. */
export class Recorder implements Stateful {
  readonly columns: readonly string[]
  readonly #rows: NumberRows
  /** [0] time of the next sample in milliseconds. */
  readonly #next: Float64Array
  readonly #every: number

  /** @param every - milliseconds between samples; the first block at or after each multiple is taken */
  constructor(columns: readonly string[], every: number, start: number) {
    this.columns = columns
    this.#every = every
    this.#rows = new NumberRows(columns.length)
    this.#next = Float64Array.of(start)
  }

  due(now: number): boolean {
    return now >= this.#next[0]
  }

  /** Writes a sample; `values` in the order of the columns. */
  write(now: number, values: readonly number[]): void {
    this.#rows.append(values)
    while (this.#next[0] <= now) this.#next[0] += this.#every
  }

  series(): Series {
    return { columns: this.columns, values: this.columns.map((_, column) => this.#rows.column(column)) }
  }

  state(): Readonly<Record<string, StateArray>> {
    return { next: this.#next, ...stateOf([['rows', this.#rows]]) }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    this.#rows.reserve({ rows: lengths['rows.rows'] })
  }
}
