import type { Curve } from '../../../engines/virtual-amm/curve.ts'
import { BUY, SELL, type Side } from '../../../market/side.ts'
import type { LawText, Ruling } from '../../law.ts'

/** A part of what is possible: millionths of the most, and some more. */
export interface Portion {
  readonly millionths: number
  readonly more: number
}

/** What a law about curves is tried on, as plain data: trades that lead to a place on the curve, and what is asked there. */
export interface CurveDraw {
  readonly trades: readonly { readonly side: Side; readonly byQuote: boolean; readonly portion: Portion }[]
  readonly side: Side
  /** Of the lots or atoms that are possible. */
  readonly portion: Portion
  /** Where it is cut in two, thousandths. */
  readonly cut: number
  /** A price, thousandths of the marginal one. */
  readonly price: number
}

/** A law that one place on a curve can be held to. */
export interface CurveLaw extends LawText {
  readonly judge: (curve: Curve, draw: CurveDraw, ruling: Ruling) => void
}

/** From 1 to the most; 0 where there is nothing. */
export const amountOf = (most: number, { millionths, more }: Portion): number =>
  most < 1 ? 0 : Math.max(1, Math.min(most, Math.floor((most / 1_000_000) * millionths) + more))

/** Lots that a taker on the side can trade. */
export const mostLots = (curve: Curve, side: Side): number => (side === BUY ? curve.buyable() : curve.sellable())

/** Atoms that lots cost or bring. */
export const quoteOf = (curve: Curve, side: Side, lots: number): number =>
  side === BUY ? curve.quoteToBuy(lots) : curve.quoteToSell(lots)

/** Moves the curve by a trade. @returns its atoms */
export const trade = (curve: Curve, side: Side, lots: number): number => {
  const atoms = quoteOf(curve, side, lots)
  if (side === BUY) curve.bought(lots, atoms)
  else curve.sold(lots, atoms)
  return atoms
}

/** Lots that a budget buys, or that bring it. */
export const lotsForQuote = (curve: Curve, side: Side, atoms: number): number =>
  side === BUY ? curve.lotsForQuoteIn(atoms) : curve.lotsForQuoteOut(atoms)

/** Moves the curve along the trades of a draw, as far as each is possible. */
export const reach = (curve: Curve, { trades }: CurveDraw): void => {
  for (const { side, byQuote, portion } of trades) {
    if (byQuote) {
      const atoms = amountOf(side === BUY ? curve.spendable() : curve.payable(), portion)
      if (atoms === 0) continue
      const lots = lotsForQuote(curve, side, atoms)
      if (side === BUY) curve.bought(lots, atoms)
      else curve.sold(lots, atoms)
    } else {
      const lots = amountOf(mostLots(curve, side), portion)
      if (lots > 0) trade(curve, side, lots)
    }
  }
}

/** The marginal price as numerator and denominator. */
export const priceOf = (curve: Curve): readonly [bigint, bigint] => [
  BigInt(curve.priceNumerator()),
  BigInt(curve.priceDenominator()),
]

/** Is the first price above (1), at (0) or below (-1) the second? */
export const comparePrices = ([n, d]: readonly [bigint, bigint], [m, e]: readonly [bigint, bigint]): number => {
  const [a, b] = [n * e, m * d]
  return a < b ? -1 : a > b ? 1 : 0
}

/** Does every cell hold a whole number of at most 2^53 - 1? */
export const isSound = ({ cells }: Curve): boolean => cells.every((x) => Number.isSafeInteger(x))

/** Both sides. */
export const SIDES: readonly Side[] = [BUY, SELL]
