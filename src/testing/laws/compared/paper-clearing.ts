import { BOTH_MAY_TRADE, CELL_LENGTH, type Clearing, QUOTE, type Verdict } from '../../../market/clearing.ts'
import { BUY, type Side } from '../../../market/side.ts'

/** A clearing that lets everybody trade and keeps lots and quote on paper, so that an engine can be tried alone. */
export class PaperClearing implements Clearing {
  readonly cell: Float64Array = new Float64Array(CELL_LENGTH)
  /** Lots and quote atoms by account: bought and received count up. */
  readonly lots: Map<number, bigint> = new Map()
  readonly quote: Map<number, bigint> = new Map()

  canTrade(): Verdict {
    return BOTH_MAY_TRADE
  }

  fill(maker: number, taker: number, side: Side, lots: number): void {
    const [buyer, seller] = side === BUY ? [taker, maker] : [maker, taker]
    const atoms = BigInt(this.cell[QUOTE])
    this.#add(this.lots, buyer, BigInt(lots))
    this.#add(this.lots, seller, 0n - BigInt(lots))
    this.#add(this.quote, buyer, 0n - atoms)
    this.#add(this.quote, seller, atoms)
  }

  reducible(account: number, side: Side): number {
    const size = Number(this.lots.get(account) ?? 0n)
    return Math.max(0, side === BUY ? 0 - size : size)
  }

  rested(): void {}
  removed(): void {}
  save(): void {}
  revert(): void {}

  #add(to: Map<number, bigint>, account: number, change: bigint): void {
    to.set(account, (to.get(account) ?? 0n) + change)
  }
}
