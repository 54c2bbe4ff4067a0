import { stateOf } from '../market/composite-state.ts'
import type { Side } from '../market/side.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { type Execution, type ExecutionCost, executionCost } from '../traders/execution-cost.ts'
import { NumberRows } from './number-rows.ts'

/** Executions of the accounts that probe the market, and the mid when each of them first sent an order. */
export class ProbeLog implements Stateful {
  readonly #arrivalMid: Float64Array
  /** account, side, lots, quote, fee, midBefore, bestBefore */
  readonly #rows: NumberRows = new NumberRows(7)

  constructor(accounts: number) {
    this.#arrivalMid = new Float64Array(accounts)
  }

  /** The account decides: the first mid (micro-units) is what its costs are measured against. */
  decided(account: number, mid: number): void {
    if (this.#arrivalMid[account] === 0) this.#arrivalMid[account] = mid
  }

  executed(account: number, execution: Execution): void {
    const { side, lots, quote, fee, midBefore, bestBefore } = execution
    this.#rows.append([account, side, lots, quote, fee, midBefore, bestBefore])
  }

  /** Lots bought or sold so far by the account. */
  lotsOf(account: number): number {
    return this.#executions(account).reduce((sum, execution) => sum + execution.lots, 0)
  }

  /** What the account's executions cost in atoms, or `undefined` when it had none. `funding` is what it paid in the run. */
  costOf(account: number, funding: number): (ExecutionCost & { readonly notional: number }) | undefined {
    const executions = this.#executions(account)
    if (executions.length === 0 || this.#arrivalMid[account] === 0) return undefined
    const notional = executions.reduce((sum, execution) => sum + execution.quote, 0)
    return { notional, ...executionCost(this.#arrivalMid[account], executions, funding) }
  }

  state(): Readonly<Record<string, StateArray>> {
    return { arrivalMid: this.#arrivalMid, ...stateOf([['rows', this.#rows]]) }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    this.#rows.reserve({ rows: lengths['rows.rows'] })
  }

  #executions(account: number): readonly Execution[] {
    const rows = this.#rows
    const found: Execution[] = []
    for (let row = 0; row < rows.count; row++) {
      if (rows.at(row, 0) !== account) continue
      found.push({
        side: rows.at(row, 1) as Side,
        lots: rows.at(row, 2),
        quote: rows.at(row, 3),
        fee: rows.at(row, 4),
        midBefore: rows.at(row, 5),
        bestBefore: rows.at(row, 6),
      })
    }
    return found
  }
}
