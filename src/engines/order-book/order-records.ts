// Hot: `take`, `give` and the readers allocate nothing; `grow` is rare and does.
import { GENERATIONS, SLOT_BITS, SLOT_MASK } from '../../market/handle.ts'
import type { UndoLog } from './undo-log.ts'

/**
 * A resting order is eight int32 of one array; `record = slot * STRIDE`. Slot 0 is nobody's, so that 0 ends a list.
 * A free slot has no lots and its `NEXT` points to the next free one.
 */
export const STRIDE = 8
/** Account that placed it. */
export const OWNER = 0
/** Price in ticks. */
export const TICK = 1
/** Lots left; 0 in a free slot. */
export const LOTS = 2
/** Order flags in the low 16 bits, then `IS_SELL` and `EXPIRES`. */
export const FLAGS = 3
/** Slot behind it in its level's queue (or in the free list), 0 at the end. */
export const NEXT = 4
/** Slot before it in its level's queue, 0 at the head. */
export const PREV = 5
/** How often the slot has been given back, modulo `GENERATIONS`. */
export const GENERATION = 6

/** Bit of `FLAGS`: it sells. */
export const IS_SELL_SHIFT = 16
/** Bit of `FLAGS`: it has a good-til time. */
export const EXPIRES: number = 1 << 17
/** The order flags as its sender gave them. */
export const ORDER_FLAGS_MASK = 0xffff

/** The most orders that can rest: slots but for slot 0 and the one that keeps the free list from running empty. */
export const MOST_ORDERS: number = SLOT_MASK - 1

const FREE_HEAD = 0
const FREE_TAIL = 1
const FREE_COUNT = 2
const RESTING = 3
/** With fewer free slots the store asks to grow. */
const FREE_FLOOR = 4

/**
 * The store of resting orders and its list of free slots.
 * Slots are used again in the order in which they were given back, and a quarter of them is kept free while the
 * store may grow, so a handle comes again after at least 256 x 1024 further orders.
 */
export class OrderRecords {
  /** `STRIDE` int32 a slot. */
  records: Int32Array
  /** Free list's head, tail and count; number of resting orders; free slots to keep. */
  readonly scalars: Int32Array = new Int32Array(5)
  readonly #undo: UndoLog
  readonly #recordsId: number
  readonly #scalarsId: number
  readonly #most: number

  constructor(slots: number, mostOrders: number, undo: UndoLog) {
    this.#undo = undo
    this.#most = mostOrders + 2
    this.records = new Int32Array(STRIDE * Math.min(Math.max(slots, 4), this.#most))
    this.#recordsId = undo.register(this.records)
    this.#scalarsId = undo.register(this.scalars)
    this.#chain(1)
  }

  /** How many slots there are, slot 0 included. */
  get slots(): number {
    return this.records.length / STRIDE
  }

  /** How many orders rest. */
  get resting(): number {
    return this.scalars[RESTING]
  }

  /** Must `grow` be asked before the next `take`? */
  get isTight(): boolean {
    return this.scalars[FREE_COUNT] < this.scalars[FREE_FLOOR]
  }

  /** Puts the slots from `first` on behind the free list. */
  #chain(first: number): void {
    const { records, scalars } = this
    const slots = this.slots
    for (let slot = first; slot < slots; slot++) records[slot * STRIDE + NEXT] = slot + 1 < slots ? slot + 1 : 0
    if (scalars[FREE_COUNT] === 0) scalars[FREE_HEAD] = first
    else records[scalars[FREE_TAIL] * STRIDE + NEXT] = first
    scalars[FREE_TAIL] = slots - 1
    scalars[FREE_COUNT] += slots - first
    scalars[FREE_FLOOR] = slots < this.#most ? Math.max(2, slots >> 2) : 2
  }

  /** Doubles the slots up to the most. @returns whether an order can be taken */
  grow(): boolean {
    const former = this.records
    const slots = this.slots
    const wanted = Math.min(2 * slots, this.#most)
    if (wanted > slots) {
      if (this.#undo.marked) this.#undo.keepRange(this.#scalarsId, 0, this.scalars.length)
      this.resize(wanted)
      this.records.set(former)
      this.#chain(slots)
    }
    return this.scalars[FREE_COUNT] >= 2
  }

  /** Puts an empty array of so many slots in the place of the present one. */
  resize(slots: number): void {
    const former = this.records
    this.records = new Int32Array(STRIDE * slots)
    this.#undo.replace(this.#recordsId, this.records, () => {
      this.records = former
    })
  }

  /** A free slot; its record is the caller's to write. Ask `isTight` first. */
  take(): number {
    const scalars = this.scalars
    const slot = scalars[FREE_HEAD]
    if (this.#undo.marked) {
      this.#undo.keepRange(this.#scalarsId, 0, scalars.length)
      this.#undo.keepRange(this.#recordsId, slot * STRIDE, STRIDE)
    }
    scalars[FREE_HEAD] = this.records[slot * STRIDE + NEXT]
    scalars[FREE_COUNT]--
    scalars[RESTING]++
    return slot
  }

  /** Gives the slot back; its handle is dead from here on. */
  give(slot: number): void {
    const { records, scalars } = this
    const record = slot * STRIDE
    const tail = scalars[FREE_TAIL] * STRIDE
    if (this.#undo.marked) {
      this.#undo.keepRange(this.#scalarsId, 0, scalars.length)
      this.#undo.keepRange(this.#recordsId, record, STRIDE)
      this.#undo.keep(this.#recordsId, tail + NEXT)
    }
    records[record + LOTS] = 0
    records[record + NEXT] = 0
    records[record + GENERATION] = (records[record + GENERATION] + 1) & (GENERATIONS - 1)
    records[tail + NEXT] = slot
    scalars[FREE_TAIL] = slot
    scalars[FREE_COUNT]++
    scalars[RESTING]--
  }

  /** Under a mark: notes one field of a slot before it changes. */
  keep(slot: number, field: number): void {
    this.#undo.keep(this.#recordsId, slot * STRIDE + field)
  }

  /** The handle of the order that rests in this slot. */
  handleOf(slot: number): number {
    return (this.records[slot * STRIDE + GENERATION] << SLOT_BITS) | slot
  }

  /** The slot of a live handle; 0 when its order is gone or the number is no handle. */
  slotOf(handle: number): number {
    const slot = handle & SLOT_MASK
    const records = this.records
    const record = slot * STRIDE
    if (handle <= 0 || record >= records.length) return 0
    return records[record + LOTS] > 0 && records[record + GENERATION] === handle >> SLOT_BITS ? slot : 0
  }
}
