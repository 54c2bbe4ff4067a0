// Hot: `add`, `remove` and `shrink` allocate nothing, but when a store grows.
import type { Cause, Clearing } from '../../market/clearing.ts'
import { REDUCE_ONLY } from '../../market/order-flags.ts'
import { ENGINE_FULL } from '../../market/refusal.ts'
import { BUY, type Side } from '../../market/side.ts'
import type { StateArray } from '../../market/stateful.ts'
import { ExpiryWheel } from './expiry-wheel.ts'
import {
  EXPIRES,
  FLAGS,
  IS_SELL_SHIFT,
  LOTS,
  NEXT,
  ORDER_FLAGS_MASK,
  OrderRecords,
  OWNER,
  STRIDE,
  TICK,
} from './order-records.ts'
import { NO_ASK, NO_BID, PriceLadder } from './price-ladder.ts'
import { SlotLists } from './slot-lists.ts'
import { UndoLog } from './undo-log.ts'

/** How much room the book begins with and may take. */
export interface Room {
  readonly orders: number
  readonly mostOrders: number
  readonly levels: number
  readonly mostLevels: number
}

/**
 * All resting orders of a book with everything that is filed about them: queues by price, lists by expiry and by
 * account. It tells the clearing of each order that comes to rest and of all lots that leave one.
 */
export class RestingOrders {
  readonly undo: UndoLog = new UndoLog()
  readonly records: OrderRecords
  readonly ladder: PriceLadder
  readonly wheel: ExpiryWheel
  /** Reduce-only orders, a list an account. */
  readonly reducing: SlotLists
  readonly #clearing: Clearing
  readonly #tickUnits: number

  constructor(clearing: Clearing, tickUnits: number, room: Room) {
    this.#clearing = clearing
    this.#tickUnits = tickUnits
    this.records = new OrderRecords(room.orders, room.mostOrders, this.undo)
    this.ladder = new PriceLadder(room.levels, room.mostLevels, this.records, this.undo)
    this.wheel = new ExpiryWheel(this.records.slots, this.undo)
    this.reducing = new SlotLists(1, this.records.slots, this.undo)
  }

  /** Lets an order rest behind its level's queue. @returns its handle, or `ENGINE_FULL` */
  add(owner: number, side: Side, lots: number, tick: number, flags: number, expiry: number): number {
    const { records, ladder } = this
    if (records.isTight && !this.#grow()) return ENGINE_FULL
    if (!ladder.covers(tick) && !ladder.cover(tick)) return ENGINE_FULL
    const slot = records.take()
    const record = slot * STRIDE
    records.records[record + OWNER] = owner
    records.records[record + TICK] = tick
    records.records[record + LOTS] = lots
    records.records[record + FLAGS] =
      (flags & ORDER_FLAGS_MASK) | (side << IS_SELL_SHIFT) | (expiry === 0 ? 0 : EXPIRES)
    ladder.append(slot)
    if (expiry !== 0) this.wheel.add(slot, expiry)
    if (flags & REDUCE_ONLY) this.reducing.insert(owner, slot)
    const handle = records.handleOf(slot)
    this.#clearing.rested(owner, handle, side, lots, tick * this.#tickUnits, flags)
    return handle
  }

  /** Takes the order away with all its lots. */
  remove(slot: number, cause: Cause): void {
    const { records, ladder } = this
    const record = slot * STRIDE
    const lots = records.records[record + LOTS]
    const flags = records.records[record + FLAGS]
    const handle = records.handleOf(slot)
    ladder.unlink(slot)
    if (flags & EXPIRES) this.wheel.remove(slot)
    if (flags & REDUCE_ONLY) this.reducing.remove(slot)
    records.give(slot)
    this.#clearing.removed(handle, lots, cause)
  }

  /** Takes `by` lots from the order; with its last lots it goes. */
  shrink(slot: number, by: number, cause: Cause): void {
    if (by === this.records.records[slot * STRIDE + LOTS]) this.remove(slot, cause)
    else {
      this.ladder.shrink(slot, by)
      this.#clearing.removed(this.records.handleOf(slot), by, cause)
    }
  }

  /** Writes the handles of that side in the order in which they would trade, as many as fit. @returns how many */
  handles(side: Side, out: Int32Array): number {
    const { ladder, records } = this
    let written = 0
    let tick = side === BUY ? ladder.bestBid : ladder.bestAsk
    while (tick !== NO_BID && tick !== NO_ASK) {
      for (
        let slot = ladder.headOf(tick);
        slot !== 0 && written < out.length;
        slot = records.records[slot * STRIDE + NEXT]
      ) {
        out[written++] = records.handleOf(slot)
      }
      if (written === out.length) break
      tick = ladder.worseThan(side, tick)
    }
    return written
  }

  #grow(): boolean {
    const room = this.records.grow()
    const slots = this.records.slots
    if (this.wheel.expiry.length < slots) {
      this.wheel.reserveSlots(slots)
      this.reducing.reserveSlots(slots)
    }
    return room
  }

  /** Every array that the future depends on; a mark and its undo log are not among them: they live within a block. */
  state(): Readonly<Record<string, StateArray>> {
    return {
      records: this.records.records,
      recordScalars: this.records.scalars,
      levels: this.ladder.levels,
      ladderScalars: this.ladder.scalars,
      bitmap: this.ladder.bitmap.words,
      expiry: this.wheel.expiry,
      clock: this.wheel.clock,
      expiryHeads: this.wheel.lists.heads,
      expiryLinks: this.wheel.lists.links,
      reducingHeads: this.reducing.heads,
      reducingLinks: this.reducing.links,
    }
  }

  /** Gives the growing arrays exactly a checkpoint's lengths; what they held is lost. */
  reserve(lengths: Readonly<Record<string, number>>): void {
    this.records.resize(lengths.records / STRIDE)
    this.ladder.resize(lengths.levels / 4)
    this.wheel.reserveSlots(this.records.slots)
    this.reducing.reserveSlots(this.records.slots)
    this.reducing.reserveHeads(lengths.reducingHeads)
  }
}
