import { BOTH_MAY_TRADE, CELL_LENGTH, type Clearing, QUOTE, type Verdict } from '../../../src/market/clearing.ts'
import { BUY, type Side } from '../../../src/market/side.ts'

/** A clearing of a few accounts that keeps lots and quote, and answers `verdict` when asked. */
export class PaperClearing implements Clearing {
  readonly cell: Float64Array = new Float64Array(CELL_LENGTH)
  readonly lots: Float64Array
  readonly quote: Float64Array
  verdict: Verdict = BOTH_MAY_TRADE
  fills = 0

  constructor(accounts = 4) {
    this.lots = new Float64Array(accounts)
    this.quote = new Float64Array(accounts)
  }

  canTrade(): Verdict {
    return this.verdict
  }

  fill(maker: number, taker: number, side: Side, lots: number): void {
    const sign = side === BUY ? 1 : -1
    this.lots[taker] += sign * lots
    this.lots[maker] -= sign * lots
    this.quote[taker] -= sign * this.cell[QUOTE]
    this.quote[maker] += sign * this.cell[QUOTE]
    this.fills++
  }

  reducible(account: number, side: Side): number {
    const size = this.lots[account]
    return side === BUY ? Math.max(0, 0 - size) : Math.max(0, size)
  }

  rested(): void {
    throw new Error('nothing rests on a virtual AMM')
  }

  removed(): void {
    throw new Error('nothing rests on a virtual AMM')
  }

  save(): void {}
  revert(): void {}
}
