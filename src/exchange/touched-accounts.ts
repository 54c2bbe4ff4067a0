// Hot: `touch` stands in every fill.

/**
 * The accounts whose size or cash changed since the list was last drained, each once.
 * Derived: after a restore, touch everybody.
 */
export class TouchedAccounts {
  readonly list: Int32Array
  readonly #flag: Uint8Array
  #count = 0

  constructor(accounts: number) {
    this.list = new Int32Array(accounts)
    this.#flag = new Uint8Array(accounts)
  }

  get count(): number {
    return this.#count
  }

  touch(account: number): void {
    if (this.#flag[account] !== 0) return
    this.#flag[account] = 1
    this.list[this.#count++] = account
  }

  touchAll(): void {
    for (let account = 0; account < this.list.length; account++) this.touch(account)
  }

  /** Empties the list; `list` keeps its contents until the next `touch`. */
  clear(): void {
    for (let i = 0; i < this.#count; i++) this.#flag[this.list[i]] = 0
    this.#count = 0
  }
}
