import { MICROS_PER_UNIT } from '../market/price.ts'
import { type Side, signOf } from '../market/side.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { mulDivHalfEven } from '../numeric/mul-div.ts'

/** One taker's execution and the market just before it; prices in micro-units, money in atoms. */
export interface TakerExecution {
  readonly side: Side
  readonly lots: number
  readonly quote: number
  readonly fee: number
  readonly midBefore: number
  readonly bestBefore: number
}

/** Costs of one class of order sizes; sums over its executions, atoms. */
export interface CostOfSize {
  /** Upper bound of the class's notional, atoms, `Infinity` for the last. */
  readonly upTo: number
  readonly count: number
  readonly notional: number
  readonly fee: number
  readonly spread: number
  readonly impact: number
}

const FIELDS = 5
const COUNT = 0
const NOTIONAL = 1
const FEE = 2
const SPREAD = 3
const IMPACT = 4

/** What takers paid, by the size of what was executed: fee, half-spread and impact beyond it. */
export class CostBySize implements Stateful {
  readonly #bounds: readonly number[]
  readonly #sums: Float64Array
  /** [0] executions that met no mid. */
  readonly #left: Float64Array = new Float64Array(1)

  /** @param bounds - upper bounds of the classes in atoms, rising; a last open class is added */
  constructor(bounds: readonly number[]) {
    this.#bounds = [...bounds, Infinity]
    this.#sums = new Float64Array(this.#bounds.length * FIELDS)
  }

  /** Executions that no class counts, since there was no mid or no quote to compare them with. */
  get withoutMid(): number {
    return this.#left[0]
  }

  /** Counts an execution where there was a mid to compare with; others have no spread or impact. */
  add(execution: TakerExecution): void {
    const { side, lots, quote, fee, midBefore, bestBefore } = execution
    if (midBefore === 0 || bestBefore === 0) {
      this.#left[0] += 1
      return
    }
    const at = this.#bounds.findIndex((bound) => quote <= bound) * FIELDS
    const sign = signOf(side)
    const atMid = mulDivHalfEven(lots, midBefore, MICROS_PER_UNIT)
    const atBest = mulDivHalfEven(lots, bestBefore, MICROS_PER_UNIT)
    this.#sums[at + COUNT] += 1
    this.#sums[at + NOTIONAL] += quote
    this.#sums[at + FEE] += fee
    this.#sums[at + SPREAD] += sign * (atBest - atMid)
    this.#sums[at + IMPACT] += sign * (quote - atBest)
  }

  classes(): readonly CostOfSize[] {
    const sums = this.#sums
    return this.#bounds.map((upTo, i) => ({
      upTo,
      count: sums[i * FIELDS + COUNT],
      notional: sums[i * FIELDS + NOTIONAL],
      fee: sums[i * FIELDS + FEE],
      spread: sums[i * FIELDS + SPREAD],
      impact: sums[i * FIELDS + IMPACT],
    }))
  }

  state(): Readonly<Record<string, StateArray>> {
    return { sums: this.#sums, left: this.#left }
  }
}
