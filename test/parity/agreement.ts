import { Decimal } from 'decimal.js'

const D = Decimal.clone({ precision: 60 })

/** In whose favour a rounding may go: `low` where the trader receives the figure, `high` where the pool does. */
export type Favour = 'low' | 'high'

/** Share of a figure that the source's own last digits may differ by: 18 decimals, a few roundings. */
const SOURCE_DUST = new D('1e-17')

/**
 * Do a figure of the source (18 decimals) and one of a coarser scale agree?
 *
 * While nothing was rounded before it, the figure may differ by one atom of the scale, in the protocol's favour.
 * A later figure starts from reserves that carry earlier roundings, so it may lie on either side of the source's,
 * within its own atom and what they carry. A vector's own tolerance, absolute or `rel:x`, is enough by itself.
 *
 * @param got - atoms of the scale
 * @param carried - atoms by which earlier roundings may have moved it (`Carried`)
 * @param reserve - the reserve that the figure is (part of), in atoms
 */
export const agrees = (
  expected: string,
  got: number,
  decimals: number,
  favour: Favour,
  carried: number,
  reserve: number,
  tolerance: string,
): boolean => {
  const source = new D(expected)
  const atom = new D(10).pow(-decimals)
  const gap = new D(got).mul(atom).sub(source)
  const own = tolerance.startsWith('rel:') ? source.abs().mul(tolerance.slice(4)) : new D(tolerance)
  if (gap.abs().lte(own)) return true
  const dust = SOURCE_DUST.mul(new D(reserve).mul(atom))
  if (carried === 0) {
    const worse = favour === 'low' ? gap.neg() : gap
    return worse.gte(dust.neg()) && worse.lte(atom.add(dust))
  }
  return gap.abs().lte(atom.mul(1 + carried).add(dust))
}

/** Do two prices, given as the source's decimal and as a ratio of reserves in atoms, agree? `share` is their error, relative. */
export const pricesAgree = (
  expected: string,
  quote: number,
  quoteDecimals: number,
  base: number,
  baseDecimals: number,
  share: number,
  tolerance: string,
): boolean => {
  const source = new D(expected)
  const got = new D(quote).div(base).mul(new D(10).pow(baseDecimals - quoteDecimals))
  const own = tolerance.startsWith('rel:') ? source.abs().mul(tolerance.slice(4)) : new D(tolerance)
  return got
    .sub(source)
    .abs()
    .lte(Decimal.max(own, source.mul(share).add('1e-18')))
}

/** Is a decimal a whole number of 10^-decimals? */
export const isOnScale = (text: string, decimals: number): boolean =>
  new D(text).mul(new D(10).pow(decimals)).isInteger()

/** Most decimals, up to 18, at which a decimal still fits 2^53 - 1. */
export const finestScale = (texts: readonly string[]): number => {
  const most = texts.reduce((a, b) => Decimal.max(a, new D(b).abs()), new D(0))
  let decimals = 18
  while (most.mul(new D(10).pow(decimals)).gt(Number.MAX_SAFE_INTEGER)) decimals--
  return decimals
}
