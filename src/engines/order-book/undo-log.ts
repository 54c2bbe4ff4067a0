import type { StateArray } from '../../market/stateful.ts'

/** In an entry's first place: here an array was replaced by a grown one. */
const REPLACED_ARRAY = -1

/**
 * The old values of array elements since a mark, newest last: `revertTo` writes them back in reverse, so the arrays
 * are byte for byte what they were. Without a mark nothing is kept, and writers pay one branch (`if (undo.marked)`).
 */
export class UndoLog {
  /** A mark stands: writers must `keep` every element before they change it. */
  marked = false
  #entries = new Float64Array(3 * 256)
  #length = 0
  readonly #arrays: StateArray[] = []
  readonly #replacements: (() => void)[] = []

  /** Takes an array into the log's care. @returns the number under which `keep` knows it */
  register(array: StateArray): number {
    return this.#arrays.push(array) - 1
  }

  /** A grown copy takes the array's place; `putBack` gives its owner the former one again. Rare, may allocate. */
  replace(id: number, array: StateArray, putBack: () => void): void {
    const former = this.#arrays[id]
    if (this.marked) {
      this.#push(REPLACED_ARRAY, 0, 0)
      this.#replacements.push(() => {
        this.#arrays[id] = former
        putBack()
      })
    }
    this.#arrays[id] = array
  }

  /** Notes the element's present value. Only under a mark. */
  keep(id: number, index: number): void {
    this.#push(id, index, this.#arrays[id][index])
  }

  #push(id: number, index: number, value: number): void {
    if (this.#length + 3 > this.#entries.length) {
      const grown = new Float64Array(2 * this.#entries.length)
      grown.set(this.#entries)
      this.#entries = grown
    }
    this.#entries[this.#length] = id
    this.#entries[this.#length + 1] = index
    this.#entries[this.#length + 2] = value
    this.#length += 3
  }

  /** Notes `count` elements from `index` on. Only under a mark. */
  keepRange(id: number, index: number, count: number): void {
    for (let i = index; i < index + count; i++) this.keep(id, i)
  }

  /** Sets the mark here and forgets the former one. */
  mark(): void {
    this.#length = 0
    this.#replacements.length = 0
    this.marked = true
  }

  /** Where the log stands: `revertTo` comes back to it. */
  get position(): number {
    return this.#length
  }

  /** Undoes everything noted since the log stood at `position`; the mark stays. */
  revertTo(position: number): void {
    const entries = this.#entries
    while (this.#length > position) {
      this.#length -= 3
      const id = entries[this.#length]
      if (id === REPLACED_ARRAY) this.#replacements.pop()!()
      else this.#arrays[id][entries[this.#length + 1]] = entries[this.#length + 2]
    }
  }

  /** Lifts the mark: nothing is kept any more. */
  release(): void {
    this.marked = false
    this.#length = 0
    this.#replacements.length = 0
  }
}
