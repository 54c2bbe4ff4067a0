import {
  BOTH_MAY_TRADE,
  BOTH_REFUSED,
  type Cause,
  CELL_LENGTH,
  type Clearing,
  MAKER_REFUSED,
  QUOTE,
  TAKER_REFUSED,
  type Verdict,
} from '../../../src/market/clearing.ts'
import { LIQUIDATION } from '../../../src/market/order-flags.ts'
import { BUY, type Side, signOf } from '../../../src/market/side.ts'

/**
 * A clearing of positions and cash with a size cap an account as its margin rule: a trade that leads beyond the cap is
 * refused unless it reduces. It writes down all it is told; orders are numbered in the order in which they came to rest.
 */
export class LedgerClearing implements Clearing {
  readonly cell: Float64Array = new Float64Array(CELL_LENGTH)
  sizes: number[]
  cash: number[]
  readonly caps: number[]
  events: string[] = []
  /** Handle to number, and number to what is left. */
  numbers: Map<number, number> = new Map()
  left: Map<number, number> = new Map()
  #count = 0
  #marked: (() => void) | undefined

  constructor(accounts: number, cap: number) {
    this.sizes = new Array(accounts).fill(0)
    this.cash = new Array(accounts).fill(0)
    this.caps = new Array(accounts).fill(cap)
  }

  #fails(account: number, side: Side, lots: number): boolean {
    const before = this.sizes[account]
    const after = before + signOf(side) * lots
    return Math.abs(after) > this.caps[account] && Math.abs(after) >= Math.abs(before)
  }

  canTrade(maker: number, taker: number, side: Side, lots: number, flags: number): Verdict {
    const makerFails = this.#fails(maker, (side ^ 1) as Side, lots)
    const takerFails = (flags & LIQUIDATION) === 0 && this.#fails(taker, side, lots)
    this.events.push(`asked ${maker} ${taker} ${side} ${lots} ${this.cell[QUOTE]}`)
    return makerFails ? (takerFails ? BOTH_REFUSED : MAKER_REFUSED) : takerFails ? TAKER_REFUSED : BOTH_MAY_TRADE
  }

  fill(maker: number, taker: number, side: Side, lots: number, flags: number): void {
    const quote = this.cell[QUOTE]
    this.sizes[taker] += signOf(side) * lots
    this.sizes[maker] -= signOf(side) * lots
    this.cash[taker] -= signOf(side) * quote
    this.cash[maker] += signOf(side) * quote
    this.events.push(`fill ${maker} ${taker} ${side} ${lots} ${quote} ${flags}`)
  }

  reducible(account: number, side: Side): number {
    const size = this.sizes[account]
    return side === BUY ? Math.max(0, -size) : Math.max(0, size)
  }

  rested(owner: number, handle: number, side: Side, lots: number, price: number, flags: number): void {
    const number = this.#count++
    this.numbers.set(handle, number)
    this.left.set(number, lots)
    this.events.push(`rested ${number} ${owner} ${side} ${lots} ${price} ${flags}`)
  }

  removed(handle: number, lots: number, cause: Cause): void {
    const number = this.numbers.get(handle)
    if (number === undefined) throw new Error(`removed ${lots} lots of an order that does not rest`)
    const left = this.left.get(number)! - lots
    if (left < 0) throw new Error(`order ${number} lost ${-left} lots more than it had`)
    this.left.set(number, left)
    if (left === 0) this.numbers.delete(handle)
    this.events.push(`removed ${number} ${lots} ${cause}`)
  }

  /** Remembers everything. @returns what brings it back */
  snapshot(): () => void {
    const { sizes, cash, events, numbers, left } = this
    const count = this.#count
    this.sizes = [...sizes]
    this.cash = [...cash]
    this.events = [...events]
    this.numbers = new Map(numbers)
    this.left = new Map(left)
    return () => {
      this.sizes = sizes
      this.cash = cash
      this.events = events
      this.numbers = numbers
      this.left = left
      this.#count = count
    }
  }

  /** Becomes what the other is. */
  copy(other: LedgerClearing): void {
    this.sizes = [...other.sizes]
    this.cash = [...other.cash]
    this.numbers = new Map(other.numbers)
    this.left = new Map(other.left)
    this.#count = other.#count
  }

  save(): void {
    this.#marked = this.snapshot()
  }

  revert(): void {
    if (this.#marked === undefined) throw new Error('revert without save')
    this.#marked()
    this.#marked = undefined
  }
}
