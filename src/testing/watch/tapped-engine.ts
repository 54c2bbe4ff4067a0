import { BUDGET, type Cause, type Clearing, QUOTE, type Verdict } from '../../market/clearing.ts'
import type { Engine, EngineFactory } from '../../market/engine.ts'
import type { Side } from '../../market/side.ts'
import type { StateArray } from '../../market/stateful.ts'
import type { TapeEntry } from './tape-entry.ts'

/** Takes down what is said. */
export type Tape = (entry: TapeEntry) => void

/** A clearing that passes everything on and takes it down. */
class TappedClearing implements Clearing {
  readonly cell: Float64Array
  readonly #clearing: Clearing
  readonly #market: number
  readonly #tape: Tape

  constructor(clearing: Clearing, market: number, tape: Tape) {
    this.cell = clearing.cell
    this.#clearing = clearing
    this.#market = market
    this.#tape = tape
  }

  canTrade(maker: number, taker: number, side: Side, lots: number, flags: number): Verdict {
    const quote = this.cell[QUOTE]
    const verdict = this.#clearing.canTrade(maker, taker, side, lots, flags)
    this.#tape({ kind: 'asked', market: this.#market, maker, taker, side, lots, quote, flags, verdict })
    return verdict
  }

  fill(maker: number, taker: number, side: Side, lots: number, flags: number): void {
    const quote = this.cell[QUOTE]
    this.#clearing.fill(maker, taker, side, lots, flags)
    this.#tape({ kind: 'filled', market: this.#market, maker, taker, side, lots, quote, flags })
  }

  reducible(account: number, side: Side): number {
    return this.#clearing.reducible(account, side)
  }

  rested(owner: number, handle: number, side: Side, lots: number, price: number, flags: number): void {
    this.#clearing.rested(owner, handle, side, lots, price, flags)
    this.#tape({ kind: 'rested', market: this.#market, owner, handle, side, lots, price, flags })
  }

  removed(handle: number, lots: number, cause: Cause): void {
    this.#clearing.removed(handle, lots, cause)
    this.#tape({ kind: 'removed', market: this.#market, handle, lots, cause })
  }

  save(): void {
    this.#clearing.save()
    this.#tape({ kind: 'saved', market: this.#market })
  }

  revert(): void {
    this.#clearing.revert()
    this.#tape({ kind: 'reverted', market: this.#market })
  }
}

/** An engine that passes everything on and takes it down. */
class TappedEngine implements Engine {
  readonly kind: string
  readonly #engine: Engine
  readonly #clearing: Clearing
  readonly #market: number
  readonly #tape: Tape

  constructor(engine: Engine, clearing: Clearing, market: number, tape: Tape) {
    this.kind = engine.kind
    this.#engine = engine
    this.#clearing = clearing
    this.#market = market
    this.#tape = tape
  }

  submit(owner: number, side: Side, lots: number, limit: number, flags: number, expiry: number): number {
    const market = this.#market
    const budget = this.#clearing.cell[BUDGET]
    this.#tape({ kind: 'submit', market, owner, side, lots, limit, flags, expiry, budget })
    return this.#answered('submit', this.#engine.submit(owner, side, lots, limit, flags, expiry))
  }

  cancel(handle: number): number {
    this.#tape({ kind: 'cancel', market: this.#market, handle })
    return this.#answered('cancel', this.#engine.cancel(handle))
  }

  replace(handle: number, lots: number, limit: number): number {
    this.#tape({ kind: 'replace', market: this.#market, handle, lots, limit })
    return this.#answered('replace', this.#engine.replace(handle, lots, limit))
  }

  quote(side: Side, lots: number, limit: number): number {
    return this.#engine.quote(side, lots, limit)
  }

  lotsFor(side: Side, limit: number): number {
    return this.#engine.lotsFor(side, limit)
  }

  best(side: Side): number {
    return this.#engine.best(side)
  }

  mid(): number {
    return this.#engine.mid()
  }

  depth(side: Side, levels: number, out: Float64Array): number {
    return this.#engine.depth(side, levels, out)
  }

  openBlock(block: number, milliseconds: number): void {
    this.#tape({ kind: 'block', market: this.#market, block, milliseconds })
    this.#engine.openBlock(block, milliseconds)
  }

  closeBlock(): void {
    this.#engine.closeBlock()
  }

  onIndex(indexPrice: number): void {
    this.#engine.onIndex(indexPrice)
  }

  recentringDue(): boolean {
    return this.#engine.recentringDue?.() ?? false
  }

  /** Called only where `recentringDue` says so. */
  recentre(budget: number): number {
    return this.#engine.recentre?.(budget) ?? 0
  }

  save(): void {
    this.#engine.save()
  }

  revert(): void {
    this.#engine.revert()
  }

  state(): Readonly<Record<string, StateArray>> {
    return this.#engine.state()
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    this.#engine.reserve?.(lengths)
  }

  restored(): void {
    this.#engine.restored?.()
  }

  #answered(to: 'submit' | 'cancel' | 'replace', answer: number): number {
    this.#tape({ kind: 'answer', market: this.#market, to, answer })
    return answer
  }
}

/** The engine of a market as it is, with every word between it, the exchange and its clearing taken down. */
export const tapped =
  (factory: EngineFactory, market: number, tape: Tape): EngineFactory =>
  (clearing, pool) => {
    const heard = new TappedClearing(clearing, market, tape)
    return new TappedEngine(factory(heard, pool), clearing, market, tape)
  }
