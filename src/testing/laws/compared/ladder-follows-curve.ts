import fc from 'fast-check'
import { orderBook } from '../../../engines/order-book/order-book.ts'
import { constantProduct } from '../../../engines/virtual-amm/constant-product.ts'
import type { Curve } from '../../../engines/virtual-amm/curve.ts'
import { ladderFrom } from '../../../engines/virtual-amm/ladder-from.ts'
import { linear } from '../../../engines/virtual-amm/linear.ts'
import { virtualAmm } from '../../../engines/virtual-amm/virtual-amm.ts'
import type { Clearing } from '../../../market/clearing.ts'
import type { Engine } from '../../../market/engine.ts'
import { MARKET, POST_ONLY } from '../../../market/order-flags.ts'
import { BUY, SELL, type Side } from '../../../market/side.ts'
import { fraction } from '../../../numeric/fraction.ts'
import type { LawText } from '../../law.ts'
import type { Law } from '../../law-property.ts'
import { ceilDiv, floorDiv } from '../../watch/reckoning.ts'
import { type CurvePlace, constantProductAt, linearAt } from '../engine/exact-curve.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'
import { PaperClearing } from './paper-clearing.ts'

/** A curve, an order that takes from it, and the tick of a book. */
interface LadderSample {
  readonly curve:
    | { readonly kind: 'constant-product'; readonly lots: number; readonly atoms: number }
    | { readonly kind: 'linear'; readonly price: number; readonly rise: number; readonly scale: number }
  readonly buy: boolean
  readonly lots: number
  /** Price units; an even number. */
  readonly tick: number
}

const MAKER = 0
const TAKER = 1

const samples: fc.Arbitrary<LadderSample> = fc
  .record({
    linear: fc.boolean(),
    buy: fc.boolean(),
    lots: fc.integer({ min: 1, max: 120 }),
    reserve: fc.integer({ min: 20_000, max: 2_000_000 }),
    price: fc.integer({ min: 10_000, max: 2_000_000 }),
    rise: fc.integer({ min: 1, max: 100 }),
    scale: fc.integer({ min: 1, max: 30 }),
    halfTick: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 2_000 })),
    odd: fc.nat(999),
  })
  .map(({ linear: straight, buy, lots, reserve, price, rise, scale, halfTick, odd }) => ({
    curve: straight
      ? { kind: 'linear', price, rise, scale }
      : { kind: 'constant-product', lots: reserve, atoms: reserve * price + odd },
    buy,
    lots,
    tick: 2 * halfTick,
  }))

const curveOf = ({ curve }: LadderSample): Curve =>
  curve.kind === 'linear'
    ? linear({ price: curve.price, slope: fraction(curve.rise, curve.scale) })
    : constantProduct({ lots: curve.lots, atoms: curve.atoms })

/** The same curve in exact arithmetic; its slope in the lowest terms, as the curve keeps it. */
const placeOf = ({ curve }: LadderSample): CurvePlace => {
  if (curve.kind === 'constant-product') return constantProductAt([BigInt(curve.lots), BigInt(curve.atoms)])
  const { n, d } = fraction(curve.rise, curve.scale)
  return linearAt([BigInt(curve.price) * BigInt(d)], { n: BigInt(n), d: BigInt(d) })
}

/** First price of the grid that is no better for a taker than the curve's where it stands. */
const onGrid = ({ numerator, denominator }: CurvePlace, side: Side, tick: bigint): bigint =>
  tick * (side === BUY ? ceilDiv(numerator, denominator * tick) : floorDiv(numerator, denominator * tick))

/** What one taker's order of all the lots moves through an engine. */
const taken = (engine: (clearing: Clearing) => Engine, side: Side, lots: number) => {
  const clearing = new PaperClearing()
  const built = engine(clearing)
  const answer = built.submit(TAKER, side, lots, 0, MARKET, 0)
  const sign = side === BUY ? 1n : -1n
  const atoms = 0n - sign * (clearing.quote.get(TAKER) ?? 0n)
  return { answer, lots: sign * (clearing.lots.get(TAKER) ?? 0n), atoms }
}

/** A book on which somebody rests the curve's ladder. */
const ladderBook =
  (sample: LadderSample, tick: number) =>
  (clearing: Clearing): Engine => {
    const book = orderBook({ clearing, tickUnits: tick })
    // Room beyond the order, so that its last level is as deep as the curve.
    const ladder = ladderFrom(curveOf(sample), { tickUnits: tick, lots: sample.lots + 3, levels: 1_000 })
    for (const [side, prices, held] of [
      [SELL, ladder.askPrices, ladder.askLots],
      [BUY, ladder.bidPrices, ladder.bidLots],
    ] as const)
      for (const [i, price] of prices.entries()) {
        const answer = book.submit(MAKER, side, held[i], price, POST_ONLY, 0)
        if (answer <= 0) throw new RangeError(`the level of ${held[i]} lots at ${price} was refused (${answer})`)
      }
    return book
  }

const text: LawText = {
  id: 'PERP-96',
  name: 'on a ladder cut from a curve each lot trades at the first tick no better than the curve’s price behind it: never better than on the curve, and worse by less than a tick and the lot’s own impact',
  rulesOut: 'Engines that are compared over unequal liquidity: a ladder with a level too many, too deep, or a tick off',
  parts: ['curve', 'order book', 'engine'],
}

/** Both engines hold the same liquidity: a difference that shrinks with the tick is all that there is. */
export const ladderFollowsCurve = (): Law<LadderSample> =>
  lawOverNumbers(text, samples, (sample, ruling) => {
    const side = sample.buy ? BUY : SELL
    const start = placeOf(sample)
    const tick = BigInt(sample.tick)
    const lots = BigInt(sample.lots)
    if (lots > start.most(side) / 2n) return
    const after = start.trade(side, lots)
    if (onGrid(after.place, side, tick) <= 0n) return
    const sign = side === BUY ? 1n : -1n
    const words = `${lots} lots ${side === BUY ? 'bought' : 'sold'}`
    const swapped = taken(
      (clearing) => virtualAmm({ clearing, pool: MAKER, curve: curveOf(sample) }),
      side,
      sample.lots,
    )
    if (swapped.lots !== lots || swapped.atoms !== after.atoms)
      return ruling.broken(`${words} on the curve: ${swapped.lots} for ${swapped.atoms} atoms, not for ${after.atoms}`)
    /** Prices behind the order's first and last lot, apart: what all lots' own impacts add up to, rounded up. */
    const impact = ceilDiv(
      sign * (after.place.numerator * start.denominator - start.numerator * after.place.denominator),
      after.place.denominator * start.denominator,
    )
    const worseAt = (ticks: bigint): bigint | undefined => {
      let expected = 0n
      for (let lot = 1n; lot <= lots; lot++) expected += onGrid(start.trade(side, lot).place, side, ticks)
      const got = taken(ladderBook(sample, Number(ticks)), side, sample.lots)
      if (got.lots !== lots || got.atoms !== expected) {
        ruling.broken(
          `${words} on a ladder of ${ticks} units a tick: ${got.lots} for ${got.atoms} atoms, not ${expected}`,
        )
        return undefined
      }
      const worse = sign * (got.atoms - after.atoms)
      // Each lot costs less than a tick more than the price behind it, and that one impact more than the price before it;
      // the curve's quote was rounded once, and so were its reserves.
      const most = lots * ticks + impact + 1n
      if (worse < 0n || worse > most)
        ruling.broken(`${words}: the ladder of ${ticks} units a tick is worse by ${worse} atoms, not by 0 to ${most}`)
      return worse
    }
    const coarse = worseAt(tick)
    const fine = worseAt(tick / 2n)
    if (coarse === undefined || fine === undefined) return
    ruling.exercised(sample.curve.kind)
    ruling.exercised(side === BUY ? 'buys' : 'sells')
    if (fine > coarse)
      ruling.broken(`${words}: at half the tick the ladder is worse by ${fine} atoms, more than ${coarse}`)
  })
