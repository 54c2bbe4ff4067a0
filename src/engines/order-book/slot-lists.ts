// Hot: `insert`, `remove`, `first` and `after` allocate nothing; growing is rare and does.
import type { UndoLog } from './undo-log.ts'

/**
 * Doubly linked lists of slots under numbered heads: the reduce-only orders of an account, the orders that expire
 * about the same time. A slot is in one list at most; the newest comes first.
 */
export class SlotLists {
  /** First slot of each list, 0 where it is empty. */
  heads: Int32Array
  /** Next and previous slot, by slot; a slot at the head has minus its list's number minus one as its previous. */
  links: Int32Array
  readonly #undo: UndoLog
  readonly #headsId: number
  readonly #linksId: number

  constructor(lists: number, slots: number, undo: UndoLog) {
    this.#undo = undo
    this.heads = new Int32Array(lists)
    this.links = new Int32Array(2 * slots)
    this.#headsId = undo.register(this.heads)
    this.#linksId = undo.register(this.links)
  }

  /** First slot of the list, 0 when it is empty. */
  first(list: number): number {
    return list < this.heads.length ? this.heads[list] : 0
  }

  /** The slot behind this one, 0 at the end. */
  after(slot: number): number {
    return this.links[2 * slot]
  }

  insert(list: number, slot: number): void {
    if (list >= this.heads.length) this.reserveHeads(Math.max(2 * this.heads.length, list + 1))
    const { heads, links } = this
    const next = heads[list]
    if (this.#undo.marked) {
      this.#undo.keep(this.#headsId, list)
      this.#undo.keepRange(this.#linksId, 2 * slot, 2)
      if (next !== 0) this.#undo.keep(this.#linksId, 2 * next + 1)
    }
    links[2 * slot] = next
    links[2 * slot + 1] = -list - 1
    if (next !== 0) links[2 * next + 1] = slot
    heads[list] = slot
  }

  remove(slot: number): void {
    const { heads, links } = this
    const next = links[2 * slot]
    const prev = links[2 * slot + 1]
    if (this.#undo.marked) {
      if (prev < 0) this.#undo.keep(this.#headsId, -prev - 1)
      else this.#undo.keep(this.#linksId, 2 * prev)
      if (next !== 0) this.#undo.keep(this.#linksId, 2 * next + 1)
    }
    if (prev < 0) heads[-prev - 1] = next
    else links[2 * prev] = next
    if (next !== 0) links[2 * next + 1] = prev
  }

  /** Makes room for so many lists; what is there stays. */
  reserveHeads(lists: number): void {
    const former = this.heads
    this.heads = new Int32Array(lists)
    this.heads.set(former.subarray(0, lists))
    this.#undo.replace(this.#headsId, this.heads, () => {
      this.heads = former
    })
  }

  /** Makes room for so many slots; what is there stays. */
  reserveSlots(slots: number): void {
    const former = this.links
    this.links = new Int32Array(2 * slots)
    this.links.set(former.subarray(0, 2 * slots))
    this.#undo.replace(this.#linksId, this.links, () => {
      this.links = former
    })
  }
}
