import { floorDiv } from '../../watch/reckoning.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'

/** Price of each market's last fill in whole units, rounded down, from the tape alone; 0 before the first. */
export class LastTrades {
  readonly #price: bigint[]
  readonly #saved: bigint[]

  constructor(markets: number) {
    this.#price = Array.from({ length: markets }, () => 0n)
    this.#saved = [...this.#price]
  }

  /** Takes a line of the conversation in; a fill that is undone never was. */
  hear(entry: TapeEntry): void {
    const { market } = entry
    if (entry.kind === 'filled') this.#price[market] = floorDiv(BigInt(entry.quote), BigInt(entry.lots))
    else if (entry.kind === 'saved') this.#saved[market] = this.#price[market]
    else if (entry.kind === 'reverted') this.#price[market] = this.#saved[market]
  }

  of(market: number): bigint {
    return this.#price[market]
  }
}
