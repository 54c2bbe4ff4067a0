import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agrees } from './agreement.ts'
import { area } from './perp-v1-amm.ts'
import type { ParityStep, ParityVector } from './vector.ts'

const WEI = 10n ** 18n

const toWei = (text: string): bigint => {
  const [whole, decimals = ''] = text.split('.')
  return BigInt(whole + decimals.padEnd(18, '0'))
}

const toText = (wei: bigint): string => `${wei / WEI}.${(wei % WEI).toString().padStart(18, '0')}`

type Answer = { error: string } | { asset: 'base' | 'quote'; amount: bigint }

/** The protocol's own arithmetic, 18 decimals, with k multiplied out at each swap (mechanics/amm-family.md §1). */
class Model {
  base: bigint
  quote: bigint
  readonly #fluctuation: bigint
  #block = 0
  #snapshots: { block: number; base: bigint; quote: bigint }[]

  constructor(base: bigint, quote: bigint, fluctuation: bigint) {
    this.base = base
    this.quote = quote
    this.#fluctuation = fluctuation
    this.#snapshots = [{ block: 0, base, quote }]
  }

  advance(blocks: number): void {
    this.#block += blocks
  }

  byQuote(dir: string, amount: bigint, limit: bigint, mayCross: boolean, swap: boolean): Answer {
    const into = dir === 'in'
    if (swap && !into && amount > (this.quote * 9n) / 10n) return { error: 'OVER_TRADING_LIMIT' }
    const after = into ? this.quote + amount : this.quote - amount
    if (after <= 0n) return { error: 'ZERO_RESERVE_AFTER' }
    const k = (this.quote * this.base) / WEI
    const rest = (k * WEI) % after !== 0n
    const moved = (k * WEI) / after - this.base
    const base = (moved < 0n ? -moved : moved) + (rest ? (into ? -1n : 1n) : 0n)
    if (!swap) return { asset: 'base', amount: base }
    if (limit !== 0n && (into ? base < limit : base > limit))
      return { error: into ? 'BELOW_MIN_BASE' : 'ABOVE_MAX_BASE' }
    const error = this.#move(into ? -base : base, into ? amount : -amount, mayCross)
    return error ? { error } : { asset: 'base', amount: base }
  }

  byBase(dir: string, amount: bigint, limit: bigint, mayCross: boolean, swap: boolean): Answer {
    const into = dir === 'in'
    if (swap && !into && amount > (this.base * 9n) / 10n) return { error: 'OVER_TRADING_LIMIT' }
    const after = into ? this.base + amount : this.base - amount
    if (after <= 0n) return { error: 'ZERO_RESERVE_AFTER' }
    const k = (this.quote * this.base) / WEI
    const rest = (k * WEI) % after !== 0n
    const moved = (k * WEI) / after - this.quote
    const quote = (moved < 0n ? -moved : moved) + (rest ? (into ? -1n : 1n) : 0n)
    if (!swap) return { asset: 'quote', amount: quote }
    if (limit !== 0n && (into ? quote < limit : quote > limit))
      return { error: into ? 'BELOW_MIN_QUOTE' : 'ABOVE_MAX_QUOTE' }
    const error = this.#move(into ? amount : -amount, into ? -quote : quote, mayCross)
    return error ? { error } : { asset: 'quote', amount: quote }
  }

  #move(base: bigint, quote: bigint, mayCross: boolean): string | undefined {
    if (this.#fluctuation > 0n) {
      const newest = this.#snapshots[this.#snapshots.length - 1]
      const earlier = newest.block === this.#block && this.#snapshots.length > 1
      const reference = earlier ? this.#snapshots[this.#snapshots.length - 2] : newest
      const price = (reference.quote * WEI) / reference.base
      const up = (price * (WEI + this.#fluctuation)) / WEI
      const down = (price * (WEI - this.#fluctuation)) / WEI
      const now = (this.quote * WEI) / this.base
      if (now > up || now < down) return 'PRICE_ALREADY_OVER_LIMIT'
      const then = ((this.quote + quote) * WEI) / (this.base + base)
      if (!mayCross && (then > up || then < down)) return 'PRICE_OVER_LIMIT'
    }
    this.base += base
    this.quote += quote
    const newest = this.#snapshots[this.#snapshots.length - 1]
    if (newest.block === this.#block) this.#snapshots.pop()
    this.#snapshots.push({ block: this.#block, base: this.base, quote: this.quote })
    return undefined
  }
}

const steps = fc.array(
  fc.record({
    op: fc.constantFrom('priceQuote', 'priceBase', 'swapQuote', 'swapQuote', 'swapBase', 'swapBase', 'advance'),
    dir: fc.constantFrom('in', 'out'),
    /** Share of the reserve in 1e-5, now and then all of it. */
    share: fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 100_000 })),
    digits: fc.constantFrom(0, 2, 6, 18),
    limit: fc.constantFrom('none', 'none', 'exact', 'loose', 'tight'),
    mayCross: fc.constantFrom(undefined, true, false),
  }),
  { minLength: 1, maxLength: 6 },
)
const market = fc.constantFrom(
  { base: '100', quote: '1000' },
  { base: '500', quote: '10000000' },
  { base: '20000', quote: '10000000' },
  { base: '300000', quote: '5250000' },
  { base: '900', quote: '900' },
)
const fluctuation = fc.constantFrom('0', '0', '0.012', '0.05', '0.5')

type Plan = typeof steps extends fc.Arbitrary<infer T> ? T : never

const cut = (wei: bigint, digits: number): bigint => {
  const unit = 10n ** BigInt(18 - digits)
  return (wei / unit) * unit
}

/** A vector as the protocol's own tests would state it. */
const vectorOf = (given: { base: string; quote: string }, band: string, plan: Plan): ParityVector => {
  const model = new Model(toWei(given.base), toWei(given.quote), toWei(band))
  const made: ParityStep[] = []
  for (const { op, dir, share, digits, limit, mayCross } of plan) {
    if (op === 'advance') {
      model.advance(1)
      made.push({ op, blocks: 1 })
      continue
    }
    const byQuote = op.endsWith('Quote')
    const amount = cut(((byQuote ? model.quote : model.base) * BigInt(share)) / 100_000n, digits)
    if (amount === 0n) continue
    const swap = op.startsWith('swap')
    const ask = (x: bigint, cross: boolean, trade: boolean): Answer =>
      byQuote ? model.byQuote(dir, amount, x, cross, trade) : model.byBase(dir, amount, x, cross, trade)
    const plain = ask(0n, true, false)
    let bound = 0n
    if (swap && limit !== 'none' && 'amount' in plain) {
      // A limit that the scale cannot tell from the amount itself would decide nothing.
      const gap = plain.amount / 1_000_000n + 1n
      bound =
        limit === 'exact'
          ? plain.amount
          : (limit === 'loose') === (byQuote === (dir === 'in'))
            ? plain.amount - gap
            : plain.amount + gap
    }
    const cross = mayCross ?? !byQuote
    const answer = ask(bound, cross, swap)
    const expectation: Record<string, string> =
      'error' in answer
        ? { error: answer.error }
        : {
            [`result.${answer.asset}`]: toText(answer.amount),
            'amm.quoteReserve': toText(model.quote),
            'amm.baseReserve': toText(model.base),
          }
    made.push({
      op,
      dir,
      [byQuote ? 'quote' : 'base']: toText(amount),
      ...(bound > 0n && { [byQuote ? 'baseLimit' : 'quoteLimit']: toText(bound) }),
      ...(mayCross !== undefined && { allowOverLimit: mayCross }),
      expect: expectation,
    })
  }
  return {
    id: 'made',
    source: 'model',
    area: 'amm',
    given: {
      amm: { quoteReserve: given.quote, baseReserve: given.base, tradeLimitRatio: '0.9', fluctuationLimitRatio: band },
    },
    steps: made,
    expect: { 'amm.quoteReserve': toText(model.quote), 'amm.baseReserve': toText(model.base), tolerance: '0' },
  }
}

describe('the engine against the arithmetic of Perpetual Protocol v1 at 18 decimals', () => {
  test('any sequence of swaps, prices and blocks comes out alike on the finest scale that fits', () => {
    fc.assert(
      fc.property(market, fluctuation, steps, (given, band, plan) => {
        expect(area.answer(vectorOf(given, band, plan))).toEqual({ kind: 'passed' })
      }),
      { numRuns: 1500, seed: 41 },
    )
  })

  test('a first figure that is two atoms off, or one in the trader’s favour, fails', () => {
    const vector = (quote: string): ParityVector => ({
      ...vectorOf({ base: '100', quote: '1000' }, '0', []),
      steps: [{ op: 'priceBase', dir: 'out', base: '25' }],
      expect: { 'result.quote': quote, tolerance: '0' },
    })
    expect(area.answer(vector('333.333333333333333334')).kind).toBe('passed')
    expect(area.answer(vector('333.333333333335')).kind).toBe('failed')
    expect(area.answer(vector('333.333333333331')).kind).toBe('failed')
  })

  test('a wrong error, or none, fails', () => {
    const vector = (error: string | undefined): ParityVector => ({
      ...vectorOf({ base: '100', quote: '1000' }, '0', []),
      steps: [{ op: 'swapQuote', dir: 'out', quote: '901', ...(error && { expect: { error } }) }],
      expect: { tolerance: '0' },
    })
    expect(area.answer(vector('OVER_TRADING_LIMIT')).kind).toBe('passed')
    expect(area.answer(vector('PRICE_OVER_LIMIT')).kind).toBe('failed')
    expect(area.answer(vector(undefined)).kind).toBe('failed')
  })

  test('an operation or a figure of another part of the protocol is skipped with its name', () => {
    const vector = vectorOf({ base: '100', quote: '1000' }, '0', [])
    expect(area.answer({ ...vector, steps: [{ op: 'settleFunding' }] })).toEqual({
      kind: 'skipped',
      reason: 'operation "settleFunding" is not one of a virtual AMM',
    })
    expect(area.answer({ ...vector, expect: { fundingRate: '0.1' } })).toEqual({
      kind: 'skipped',
      reason: 'figure "fundingRate" is not one of a virtual AMM',
    })
  })
})

describe('agreement of two scales', () => {
  test('before any rounding: within one atom, in the protocol’s favour', () => {
    expect(agrees('1.05', 10, 1, 'low', 0, 100, '0')).toBe(true)
    expect(agrees('1.05', 11, 1, 'low', 0, 100, '0')).toBe(false)
    expect(agrees('1.05', 11, 1, 'high', 0, 100, '0')).toBe(true)
    expect(agrees('1.05', 12, 1, 'high', 0, 100, '0')).toBe(false)
  })

  test('after one: on either side, within its own atom and what earlier ones carry', () => {
    expect(agrees('1.05', 12, 1, 'low', 1, 100, '0')).toBe(true)
    expect(agrees('1.05', 13, 1, 'low', 1, 100, '0')).toBe(false)
  })

  test('the vector’s own tolerance is enough', () => {
    expect(agrees('1.05', 13, 1, 'low', 0, 100, '0.25')).toBe(true)
    expect(agrees('1.05', 13, 1, 'low', 0, 100, 'rel:0.25')).toBe(true)
    expect(agrees('1.05', 13, 1, 'low', 0, 100, 'rel:0.2')).toBe(false)
  })
})
