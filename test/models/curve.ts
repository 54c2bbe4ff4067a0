import { down, type Exact, exact, greatest, least, nearest, ONE, part, type Share, up, ZERO } from './exact.ts'
import { decimalOf, type EngineWords, shareOf } from './words.ts'

/** A curve at one place: reserves of a constant product, or a line's price and slope. Price units, lots, atoms. */
export type Curve =
  | { readonly kind: 'constant-product'; readonly lots: Exact; readonly atoms: Exact }
  | { readonly kind: 'linear'; readonly price: Exact; readonly slope: Exact; readonly scale: Exact }

const LARGEST = exact(2).pow(53).minus(1)
const MICROS = exact(1_000_000)

/** The curve of a wanted depth at the start price in micro-units, docs/virtual-amm.md "Depth"; none for a book. */
export const curveOf = (engine: EngineWords, start: Exact, atomsPerQuote: Exact): Curve | undefined => {
  if (engine.kind === 'order-book') return undefined
  const notional = decimalOf(engine.depth.notional).times(atomsPerQuote)
  const { n, d } = shareOf(engine.depth.within)
  const f = n.div(d)
  if (engine.curve === 'constant-product') {
    const atoms = notional.div(f.plus(1).sqrt().minus(1)).round()
    return { kind: 'constant-product', lots: nearest(atoms.times(MICROS).div(start)), atoms }
  }
  const price = nearest(start.div(MICROS))
  let scale = ONE
  while (price.times(scale).times(160).lte(LARGEST)) scale = scale.times(10)
  const slope = f.times(f.div(2).plus(1)).times(price).times(price).div(notional)
  return { kind: 'linear', price, slope: slope.times(scale).round().div(scale), scale }
}

/** Marginal price as an exact ratio. */
export const priceOf = (curve: Curve): Share =>
  curve.kind === 'linear' ? { n: curve.price, d: ONE } : { n: curve.atoms, d: curve.lots }

/** Atoms that buying costs, up, or that selling yields, down. */
export const quoteFor = (curve: Curve, side: 'buy' | 'sell', lots: Exact): Exact => {
  if (curve.kind === 'constant-product') {
    const { lots: base, atoms } = curve
    return side === 'buy' ? up(atoms.times(lots).div(base.minus(lots))) : down(atoms.times(lots).div(base.plus(lots)))
  }
  const rise = curve.slope.times(lots).times(lots).div(2)
  const flat = curve.price.times(lots)
  return side === 'buy' ? up(flat.plus(rise)) : down(flat.minus(rise))
}

/** The curve after a taker traded so many lots for so many atoms. */
export const movedBy = (curve: Curve, side: 'buy' | 'sell', lots: Exact, atoms: Exact): Curve => {
  const bought = side === 'buy' ? lots : lots.neg()
  if (curve.kind === 'linear') return { ...curve, price: curve.price.plus(curve.slope.times(bought)) }
  return { ...curve, lots: curve.lots.minus(bought), atoms: curve.atoms.plus(side === 'buy' ? atoms : atoms.neg()) }
}

/** Lots that the curve has for a taker at all: a line ends at a price of zero, reserves leave one lot. */
export const available = (curve: Curve, side: 'buy' | 'sell'): Exact => {
  if (side === 'buy') return curve.kind === 'constant-product' ? curve.lots.minus(1) : LARGEST
  return curve.kind === 'constant-product' ? LARGEST : down(curve.price.div(curve.slope))
}

/** Does the price with the spread stay within the limit after so many lots? */
const staysWithin = (curve: Curve, side: 'buy' | 'sell', lots: Exact, limit: Exact, spread: Share): boolean => {
  const { n, d } = priceOf(movedBy(curve, side, lots, quoteFor(curve, side, lots)))
  const share = side === 'buy' ? spread.d.plus(spread.n) : spread.d.minus(spread.n)
  const price = n.times(share)
  const bound = limit.times(d).times(spread.d)
  return side === 'buy' ? price.lte(bound) : price.gte(bound)
}

/** The most lots, up to `wanted`, whose last leaves the marginal price within the limit, spread included. */
export const lotsWithin = (curve: Curve, side: 'buy' | 'sell', wanted: Exact, limit: Exact, spread: Share): Exact => {
  let good = ZERO
  let bad = least(wanted, available(curve, side)).plus(1)
  while (bad.minus(good).gt(1)) {
    const middle = down(good.plus(bad).div(2))
    if (staysWithin(curve, side, middle, limit, spread)) good = middle
    else bad = middle
  }
  return greatest(good, ZERO)
}

/** What a taker pays or gets when the curve moves by so many atoms: the spread is a share of them, up. */
export const withSpread = (side: 'buy' | 'sell', atoms: Exact, spread: Share): Exact =>
  side === 'buy' ? atoms.plus(up(part(atoms, spread))) : atoms.minus(up(part(atoms, spread)))

/** Price micro-units: the middle to the nearest, what a buyer pays up, what a seller gets down, with the spread. */
export const quotes = (
  curve: Curve,
  spread: Share,
): { readonly mid: Exact; readonly bid: Exact; readonly ask: Exact } => {
  const { n, d } = priceOf(curve)
  const micros = n.times(MICROS).div(d)
  return {
    mid: nearest(micros),
    bid: withSpread('sell', down(micros), spread),
    ask: withSpread('buy', up(micros), spread),
  }
}
