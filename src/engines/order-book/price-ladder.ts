// Hot: `append`, `unlink`, `shrink` and `worseThan` allocate nothing; `cover` may, when a price lies outside.
import { BUY, type Side } from '../../market/side.ts'
import { LevelBitmap } from './level-bitmap.ts'
import { FLAGS, IS_SELL_SHIFT, LOTS, NEXT, type OrderRecords, PREV, STRIDE, TICK } from './order-records.ts'
import type { UndoLog } from './undo-log.ts'

/** Tick of a missing bid: below every price. */
export const NO_BID = 0
/** Tick of a missing ask: above every price. */
export const NO_ASK = 0x7fffffff

const LEVEL = 4
const BASE = 0
const BEST_BID = 1
const BEST_ASK = 2

/**
 * The levels of both sides on one ladder of ticks: since a book is never crossed, a level belongs to one side.
 * Level `i` is tick `base + i`; it holds a queue of orders (head, tail) and their lots. A price outside makes the
 * ladder grow, or move when the present prices fit beside it.
 */
export class PriceLadder {
  /** `LEVEL` int32 a level: head and tail slot, 0 where it is empty, and the two halves of its lots. */
  levels: Int32Array
  /** The same bytes as float64: lots of level `i` at `2 * i + 1`; a sum of int32 may leave int32. */
  lots: Float64Array
  /** Base tick, best bid, best ask in ticks. */
  readonly scalars: Int32Array = Int32Array.of(0, NO_BID, NO_ASK)
  readonly bitmap: LevelBitmap
  readonly #orders: OrderRecords
  readonly #undo: UndoLog
  readonly #levelsId: number
  readonly #scalarsId: number
  readonly #most: number

  constructor(size: number, mostLevels: number, orders: OrderRecords, undo: UndoLog) {
    this.#orders = orders
    this.#undo = undo
    this.#most = mostLevels
    this.lots = new Float64Array(2 * size)
    this.levels = new Int32Array(this.lots.buffer)
    this.bitmap = new LevelBitmap(size, undo)
    this.#levelsId = undo.register(this.levels)
    this.#scalarsId = undo.register(this.scalars)
  }

  /** Best bid in ticks, `NO_BID` without one. */
  get bestBid(): number {
    return this.scalars[BEST_BID]
  }

  /** Best ask in ticks, `NO_ASK` without one. */
  get bestAsk(): number {
    return this.scalars[BEST_ASK]
  }

  /** First slot in the queue of a tick on the ladder, 0 when the level is empty. */
  headOf(tick: number): number {
    return this.levels[LEVEL * (tick - this.scalars[BASE])]
  }

  /** Lots that rest at a tick on the ladder. */
  lotsAt(tick: number): number {
    return this.lots[2 * (tick - this.scalars[BASE]) + 1]
  }

  /** The next level of that side behind `tick`; `NO_BID` or `NO_ASK` at the end. */
  worseThan(side: Side, tick: number): number {
    const base = this.scalars[BASE]
    const level = tick - base
    if (side === BUY) {
      const next = level === 0 ? -1 : this.bitmap.atOrBelow(level - 1)
      return next < 0 ? NO_BID : base + next
    }
    const next = this.bitmap.atOrAbove(level + 1)
    return next < 0 ? NO_ASK : base + next
  }

  /** Is the tick on the ladder? */
  covers(tick: number): boolean {
    const level = tick - this.scalars[BASE]
    return level >= 0 && level < this.levels.length >> 2
  }

  /** Moves or grows the ladder so that it covers the tick and all present levels. @returns false when the most levels would not do */
  cover(tick: number): boolean {
    const base = this.scalars[BASE]
    const size = this.levels.length / LEVEL
    const lowest = this.bitmap.atOrAbove(0)
    const highest = this.bitmap.atOrBelow(size - 1)
    const from = lowest < 0 ? tick : Math.min(tick, base + lowest)
    const to = highest < 0 ? tick : Math.max(tick, base + highest)
    const span = to - from + 1
    let wanted = size
    while (wanted < span && wanted < this.#most) wanted = Math.min(2 * wanted, this.#most)
    if (wanted < span) return false
    // Twice what is in use, so that a trend moves the ladder once in a span and not at every tick.
    while (wanted < 2 * span && 2 * wanted <= this.#most) wanted *= 2
    const formerLevels = this.levels
    const room = wanted - span
    const newBase = Math.max(0, Math.min(from - Math.floor(room / 2), NO_ASK - wanted))
    this.resize(wanted)
    if (this.#undo.marked) this.#undo.keep(this.#scalarsId, BASE)
    this.scalars[BASE] = newBase
    if (lowest < 0) return true
    const shift = base - newBase
    this.levels.set(formerLevels.subarray(LEVEL * lowest, LEVEL * (highest + 1)), LEVEL * (lowest + shift))
    for (let level = lowest; level <= highest; level++) {
      if (formerLevels[LEVEL * level] !== 0) this.bitmap.add(level + shift)
    }
    return true
  }

  /** Puts empty arrays of so many levels in the place of the present ones. */
  resize(size: number): void {
    const { levels, lots } = this
    this.lots = new Float64Array(2 * size)
    this.levels = new Int32Array(this.lots.buffer)
    this.#undo.replace(this.#levelsId, this.levels, () => {
      this.levels = levels
      this.lots = lots
    })
    this.bitmap.resize(size)
  }

  /** Puts a written record at the end of its level's queue. The ladder covers its tick. */
  append(slot: number): void {
    const records = this.#orders.records
    const { levels, lots, scalars } = this
    const record = slot * STRIDE
    const tick = records[record + TICK]
    const level = tick - scalars[BASE]
    const tail = levels[LEVEL * level + 1]
    if (this.#undo.marked) this.#keepLevel(level, tail)
    records[record + NEXT] = 0
    records[record + PREV] = tail
    if (tail !== 0) records[tail * STRIDE + NEXT] = slot
    else {
      levels[LEVEL * level] = slot
      this.bitmap.add(level)
      if ((records[record + FLAGS] >> IS_SELL_SHIFT) & 1) {
        if (tick < scalars[BEST_ASK]) scalars[BEST_ASK] = tick
      } else if (tick > scalars[BEST_BID]) scalars[BEST_BID] = tick
    }
    levels[LEVEL * level + 1] = slot
    lots[2 * level + 1] += records[record + LOTS]
  }

  /** Takes the order out of its level's queue; its record keeps its lots. */
  unlink(slot: number): void {
    const records = this.#orders.records
    const { levels, lots, scalars } = this
    const record = slot * STRIDE
    const tick = records[record + TICK]
    const level = tick - scalars[BASE]
    const next = records[record + NEXT]
    const prev = records[record + PREV]
    if (this.#undo.marked) {
      this.#keepLevel(level, prev)
      if (next !== 0) this.#orders.keep(next, PREV)
    }
    if (prev !== 0) records[prev * STRIDE + NEXT] = next
    else levels[LEVEL * level] = next
    if (next !== 0) records[next * STRIDE + PREV] = prev
    else levels[LEVEL * level + 1] = prev
    lots[2 * level + 1] -= records[record + LOTS]
    if (next === 0 && prev === 0) {
      this.bitmap.remove(level)
      if (tick === scalars[BEST_BID]) scalars[BEST_BID] = this.worseThan(0, tick)
      else if (tick === scalars[BEST_ASK]) scalars[BEST_ASK] = this.worseThan(1, tick)
    }
  }

  /** Takes `by` lots from an order that keeps some, and its place. */
  shrink(slot: number, by: number): void {
    const records = this.#orders.records
    const record = slot * STRIDE
    const level = records[record + TICK] - this.scalars[BASE]
    if (this.#undo.marked) {
      this.#orders.keep(slot, LOTS)
      this.#undo.keepRange(this.#levelsId, LEVEL * level, LEVEL)
    }
    records[record + LOTS] -= by
    this.lots[2 * level + 1] -= by
  }

  #keepLevel(level: number, neighbour: number): void {
    this.#undo.keepRange(this.#levelsId, LEVEL * level, LEVEL)
    this.#undo.keepRange(this.#scalarsId, 0, 3)
    if (neighbour !== 0) this.#orders.keep(neighbour, NEXT)
  }
}
