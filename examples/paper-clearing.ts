// An engine asks its clearing whether two accounts may trade, and tells it of every fill. A real clearing checks margin
// and moves money; this one keeps lots and quote of a few accounts and says yes. perplab's own is the exchange.
// In your project: import { … } from 'perplab/engines'
import {
  BOTH_MAY_TRADE,
  BUY,
  CELL_LENGTH,
  type Clearing,
  QUOTE,
  type Side,
  type Verdict,
} from '../src/engines/index.ts'

/** A clearing without margin: what accounts hold is all that it knows. */
export class PaperClearing implements Clearing {
  /** Shared with the engine: what a double in a call would box passes through here. */
  readonly cell: Float64Array = new Float64Array(CELL_LENGTH)
  /** Signed lots and quote atoms by account. */
  readonly lots: Float64Array
  readonly quote: Float64Array

  constructor(accounts: number) {
    this.lots = new Float64Array(accounts)
    this.quote = new Float64Array(accounts)
  }

  canTrade(): Verdict {
    return BOTH_MAY_TRADE
  }

  fill(maker: number, taker: number, side: Side, lots: number): void {
    const sign = side === BUY ? 1 : -1
    const quote = this.cell[QUOTE]
    this.lots[taker] += sign * lots
    this.lots[maker] -= sign * lots
    this.quote[taker] -= sign * quote
    this.quote[maker] += sign * quote
  }

  reducible(account: number, side: Side): number {
    return Math.max(0, side === BUY ? 0 - this.lots[account] : this.lots[account])
  }

  rested(): void {}
  removed(): void {}
  save(): void {}
  revert(): void {}
}
