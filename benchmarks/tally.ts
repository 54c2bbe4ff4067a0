import { BOTH_MAY_TRADE, type Cause, CELL_LENGTH, type Clearing, QUOTE } from '../src/market/clearing.ts'
import type { Side } from '../src/market/side.ts'

/** What a run traded: equal runs have equal figures. */
export interface Fills {
  readonly count: number
  readonly lots: number
  /** FNV-1a over (maker's placement, lots, price) of every fill in turn. */
  readonly hash: number
}

/** A step of FNV-1a. */
export const fold = (hash: number, word: number): number => Math.imul(hash ^ word, 0x01000193)
/** Where the hash begins. */
export const SEED: number = 0x811c9dc5 | 0

/** A clearing that lets everything trade and keeps count: what is measured is the book. Accounts are ordinals of placements. */
export class Tally implements Clearing {
  readonly cell: Float64Array = new Float64Array(CELL_LENGTH)
  readonly words: Int32Array = Int32Array.of(0, 0, SEED)
  canTrade(): 0 {
    return BOTH_MAY_TRADE as 0
  }
  fill(maker: number, _taker: number, _side: Side, lots: number): void {
    const words = this.words
    words[0]++
    words[1] += lots
    words[2] = fold(fold(fold(words[2], maker), lots), this.cell[QUOTE] / lots)
  }
  reducible(): number {
    return 0
  }
  rested(): void {}
  removed(_handle: number, _lots: number, _cause: Cause): void {}
  save(): void {}
  revert(): void {}
  get fills(): Fills {
    return { count: this.words[0], lots: this.words[1], hash: this.words[2] >>> 0 }
  }
}
