import { constantProduct } from '../../../engines/virtual-amm/constant-product.ts'
import type { Curve } from '../../../engines/virtual-amm/curve.ts'
import { linear } from '../../../engines/virtual-amm/linear.ts'
import { BUY, type Side } from '../../../market/side.ts'
import { fraction } from '../../../numeric/fraction.ts'
import { ceilDiv, floorDiv } from '../../watch/reckoning.ts'

/** What a curve of perplab's starts from, as plain data. */
export type OwnCurve =
  | { readonly kind: 'constant-product'; readonly lots: number; readonly atoms: number }
  /** The price rises by `rise / per` price units with each lot. */
  | { readonly kind: 'linear'; readonly price: number; readonly rise: number; readonly per: number }

/** The curve at its start. */
export const ownCurve = (own: OwnCurve): Curve =>
  own.kind === 'constant-product'
    ? constantProduct(own)
    : linear({ price: own.price, slope: fraction(own.rise, own.per) })

/** The integral of the price over lots, from where the cells are: up for a buyer, down for a seller. */
export const integral = (own: OwnCurve, cells: readonly bigint[], side: Side, lots: bigint): bigint => {
  const round = side === BUY ? ceilDiv : floorDiv
  const signed = side === BUY ? lots : 0n - lots
  if (own.kind === 'constant-product') return round(cells[1] * lots, cells[0] - signed)
  const { n, d } = fraction(own.rise, own.per)
  return round(lots * (2n * cells[0] + BigInt(n) * signed), 2n * BigInt(d))
}

/** Where the cells are after the trade. */
export const cellsAfter = (own: OwnCurve, cells: readonly bigint[], side: Side, lots: bigint): readonly bigint[] => {
  const signed = side === BUY ? lots : 0n - lots
  if (own.kind === 'linear') return [cells[0] + BigInt(fraction(own.rise, own.per).n) * signed]
  const atoms = integral(own, cells, side, lots)
  return [cells[0] - signed, side === BUY ? cells[1] + atoms : cells[1] - atoms]
}
