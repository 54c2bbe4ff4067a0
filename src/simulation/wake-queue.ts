import type { StateArray, Stateful } from '../market/stateful.ts'

/**
 * Who is to be woken when: a binary heap on (time, trader), so that equal times wake in the order of trader numbers
 * and idle traders cost nothing.
 */
export class WakeQueue implements Stateful {
  /** Milliseconds, by trader; `Infinity` never. */
  readonly #time: Float64Array
  readonly #heap: Int32Array
  /** [0] how many are in the heap. */
  readonly #count: Int32Array = new Int32Array(1)

  constructor(traders: number) {
    this.#time = new Float64Array(traders).fill(Infinity)
    this.#heap = new Int32Array(traders)
  }

  /** Adds a trader that is not in the queue; `Infinity` leaves it out. */
  push(trader: number, time: number): void {
    this.#time[trader] = time
    if (time === Infinity) return
    let at = this.#count[0]++
    const heap = this.#heap
    heap[at] = trader
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#before(trader, heap[parent])) break
      heap[at] = heap[parent]
      at = parent
    }
    heap[at] = trader
  }

  /** Time of the next wake-up, `Infinity` when nobody waits. */
  get nextTime(): number {
    return this.#count[0] === 0 ? Infinity : this.#time[this.#heap[0]]
  }

  /** Takes the next trader out. */
  pop(): number {
    const heap = this.#heap
    const first = heap[0]
    const last = heap[--this.#count[0]]
    const count = this.#count[0]
    let at = 0
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && this.#before(heap[child + 1], heap[child])) child += 1
      if (!this.#before(heap[child], last)) break
      heap[at] = heap[child]
      at = child
    }
    heap[at] = last
    return first
  }

  state(): Readonly<Record<string, StateArray>> {
    return { time: this.#time, heap: this.#heap, count: this.#count }
  }

  #before(a: number, b: number): boolean {
    const first = this.#time[a]
    const second = this.#time[b]
    return first < second || (first === second && a < b)
  }
}
