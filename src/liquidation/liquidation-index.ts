// Hot: `file`, `remove` and `candidates` allocate nothing, but for the growth when an account number is new.
import type { Fraction } from '../numeric/fraction.ts'
import { BucketBitmap, MOST_BUCKETS } from './bucket-bitmap.ts'

/** What the index needs of a margin rule: a maintenance requirement that is the greatest of `count` lines. Margin tiers have it. */
export interface MaintenanceLines {
  /** How many lines. */
  readonly count: number
  /** Slope of line k: maintenance rate, 0 to 1. */
  rate(k: number): Fraction
  /** Notional in atoms below which line k is never the greatest. */
  lower(k: number): number
  /** What line k subtracts, in atoms, rounded down. */
  deduction(k: number): number
}

/** How a liquidation index is laid out. Only speed depends on it: the candidates are right with any layout. */
export interface LiquidationIndexOptions {
  readonly lines: MaintenanceLines
  /** A usual mark of the market in price units: buckets reach from 0 to twice of it, and move along when it leaves the middle half. */
  readonly price: number
  /** Accounts to make room for at once. Default 1024; it grows. */
  readonly accounts?: number
  /**
   * Above this mark (price units) all accounts are candidates; up to it, an account is left out of the lines
   * that its size cannot reach. Default: 8 times `price`.
   */
  readonly highestPrice?: number
  /** Atoms by which the exact rule may round against the account (funding and requirement up). Default 4. */
  readonly slack?: number
}

const NONE = -1
/** Cells of a node: next, previous, slot; the fourth is spare. */
const NODE = 4
const PREVIOUS = 1
const SLOT = 2
const BUCKETS = MOST_BUCKETS / 2
const LONG = 0
const SHORT = 1
// Keys and thresholds are sums of a few correctly rounded float operations: errors stay below 2^-50 of the terms, and 2^-49 is added.
const PAD = 1 / 562949953421312
const FUNDING_SCALE = 1_000_000

// cells, since a double kept in a private field or passed to a call that is not inlined is boxed
const SIZE = 0
const CASH = 1
const ENTRY = 2
const BASE = 3
const WIDTH = 4
const CELLS = 5

/**
 * Finds the accounts of one market that may be liquidatable without looking at the others.
 *
 * With requirement lines k (rate m_k, deduction D_k), mark P, funding index F and entry index e (units a lot),
 * `cash + size (P - F + e) < |size| P m_k - D_k` for some k is, divided by size,
 * `P (1 - m_k) - F < key_k` for a long and `P (1 + m_k) - F > key_k` for a short, with `key_k = -(cash + D_k) / size - e`:
 * the key changes only when the account does. Accounts lie in buckets by key, once for each line they can reach.
 *
 * Keys are floats that err towards liquidation, so the candidates are a superset; the exact integer rule decides.
 * An account whose equity depends on several marks is not for this index.
 */
export class LiquidationIndex {
  readonly #lines: number
  readonly #rate: Float64Array
  readonly #deduction: Float64Array
  readonly #lower: Float64Array
  readonly #highestPrice: number
  readonly #slack: number
  readonly #filled: BucketBitmap
  readonly #cell: Float64Array = new Float64Array(CELLS)
  // per (side, line, bucket)
  readonly #head: Int32Array
  // per node = (account, line), together so that a cache line holds an account's: next, previous, and the index into #head or NONE
  #nodes: Int32Array = new Int32Array(0)
  #key: Float64Array = new Float64Array(0)
  // per account: the search in which it was last listed
  #listed: Int32Array = new Int32Array(0)
  #search: number = 0

  /** @throws RangeError when `price` is no positive number */
  constructor(options: LiquidationIndexOptions) {
    const { lines, price, accounts = 1024, highestPrice = 8 * price, slack = 4 } = options
    if (!(price > 0 && Number.isFinite(price))) throw new RangeError(`price: ${price} price units must be positive`)
    this.#lines = lines.count
    const all = Array.from({ length: lines.count }, (_, k) => k)
    this.#rate = Float64Array.from(all, (k) => lines.rate(k).n / lines.rate(k).d)
    this.#deduction = Float64Array.from(all, (k) => lines.deduction(k))
    this.#lower = Float64Array.from(all, (k) => lines.lower(k))
    this.#highestPrice = highestPrice
    this.#slack = slack
    this.#filled = new BucketBitmap(2 * lines.count)
    this.#head = new Int32Array(2 * lines.count * BUCKETS).fill(NONE)
    this.#cell[WIDTH] = (2 * price) / BUCKETS
    this.reserve(accounts)
  }

  /** Makes room for so many accounts; those filed stay. */
  reserve(accounts: number): void {
    if (accounts <= this.#listed.length) return
    const nodes = accounts * this.#lines
    const grown = <A extends Int32Array | Float64Array>(old: A, made: A): A => {
      made.set(old)
      return made
    }
    this.#nodes = grown(this.#nodes, new Int32Array(nodes * NODE).fill(NONE))
    this.#key = grown(this.#key, new Float64Array(nodes))
    this.#listed = grown(this.#listed, new Int32Array(accounts))
  }

  /**
   * Files an account, or files it anew after its cash or size changed. A flat one is removed.
   * @param size - signed lots
   * @param cash - quote atoms, without funding since `entryIndex`; what the account holds besides this market included
   * @param entryIndex - funding index of the account's side up to which `cash` is settled, 1e-6 atom a lot
   */
  file(account: number, size: number, cash: number, entryIndex: number): void {
    const cell = this.#cell
    cell[SIZE] = size
    cell[CASH] = cash
    cell[ENTRY] = entryIndex
    this.#fileCells(account)
  }

  /** Takes the account out, if it is in. */
  remove(account: number): void {
    if (account >= this.#listed.length) return
    for (let k = 0; k < this.#lines; k++) this.#unlink(account * this.#lines + k)
  }

  /** Takes all accounts out; then the owner files them anew, as after a checkpoint was restored. */
  clear(): void {
    this.#nodes.fill(NONE)
    this.#head.fill(NONE)
    this.#filled.clear()
  }

  /**
   * Lists every account that may be liquidatable, each once, in no particular order.
   * @param mark - price units
   * @param fundingLong - funding index of longs, 1e-6 atom a lot (borrowing included)
   * @param fundingShort - funding index of shorts
   * @param out - as long as the highest account number filed, or longer
   * @returns how many accounts were written to `out`
   */
  candidates(mark: number, fundingLong: number, fundingShort: number, out: Int32Array): number {
    const long = fundingLong / FUNDING_SCALE
    const short = fundingShort / FUNDING_SCALE
    const all = mark > this.#highestPrice
    this.#follow(mark - (long + short) / 2)
    this.#search = this.#search === 0x7fffffff ? this.#restartSearches() : this.#search + 1
    let count = 0
    for (let k = 0; k < this.#lines; k++) {
      const m = this.#rate[k]
      const below = all ? -Infinity : mark * (1 - m) - long - PAD * (mark + Math.abs(long))
      count = this.#listAbove(k, below, out, count)
      const above = all ? Infinity : mark * (1 + m) - short + PAD * (mark + Math.abs(short))
      count = this.#listBelow(k, above, out, count)
    }
    return count
  }

  #fileCells(account: number): void {
    const cell = this.#cell
    const size = cell[SIZE]
    if (size === 0) {
      this.remove(account)
      return
    }
    if (account >= this.#listed.length) this.reserve(Math.max(account + 1, 2 * this.#listed.length))
    const entry = cell[ENTRY] / FUNDING_SCALE
    const greatest = Math.abs(size) * this.#highestPrice
    const list = size > 0 ? LONG : SHORT
    for (let k = 0; k < this.#lines; k++) {
      const node = account * this.#lines + k
      if (greatest < this.#lower[k]) {
        this.#unlink(node)
        continue
      }
      const perLot = (cell[CASH] - this.#slack + this.#deduction[k]) / size
      const error = PAD * (Math.abs(perLot) + Math.abs(entry))
      const key = 0 - perLot - entry + (size > 0 ? error : -error)
      this.#key[node] = key
      const slot = (list * this.#lines + k) * BUCKETS + this.#bucket(key)
      if (this.#nodes[node * NODE + SLOT] === slot) continue
      this.#unlink(node)
      this.#link(node, slot)
    }
  }

  // rises with the key, whatever the rounding: two keys in different buckets are in the order of their buckets
  #bucket(key: number): number {
    const bucket = Math.floor((key - this.#cell[BASE]) / this.#cell[WIDTH])
    return bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : bucket
  }

  #link(node: number, slot: number): void {
    const head = this.#head[slot]
    this.#nodes[node * NODE + SLOT] = slot
    this.#nodes[node * NODE] = head
    this.#nodes[node * NODE + PREVIOUS] = NONE
    this.#head[slot] = node
    if (head === NONE) this.#filled.set((slot / BUCKETS) | 0, slot % BUCKETS)
    else this.#nodes[head * NODE + PREVIOUS] = node
  }

  #unlink(node: number): void {
    const slot = this.#nodes[node * NODE + SLOT]
    if (slot === NONE) return
    const next = this.#nodes[node * NODE]
    const previous = this.#nodes[node * NODE + PREVIOUS]
    this.#nodes[node * NODE + SLOT] = NONE
    if (next !== NONE) this.#nodes[next * NODE + PREVIOUS] = previous
    if (previous !== NONE) this.#nodes[previous * NODE] = next
    else {
      this.#head[slot] = next
      if (next === NONE) this.#filled.unset((slot / BUCKETS) | 0, slot % BUCKETS)
    }
  }

  #listAbove(k: number, threshold: number, out: Int32Array, listed: number): number {
    const list = LONG * this.#lines + k
    const last = threshold === -Infinity ? 0 : this.#bucket(threshold)
    let count = listed
    let bucket = this.#filled.atOrBelow(list, BUCKETS - 1)
    for (; bucket >= last; bucket = this.#filled.atOrBelow(list, bucket - 1))
      for (let node = this.#head[list * BUCKETS + bucket]; node !== NONE; node = this.#nodes[node * NODE])
        if (this.#key[node] > threshold) count = this.#listOnce(node, out, count)
    return count
  }

  #listBelow(k: number, threshold: number, out: Int32Array, listed: number): number {
    const list = SHORT * this.#lines + k
    const last = threshold === Infinity ? BUCKETS - 1 : this.#bucket(threshold)
    let count = listed
    let bucket = this.#filled.atOrAbove(list, 0)
    for (; bucket !== NONE && bucket <= last; bucket = this.#filled.atOrAbove(list, bucket + 1))
      for (let node = this.#head[list * BUCKETS + bucket]; node !== NONE; node = this.#nodes[node * NODE])
        if (this.#key[node] < threshold) count = this.#listOnce(node, out, count)
    return count
  }

  #listOnce(node: number, out: Int32Array, count: number): number {
    const account = (node / this.#lines) | 0
    if (this.#listed[account] === this.#search) return count
    this.#listed[account] = this.#search
    out[count] = account
    return count + 1
  }

  #restartSearches(): number {
    this.#listed.fill(0)
    return 1
  }

  // Funding drifts without bound and prices far; all accounts in an edge bucket would make each search a scan.
  #follow(centre: number): void {
    const reach = this.#cell[WIDTH] * BUCKETS
    const place = centre - this.#cell[BASE]
    if (place >= reach / 4 && place <= (3 * reach) / 4) return
    this.#cell[BASE] = centre - reach / 2
    this.#head.fill(NONE)
    this.#filled.clear()
    for (let node = 0; node < this.#key.length; node++) {
      const slot = this.#nodes[node * NODE + SLOT]
      if (slot !== NONE) this.#link(node, slot - (slot % BUCKETS) + this.#bucket(this.#key[node]))
    }
  }
}
