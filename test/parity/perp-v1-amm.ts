import { constantProduct } from '../../src/engines/virtual-amm/constant-product.ts'
import type { Curve } from '../../src/engines/virtual-amm/curve.ts'
import type { VirtualAmmOptions } from '../../src/engines/virtual-amm/options.ts'
import { type VirtualAmm, virtualAmm } from '../../src/engines/virtual-amm/virtual-amm.ts'
import { BOTH_MAY_TRADE, BUDGET, CELL_LENGTH, type Clearing, COST, QUOTE } from '../../src/market/clearing.ts'
import { LIQUIDATION } from '../../src/market/order-flags.ts'
import {
  BELOW_LOT,
  BEYOND_FLUCTUATION,
  BEYOND_LIMIT,
  BEYOND_TRADE_LIMIT,
  NO_LIQUIDITY,
  refusalName,
} from '../../src/market/refusal.ts'
import { BUY, SELL, type Side } from '../../src/market/side.ts'
import {
  decimalToIntegerDown,
  decimalToIntegerUp,
  decimalToNearest,
  integerToDecimal,
} from '../../src/numeric/decimal.ts'
import { type Fraction, parseFraction } from '../../src/numeric/fraction.ts'
import { agrees, type Favour, finestScale, isOnScale, pricesAgree } from './agreement.ts'
import { type Asset, BASE, Carried, QUOTE_ASSET, type Reserves } from './carried.ts'
import {
  type Difference,
  type Outcome,
  outcomeOf,
  type ParityArea,
  type ParityStep,
  type ParityVector,
} from './vector.ts'

const POOL = 0
const TRADER = 1

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

/** Grants everything, and keeps the last fill. */
class OpenClearing implements Clearing {
  readonly cell: Float64Array = new Float64Array(CELL_LENGTH)
  lots = 0
  atoms = 0
  canTrade(): typeof BOTH_MAY_TRADE {
    return BOTH_MAY_TRADE
  }
  fill(_maker: number, _taker: number, _side: Side, lots: number): void {
    this.lots = lots
    this.atoms = this.cell[QUOTE]
  }
  reducible(): number {
    return 0
  }
  rested(): void {}
  removed(): void {}
  save(): void {}
  revert(): void {}
}

/** What the vector says does not fit the scale in hand: the next coarser one is tried. */
class ScaleError extends RangeError {}

interface Scale {
  readonly base: number
  readonly quote: number
}

interface Answer {
  readonly error?: string
  readonly asset?: Asset
  readonly amount?: number
  readonly favour?: Favour
}

const ratio = (value: unknown): Fraction | undefined => {
  const fraction = parseFraction(text(value) ?? '0')
  return fraction.n === 0 ? undefined : fraction
}

/** The vectors' names of what the engine refuses; `side` and `by` say which of the two amounts a limit was on. */
const errorName = (code: number, side: Side, by: Asset, outside: boolean): string => {
  if (code === BEYOND_TRADE_LIMIT) return 'OVER_TRADING_LIMIT'
  if (code === NO_LIQUIDITY) return 'ZERO_RESERVE_AFTER'
  if (code === BEYOND_FLUCTUATION) return outside ? 'PRICE_ALREADY_OVER_LIMIT' : 'PRICE_OVER_LIMIT'
  if (code === BEYOND_LIMIT && by === BASE) return side === BUY ? 'ABOVE_MAX_QUOTE' : 'BELOW_MIN_QUOTE'
  if (code === BEYOND_LIMIT) return side === BUY ? 'BELOW_MIN_BASE' : 'ABOVE_MAX_BASE'
  return refusalName(code)
}

/** The source words its trade limit in more than one way; all other names are the vectors' own. */
const sameError = (expected: string, got: string): boolean =>
  expected === got || (got === 'OVER_TRADING_LIMIT' && /TRAD(E|ING)/.test(expected))

/** One vector on one scale. */
class Replay {
  readonly differences: Difference[] = []
  readonly #scale: Scale
  readonly #tolerance: string
  readonly #clearing = new OpenClearing()
  readonly #curve: Curve
  readonly #amm: VirtualAmm
  #block: number
  #milliseconds: number
  #last: Answer = {}
  readonly #carried = new Carried()
  /** Larger of each reserve before and after the last step. */
  #larger: Reserves

  constructor(vector: ParityVector, scale: Scale) {
    const given = vector.given.amm as Record<string, unknown>
    this.#scale = scale
    this.#tolerance = text(vector.expect.tolerance) ?? '0'
    const lots = this.#reserve(given.baseReserve, BASE)
    const atoms = this.#reserve(given.quoteReserve, QUOTE_ASSET)
    this.#larger = [lots, atoms]
    this.#carried.given(!this.#fits(given.baseReserve, BASE), !this.#fits(given.quoteReserve, QUOTE_ASSET))
    this.#curve = constantProduct({ lots, atoms })
    const tradeLimit = ratio(given.tradeLimitRatio)
    const fluctuation = ratio(given.fluctuationLimitRatio)
    const options: VirtualAmmOptions = { ...(tradeLimit && { tradeLimit }), ...(fluctuation && { fluctuation }) }
    this.#amm = virtualAmm({ clearing: this.#clearing, curve: this.#curve, pool: POOL, options })
    this.#block = 0
    this.#milliseconds = 0
    this.#amm.openBlock(0, 0)
  }

  step(step: ParityStep, at: string): void {
    const before = this.#reserves()
    this.#carried.idle()
    this.#last = this.#act(step)
    const after = this.#reserves()
    this.#larger = [Math.max(before[BASE], after[BASE]), Math.max(before[QUOTE_ASSET], after[QUOTE_ASSET])]
    const wanted = text(step.expect?.error)
    this.#judgeError(wanted, at)
    if (step.expect) this.judge(step.expect, at)
  }

  /** Compares what stands now with expected figures. */
  judge(expect: Readonly<Record<string, unknown>>, at: string): void {
    for (const [what, value] of Object.entries(expect)) {
      const expected = text(value)
      if (expected === undefined || what === 'error' || what === 'tolerance') continue
      const [lots, atoms] = this.#reserves()
      if (what === 'amm.baseReserve')
        this.#judgeFigure(at + what, expected, BASE, lots, 'high', this.#carried.reserve(BASE))
      else if (what === 'amm.quoteReserve')
        this.#judgeFigure(at + what, expected, QUOTE_ASSET, atoms, 'high', this.#carried.reserve(QUOTE_ASSET))
      else if (what === 'amm.spot' || what === 'amm.price' || what === 'amm.spotPrice')
        this.#judgePrice(at + what, expected, lots, atoms)
      else if (what === 'result.base') this.#judgeResult(at + what, expected, BASE)
      else if (what === 'result.quote') this.#judgeResult(at + what, expected, QUOTE_ASSET)
      else throw new TypeError(`figure "${what}" is not one of a virtual AMM`)
    }
  }

  #act(step: ParityStep): Answer {
    switch (step.op) {
      case 'advance':
        return this.#advance(step)
      case 'setReserves':
        return this.#setReserves(step)
      case 'priceQuote':
      case 'swapQuote':
        return this.#byQuote(step, step.dir === 'in' ? BUY : SELL)
      case 'priceBase':
      case 'swapBase':
        return this.#byBase(step, step.dir === 'in' ? SELL : BUY)
      default:
        throw new TypeError(`operation "${step.op}" is not one of a virtual AMM`)
    }
  }

  #advance(step: ParityStep): Answer {
    this.#block += Number(step.blocks ?? 0)
    this.#milliseconds += Number(step.seconds ?? 0) * 1000
    this.#amm.openBlock(this.#block, this.#milliseconds)
    return {}
  }

  #setReserves(step: ParityStep): Answer {
    const lots = this.#reserve(step.baseReserve, BASE)
    const atoms = this.#reserve(step.quoteReserve, QUOTE_ASSET)
    this.#curve.cells.set([lots, atoms])
    this.#carried.given(!this.#fits(step.baseReserve, BASE), !this.#fits(step.quoteReserve, QUOTE_ASSET))
    return {}
  }

  #byQuote(step: ParityStep, side: Side): Answer {
    const atoms = this.#amount(step.quote, QUOTE_ASSET)
    const favour = side === BUY ? 'low' : 'high'
    const rounded = !this.#fits(step.quote, QUOTE_ASSET)
    const before = this.#reserves()
    this.#clearing.cell[BUDGET] = atoms
    const lots = this.#amm.lotsFor(side, 0)
    const after: Reserves =
      side === BUY
        ? [before[BASE] - lots, before[QUOTE_ASSET] + atoms]
        : [before[BASE] + lots, before[QUOTE_ASSET] - atoms]
    this.#carried.asked(QUOTE_ASSET, before, after, rounded, false)
    if (step.op === 'priceQuote') {
      if (lots === 0 && atoms > (side === BUY ? this.#curve.spendable() : 0))
        return this.#refused(NO_LIQUIDITY, side, QUOTE_ASSET, atoms)
      return { asset: BASE, amount: lots, favour }
    }
    const limit = this.#limit(step.baseLimit, BASE, side === BUY)
    const mayCross = step.allowOverLimit === true
    const code = this.#amm.swapQuote(TRADER, side, atoms, limit, mayCross ? LIQUIDATION : 0)
    if (code !== 0) return this.#refused(code, side, QUOTE_ASSET, atoms)
    this.#carried.asked(QUOTE_ASSET, before, after, rounded, true)
    return { asset: BASE, amount: this.#clearing.lots, favour }
  }

  #byBase(step: ParityStep, side: Side): Answer {
    const lots = this.#amount(step.base, BASE)
    const favour = side === BUY ? 'high' : 'low'
    const rounded = !this.#fits(step.base, BASE)
    const before = this.#reserves()
    const available = this.#amm.quote(side, lots, 0)
    const atoms = this.#clearing.cell[COST]
    const after: Reserves =
      side === BUY
        ? [before[BASE] - lots, before[QUOTE_ASSET] + atoms]
        : [before[BASE] + lots, before[QUOTE_ASSET] - atoms]
    this.#carried.asked(BASE, before, after, rounded, false)
    if (step.op === 'priceBase') {
      if (available < lots) return this.#refused(NO_LIQUIDITY, side, BASE, lots)
      return { asset: QUOTE_ASSET, amount: atoms, favour }
    }
    const limit = this.#limit(step.quoteLimit, QUOTE_ASSET, side === SELL)
    // The protocol swaps by base only to close and to liquidate, which may cross the band.
    const mayCross = step.allowOverLimit !== false
    const code = this.#amm.swapLots(TRADER, side, lots, limit, mayCross ? LIQUIDATION : 0)
    if (code !== 0) return this.#refused(code, side, BASE, lots)
    this.#carried.asked(BASE, before, after, rounded, true)
    return { asset: QUOTE_ASSET, amount: this.#clearing.atoms, favour }
  }

  #refused(code: number, side: Side, by: Asset, asked: number): Answer {
    // A swap of nothing is a refusal here and an answer of nothing there.
    if (code === BELOW_LOT && asked === 0) return { asset: by === BASE ? QUOTE_ASSET : BASE, amount: 0, favour: 'low' }
    const taken: Asset = side === BUY ? BASE : QUOTE_ASSET
    if (code === NO_LIQUIDITY && (by !== taken || asked < this.#curve.cells[taken]))
      throw new ScaleError('the reserves after the trade leave 2^53 - 1')
    return { error: errorName(code, side, by, this.#amm.isOutsideBand()) }
  }

  #decimals(asset: Asset): number {
    return asset === BASE ? this.#scale.base : this.#scale.quote
  }

  #unit(asset: Asset): string {
    return `1e-${this.#decimals(asset)}`
  }

  #reserve(value: unknown, asset: Asset): number {
    const decimal = text(value)
    if (decimal === undefined) throw new TypeError('a reserve is missing')
    return decimalToNearest(decimal, this.#unit(asset), 'reserve')
  }

  #amount(value: unknown, asset: Asset): number {
    const decimal = text(value)
    if (decimal === undefined) throw new TypeError('an amount is missing')
    return decimalToNearest(decimal, this.#unit(asset), 'amount')
  }

  /** Is a given figure a whole number of atoms? One that is not is a rounding too. */
  #fits(value: unknown, asset: Asset): boolean {
    const decimal = text(value)
    return decimal === undefined || isOnScale(decimal, this.#decimals(asset))
  }

  #reserves(): Reserves {
    return [this.#curve.cells[BASE], this.#curve.cells[QUOTE_ASSET]]
  }

  /** A fewest amount is rounded down and a most up, each further by what earlier roundings may have moved the answer. */
  #limit(value: unknown, asset: Asset, fewest: boolean): number {
    const decimal = text(value)
    if (decimal === undefined) return 0
    const room = Math.ceil(this.#carried.result)
    if (fewest) return Math.max(0, decimalToIntegerDown(decimal, this.#unit(asset), 'limit') - room)
    const most = decimalToIntegerUp(decimal, this.#unit(asset), 'limit')
    return most === 0 ? 0 : most + room
  }

  #judgeError(wanted: string | undefined, at: string): void {
    const got = this.#last.error
    if (wanted === undefined ? got === undefined : got !== undefined && sameError(wanted, got)) return
    this.differences.push({ what: `${at}error`, expected: wanted ?? 'none', got: got ?? 'none' })
  }

  #judgeResult(what: string, expected: string, asset: Asset): void {
    const { amount, favour, error } = this.#last
    if (amount === undefined || favour === undefined || this.#last.asset !== asset)
      this.differences.push({ what, expected, got: error ?? 'none' })
    else this.#judgeFigure(what, expected, asset, amount, favour, this.#carried.result)
  }

  #judgeFigure(what: string, expected: string, asset: Asset, got: number, favour: Favour, carried: number): void {
    if (agrees(expected, got, this.#decimals(asset), favour, carried, this.#larger[asset], this.#tolerance)) return
    this.differences.push({ what, expected, got: integerToDecimal(got, this.#unit(asset)) })
  }

  #judgePrice(what: string, expected: string, lots: number, atoms: number): void {
    const { base, quote } = this.#scale
    const share = (1 + this.#carried.reserve(BASE)) / lots + (1 + this.#carried.reserve(QUOTE_ASSET)) / atoms
    if (pricesAgree(expected, atoms, quote, lots, base, share, this.#tolerance)) return
    this.differences.push({ what, expected, got: String((atoms / lots) * 10 ** (base - quote)) })
  }
}

const amounts = (vector: ParityVector, pattern: RegExp): string[] => {
  const found: string[] = []
  const collect = (record: Readonly<Record<string, unknown>>): void => {
    for (const [key, value] of Object.entries(record)) {
      const decimal = text(value)
      if (decimal !== undefined && pattern.test(key)) found.push(decimal)
    }
  }
  collect(vector.given.amm as Record<string, unknown>)
  collect(vector.expect)
  for (const step of vector.steps ?? []) {
    collect(step)
    if (step.expect) collect(step.expect)
  }
  return found
}

const replay = (vector: ParityVector, scale: Scale): Outcome => {
  const run = new Replay(vector, scale)
  const steps = vector.steps ?? []
  const wanted = text(vector.expect.error)
  steps.forEach((step, i) => {
    const last = i === steps.length - 1
    const expected: ParityStep =
      last && wanted !== undefined && step.expect?.error === undefined
        ? { ...step, expect: { ...step.expect, error: wanted } }
        : step
    run.step(expected, steps.length > 1 ? `steps[${i}].` : '')
  })
  run.judge(vector.expect, '')
  return outcomeOf(run.differences)
}

const answer = (vector: ParityVector): Outcome => {
  if (typeof vector.given.amm !== 'object' || vector.given.amm === null)
    return { kind: 'skipped', reason: 'given.amm is missing' }
  const given = vector.given.amm as Record<string, unknown>
  try {
    ratio(given.tradeLimitRatio)
    ratio(given.fluctuationLimitRatio)
  } catch (error) {
    return { kind: 'skipped', reason: (error as Error).message }
  }
  const base = finestScale(amounts(vector, /^(base|baseReserve|baseLimit|amm\.baseReserve|result\.base)$/))
  const quote = finestScale(amounts(vector, /^(quote|quoteReserve|quoteLimit|amm\.quoteReserve|result\.quote)$/))
  // Finest first: each digit given up is taken from base or quote, in every combination.
  for (let lost = 0; lost <= base + quote; lost++) {
    for (let fromBase = 0; fromBase <= lost; fromBase++) {
      const scale = { base: base - fromBase, quote: quote - (lost - fromBase) }
      if (scale.base < 0 || scale.quote < 0) continue
      try {
        return replay(vector, scale)
      } catch (error) {
        if (error instanceof TypeError) return { kind: 'skipped', reason: error.message }
        if (!(error instanceof RangeError)) throw error
      }
    }
  }
  return { kind: 'skipped', reason: 'no scale holds its figures within 2^53 - 1' }
}

/** Perpetual Protocol v1's `Amm.sol`: swaps by quote and by base, their limits, and the fluctuation band. */
export const area: ParityArea = { protocol: 'perp_v1', area: 'amm', answer }
