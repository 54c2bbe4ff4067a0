import type { Side } from '../market/side.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { completed, PLACE, TRIGGER_ABOVE, type Transaction, type TriggerKind } from '../market/transaction.ts'

/** Columns of a waiting order: the fields of its transaction that matter once the mark is there. */
const FIELDS = [
  'account',
  'side',
  'lots',
  'limit',
  'flags',
  'expiry',
  'tag',
  'atoms',
  'trigger',
  'triggerPrice',
] as const

/**
 * Stop and take-profit orders of one market, waiting for the mark. They are no engine's business: once the mark is at
 * or beyond the trigger price they are submitted like any other order, oldest first.
 */
export class TriggerOrders implements Stateful {
  /** [0] how many wait. */
  readonly #count: Int32Array = new Int32Array(1)
  #rows = new Float64Array(FIELDS.length * 16)
  readonly #market: number

  constructor(market: number) {
    this.#market = market
  }

  get count(): number {
    return this.#count[0]
  }

  add(order: Transaction): void {
    const at = this.#count[0] * FIELDS.length
    if (at === this.#rows.length) this.reserve({ rows: this.#rows.length * 2 })
    FIELDS.forEach((field, i) => {
      this.#rows[at + i] = order[field]
    })
    this.#count[0] += 1
  }

  /** Takes away the account's waiting orders, those with the tag only where one is given. @returns how many went */
  cancel(account: number, tag?: number): number {
    return this.#extract((order) => order.account === account && (tag === undefined || order.tag === tag)).length
  }

  /** Takes away the orders whose good-til time has come. */
  expire(now: number): void {
    if (this.#count[0] > 0) this.#extract((order) => order.expiry !== 0 && order.expiry <= now)
  }

  /** Takes out the orders whose condition the mark (price units) meets, oldest first. */
  due(mark: number): readonly Transaction[] {
    if (this.#count[0] === 0) return []
    return this.#extract((order) =>
      order.trigger === TRIGGER_ABOVE ? mark >= order.triggerPrice : mark <= order.triggerPrice,
    )
  }

  state(): Readonly<Record<string, StateArray>> {
    return { count: this.#count, rows: this.#rows }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    if (lengths['rows'] <= this.#rows.length) return
    const rows = new Float64Array(lengths['rows'])
    rows.set(this.#rows)
    this.#rows = rows
  }

  #extract(taken: (order: Transaction) => boolean): readonly Transaction[] {
    const out: Transaction[] = []
    const width = FIELDS.length
    let kept = 0
    for (let row = 0; row < this.#count[0]; row++) {
      const order = this.#read(row)
      if (taken(order)) out.push(order)
      else this.#rows.copyWithin(kept++ * width, row * width, (row + 1) * width)
    }
    this.#rows.fill(0, kept * width, this.#count[0] * width)
    this.#count[0] = kept
    return out
  }

  #read(row: number): Transaction {
    const cells = this.#rows.subarray(row * FIELDS.length, (row + 1) * FIELDS.length)
    const [account, side, lots, limit, flags, expiry, tag, atoms, trigger, triggerPrice] = cells
    const order = { lots, limit, flags, expiry, tag, atoms, triggerPrice }
    return completed(
      { kind: PLACE, side: side as Side, trigger: trigger as TriggerKind, ...order },
      account,
      this.#market,
    )
  }
}
