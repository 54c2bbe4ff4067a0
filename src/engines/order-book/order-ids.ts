import type { StateArray } from '../../market/stateful.ts'

/** Int32 columns of a row. */
export const ROW_OWNER = 0
export const ROW_ID = 1
/** Handle of the resting order, 0 without one. */
export const ROW_HANDLE = 2
/** Lots that the resting order has left. */
export const ROW_LEFT = 3
/** Side and flags of the latest order under the id, packed as the placement gave them. */
export const ROW_TERMS = 4
/** Terms of the latest order under the id that traded; -1 when none has. */
export const ROW_TRADED_TERMS = 5
const COLUMNS = 6

/** Float64 columns of a row. */
export const ROW_FILLED = 0
/** Good-til time of the latest order, milliseconds. */
export const ROW_EXPIRY = 1
/** Good-til time of the latest order that traded. */
export const ROW_TRADED_EXPIRY = 2
/** No order with this good-til time or an earlier one is taken: a cancel reaches so far. */
export const ROW_CANCELLED_TIL = 3
const TIMES = 4

/** What is remembered of clients' order ids, a row each; rows are forgotten when nothing can depend on them any more. */
export class OrderIds {
  rows: Int32Array = new Int32Array(COLUMNS * 64)
  times: Float64Array = new Float64Array(TIMES * 64)
  /** Row of the id under which the order in a slot was placed, plus one; 0 for an order without an id. */
  rowOfSlot: Int32Array = new Int32Array(64)
  /** Rows in use. */
  readonly scalars: Int32Array = new Int32Array(1)
  /** Derived: key to row. */
  #index: Map<number, number> = new Map()

  static #key(owner: number, id: number): number {
    return owner * 0x80000000 + id
  }

  get count(): number {
    return this.scalars[0]
  }

  /** The id's row, -1 when nothing is known of it. */
  find(owner: number, id: number): number {
    return this.#index.get(OrderIds.#key(owner, id)) ?? -1
  }

  /** The id's row, a new one where there is none. */
  row(owner: number, id: number): number {
    const found = this.find(owner, id)
    if (found >= 0) return found
    const row = this.scalars[0]++
    if (COLUMNS * (row + 1) > this.rows.length) this.#grow(2 * row)
    this.rows.fill(0, COLUMNS * row, COLUMNS * (row + 1))
    this.times.fill(0, TIMES * row, TIMES * (row + 1))
    this.rows[COLUMNS * row + ROW_OWNER] = owner
    this.rows[COLUMNS * row + ROW_ID] = id
    this.rows[COLUMNS * row + ROW_TRADED_TERMS] = -1
    this.times[TIMES * row + ROW_CANCELLED_TIL] = -1
    this.#index.set(OrderIds.#key(owner, id), row)
    return row
  }

  #grow(rows: number): void {
    const { rows: formerRows, times: formerTimes } = this
    this.rows = new Int32Array(COLUMNS * rows)
    this.times = new Float64Array(TIMES * rows)
    this.rows.set(formerRows)
    this.times.set(formerTimes)
  }

  get(row: number, column: number): number {
    return this.rows[COLUMNS * row + column]
  }

  set(row: number, column: number, value: number): void {
    this.rows[COLUMNS * row + column] = value
  }

  time(row: number, column: number): number {
    return this.times[TIMES * row + column]
  }

  setTime(row: number, column: number, value: number): void {
    this.times[TIMES * row + column] = value
  }

  /** Files the order in this slot under a row, or under none (-1). */
  link(slot: number, row: number): void {
    if (slot >= this.rowOfSlot.length) {
      const former = this.rowOfSlot
      this.rowOfSlot = new Int32Array(Math.max(2 * former.length, slot + 1))
      this.rowOfSlot.set(former)
    }
    this.rowOfSlot[slot] = row + 1
  }

  /** The row of the order in this slot, -1 for one without an id. */
  rowAt(slot: number): number {
    return slot < this.rowOfSlot.length ? this.rowOfSlot[slot] - 1 : -1
  }

  /** Forgets the ids of which no order rests and whose good-til times and cancels have all passed. `slotOf` turns a handle into its slot. */
  forget(now: number, slotOf: (handle: number) => number): void {
    for (let row = this.count - 1; row >= 0; row--) {
      const times = this.times.subarray(TIMES * row, TIMES * (row + 1))
      const lasts = times[ROW_EXPIRY] > now || times[ROW_TRADED_EXPIRY] > now || times[ROW_CANCELLED_TIL] > now
      if (lasts || this.get(row, ROW_HANDLE) !== 0) continue
      this.#index.delete(OrderIds.#key(this.get(row, ROW_OWNER), this.get(row, ROW_ID)))
      const last = --this.scalars[0]
      if (last === row) continue
      this.rows.copyWithin(COLUMNS * row, COLUMNS * last, COLUMNS * (last + 1))
      this.times.copyWithin(TIMES * row, TIMES * last, TIMES * (last + 1))
      this.#index.set(OrderIds.#key(this.get(row, ROW_OWNER), this.get(row, ROW_ID)), row)
      if (this.get(row, ROW_HANDLE) !== 0) this.link(slotOf(this.get(row, ROW_HANDLE)), row)
    }
  }

  /** Remembers everything. @returns what brings it back */
  snapshot(): () => void {
    const [rows, times, slots, scalars] = [this.rows, this.times, this.rowOfSlot, this.scalars].map((a) => a.slice())
    return () => {
      this.rows = rows as Int32Array
      this.times = times as Float64Array
      this.rowOfSlot = slots as Int32Array
      this.scalars.set(scalars)
      this.restored()
    }
  }

  state(): Readonly<Record<string, StateArray>> {
    return { idRows: this.rows, idTimes: this.times, idSlots: this.rowOfSlot, idScalars: this.scalars }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    this.rows = new Int32Array(lengths.idRows)
    this.times = new Float64Array(lengths.idTimes)
    this.rowOfSlot = new Int32Array(lengths.idSlots)
  }

  /** Rebuilds the index from the rows. */
  restored(): void {
    this.#index = new Map()
    for (let row = 0; row < this.count; row++) {
      this.#index.set(OrderIds.#key(this.get(row, ROW_OWNER), this.get(row, ROW_ID)), row)
    }
  }
}
