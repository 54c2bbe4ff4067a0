import type { StateArray, Stateful } from '../market/stateful.ts'

/** A table of numbers that grows by rows: state that a checkpoint carries. */
export class NumberRows implements Stateful {
  readonly width: number
  #rows: Float64Array
  /** [0] rows written. */
  readonly #count: Float64Array = new Float64Array(1)

  constructor(width: number) {
    this.width = width
    this.#rows = new Float64Array(width * 64)
  }

  get count(): number {
    return this.#count[0]
  }

  append(values: readonly number[]): void {
    const at = this.count * this.width
    if (at === this.#rows.length) this.reserve({ rows: this.#rows.length * 2 })
    this.#rows.set(values, at)
    this.#count[0] += 1
  }

  at(row: number, column: number): number {
    return this.#rows[row * this.width + column]
  }

  column(column: number): Float64Array {
    return Float64Array.from({ length: this.count }, (_, row) => this.at(row, column))
  }

  state(): Readonly<Record<string, StateArray>> {
    return { rows: this.#rows, count: this.#count }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    if (lengths['rows'] <= this.#rows.length) return
    const rows = new Float64Array(lengths['rows'])
    rows.set(this.#rows)
    this.#rows = rows
  }
}
