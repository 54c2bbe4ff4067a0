import type { StateArray, Stateful } from '../market/stateful.ts'

const PEAK = 0
const DRAWDOWN = 1

/** Follows the insurance fund's balance: its highest so far, and the largest fall from there as a share of it. */
export class FundWatch implements Stateful {
  readonly #cells: Float64Array = new Float64Array(2)

  get drawdown(): number {
    return this.#cells[DRAWDOWN]
  }

  follow(balance: number): void {
    const cells = this.#cells
    cells[PEAK] = Math.max(cells[PEAK], balance)
    if (cells[PEAK] > 0) cells[DRAWDOWN] = Math.max(cells[DRAWDOWN], (cells[PEAK] - balance) / cells[PEAK])
  }

  state(): Readonly<Record<string, StateArray>> {
    return { cells: this.#cells }
  }
}
