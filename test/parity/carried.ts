/** Index of a reserve or an amount: the base asset … */
export const BASE = 0
/** … or the quote asset. */
export const QUOTE_ASSET = 1
export type Asset = typeof BASE | typeof QUOTE_ASSET

/** Base and quote reserve in atoms of the scale. */
export type Reserves = readonly [base: number, quote: number]

/**
 * How far the reserves of a replay on a coarse scale may lie from the source's, in atoms: the roundings so far, each of one atom,
 * carried on by the curve. On `x*y = k`, x moved by d from X to X': Y' = Y*X/X', so an error of X reaches Y' as `Y'*d/(X*X')` of it,
 * one of d as `Y'/X'`, one of Y as `Y'/Y`.
 */
export class Carried {
  #reserves: [number, number] = [0, 0]
  /** As `#reserves`, without the last trade's own rounding: what a figure is judged by besides its own atom. */
  #judged: [number, number] = [0, 0]
  #result = 0

  /** Error of the last answer, without its own rounding. */
  get result(): number {
    return this.#result
  }

  /** Error of a reserve, without the last trade's own rounding. */
  reserve(asset: Asset): number {
    return this.#judged[asset]
  }

  /** Reserves were given anew, each rounded or not. */
  given(base: boolean, quote: boolean): void {
    this.#reserves = [base ? 1 : 0, quote ? 1 : 0]
    this.#judged = [...this.#reserves]
    this.#result = 0
  }

  /**
   * An amount `by` one asset was asked for; its answer is in the other.
   *
   * @param rounded - the amount itself was rounded
   * @param traded - the reserves moved; otherwise only the answer is carried
   */
  asked(by: Asset, before: Reserves, after: Reserves, rounded: boolean, traded: boolean): void {
    const to: Asset = by === BASE ? QUOTE_ASSET : BASE
    const [x, y] = [before[by], before[to]]
    const [movedX, movedY] = [after[by], after[to]]
    const input = rounded ? 1 : 0
    const reached = movedY * ((this.#reserves[by] * Math.abs(movedX - x)) / x / movedX + input / movedX)
    this.#result = (this.#reserves[to] * Math.abs(movedY - y)) / y + reached
    this.#judged = [...this.#reserves]
    if (!traded) return
    const judged: [number, number] = [0, 0]
    judged[by] = this.#reserves[by] + input
    judged[to] = (this.#reserves[to] * movedY) / y + reached
    this.#judged = judged
    this.#reserves = [...judged]
    this.#reserves[to] += 1
  }

  /** Nothing happened: figures are judged by what stands. */
  idle(): void {
    this.#judged = [...this.#reserves]
  }
}
