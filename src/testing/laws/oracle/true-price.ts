import type { ScriptedAction } from '../../../simulation/scripted-action.ts'
import { halfEven, larger } from '../../watch/exact-division.ts'
import type { RunInView } from '../../watch/run-in-view.ts'

const MOST = BigInt(Number.MAX_SAFE_INTEGER)
const FINEST = 1_000_000_000_000_000n

/** The true price of one market: its path's, moved by the script; moves multiply. Micro-units, half-even. */
export class TruePrice {
  readonly #view: RunInView
  readonly #market: number
  #n = 1n
  #d = 1n

  constructor(view: RunInView, market: number) {
    this.#view = view
    this.#market = market
  }

  /** Takes a scripted step in. */
  hear(action: ScriptedAction): void {
    if (action.do !== 'move-price' || action.market !== this.#market) return
    const { n, d } = action.by
    this.#scale(this.#n * BigInt(d + n), this.#d * BigInt(d))
  }

  at(now: number): bigint {
    return this.#moved(this.#view.simulation.parts.markets[this.#market].path.priceAt(now))
  }

  /** The perpetual's price elsewhere; 0 where the path knows none. */
  elsewhere(now: number): bigint {
    const { path } = this.#view.simulation.parts.markets[this.#market]
    return path.perp === undefined ? 0n : this.#moved(path.perp(now))
  }

  /** In lowest terms; as the nearest decimal that fits, where those are beyond a safe integer. */
  #scale(n: bigint, d: bigint): void {
    let [common, rest] = [n, d]
    while (rest > 0n) [common, rest] = [rest, common % rest]
    this.#n = n / common
    this.#d = d / common
    for (let places = FINEST; this.#n > MOST || this.#d > MOST; places /= 10n) {
      this.#n = larger(1n, halfEven(n * places, d))
      this.#d = places
    }
  }

  #moved(price: number): bigint {
    return halfEven(BigInt(price) * this.#n, this.#d)
  }
}
