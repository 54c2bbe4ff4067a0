import type { IndexStatus } from '../market/market-view.ts'
import type { Consequence } from './guards.ts'

/** Slots of the cells behind a published index. */
export const PRICE = 0
export const TIME = 1
export const LOW = 2
export const HIGH = 3
export const STATUS = 4
export const CONSEQUENCES = 5
/** The last publication before smoothing. */
export const RAW = 6
/** When the newest observation in it was made. */
export const NEWEST = 7
/** Until when the jump guard is up. */
export const JUMPED_UNTIL = 8
/** 1 once anything was published. */
export const PUBLISHED = 9
export const PUBLISHED_CELLS = 10

/** The index as everybody on the chain sees it: live, as of the last sample or publication. */
export class PublishedIndex {
  readonly #cells: Float64Array

  /** @param cells - `PUBLISHED_CELLS` long, owned and written by the oracle */
  constructor(cells: Float64Array) {
    this.#cells = cells
  }

  /** Price micro-units; 0 before the first publication. */
  get price(): number {
    return this.#cells[PRICE]
  }

  /** Milliseconds at which the last publication was made (prepared, where it is a transaction). */
  get time(): number {
    return this.#cells[TIME]
  }

  /** Lowest aggregate sampled from after the publication before up to this one; never above `price`. */
  get low(): number {
    return this.#cells[LOW]
  }

  /** Highest of the same; never below `price`. */
  get high(): number {
    return this.#cells[HIGH]
  }

  /** How far it can be trusted; stale before the first publication. */
  get status(): IndexStatus {
    return this.#cells[STATUS] as IndexStatus
  }

  /** What the guards that are up stop. */
  get consequences(): Consequence {
    return this.#cells[CONSEQUENCES] as Consequence
  }
}
