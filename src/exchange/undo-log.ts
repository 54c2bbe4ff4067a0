// Hot: `note` stands before the writes of a fill.

type Cells = Float64Array | Int32Array

/**
 * Old values of cells, so that a fill-or-kill that fails half-way leaves no trace.
 * Inactive it costs one comparison a write; active it allocates only while it grows for the first time.
 */
export class UndoLog {
  #active = false
  #length = 0
  readonly #arrays: Cells[] = []
  #index = new Int32Array(1024)
  #old = new Float64Array(1024)

  get active(): boolean {
    return this.#active
  }

  /** Marks the present state and begins to remember. */
  save(): void {
    this.#active = true
    this.#length = 0
  }

  /** Forgets the mark: what was written since stands. */
  release(): void {
    this.#active = false
    this.#length = 0
  }

  /** Remembers a cell before it is overwritten. */
  note(array: Cells, index: number): void {
    if (!this.#active) return
    if (this.#length === this.#index.length) this.#grow()
    this.#arrays[this.#length] = array
    this.#index[this.#length] = index
    this.#old[this.#length] = array[index]
    this.#length += 1
  }

  /** Puts every noted cell back, newest first, and forgets the mark. */
  revert(): void {
    for (let i = this.#length - 1; i >= 0; i--) this.#arrays[i][this.#index[i]] = this.#old[i]
    this.release()
  }

  #grow(): void {
    const index = new Int32Array(this.#index.length * 2)
    index.set(this.#index)
    this.#index = index
    const old = new Float64Array(this.#old.length * 2)
    old.set(this.#old)
    this.#old = old
  }
}
