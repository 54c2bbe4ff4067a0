import { slopeForDepth } from '../../../engines/virtual-amm/depth-calibration.ts'
import { BUY, type Side } from '../../../market/side.ts'
import { armsOf } from '../../../scenario/arms.ts'
import { atomsOf, rateOf } from '../../../scenario/quantities.ts'
import type { VirtualAmmText } from '../../../scenario/schema/engines-schema.ts'
import { ceilDiv, floorDiv, type Share, shareOf } from '../../watch/reckoning.ts'
import type { RunInView } from '../../watch/run-in-view.ts'

/** Where a curve stands, exactly. Its marginal price in price units is `numerator / denominator`. */
export interface CurvePlace {
  readonly cells: readonly bigint[]
  readonly numerator: bigint
  readonly denominator: bigint
  /** Quote atoms of a trade on that side, rounded against the taker, and where the curve stands after it. */
  trade(side: Side, lots: bigint): { readonly atoms: bigint; readonly place: CurvePlace }
  /** The most lots that a taker can ask. */
  most(side: Side): bigint
}

/** x*y = k over so many lots and atoms. */
export const constantProductAt = ([lots, atoms]: readonly bigint[]): CurvePlace => ({
  cells: [lots, atoms],
  numerator: atoms,
  denominator: lots,
  trade: (side, q) => {
    const moved = side === BUY ? ceilDiv(atoms * q, lots - q) : floorDiv(atoms * q, lots + q)
    const place = side === BUY ? [lots - q, atoms + moved] : [lots + q, atoms - moved]
    return { atoms: moved, place: constantProductAt(place) }
  },
  most: (side) => (side === BUY ? lots - 1n : lots * 1000n),
})

/** A price, times the slope's denominator, that rises by the slope with each net lot bought. */
export const linearAt = ([price]: readonly bigint[], slope: Share): CurvePlace => ({
  cells: [price],
  numerator: price,
  denominator: slope.d,
  trade: (side, q) => {
    const rise = side === BUY ? slope.n * q : 0n - slope.n * q
    const area = q * (2n * price + rise)
    const atoms = side === BUY ? ceilDiv(area, 2n * slope.d) : floorDiv(area, 2n * slope.d)
    return { atoms, place: linearAt([price + rise], slope) }
  },
  most: (side) => (side === BUY ? price * 1000n : price / slope.n),
})

/** A virtual AMM as the scenario describes it. */
export interface ExactAmm {
  readonly words: VirtualAmmText
  readonly spread: Share
  /** Where the engine's curve stands now. */
  now(): CurvePlace
}

/** What a taker pays or receives where the curve moves by `atoms`: the spread is rounded against it. */
export const withSpread = ({ spread }: ExactAmm, side: Side, atoms: bigint): bigint => {
  const extra = ceilDiv(atoms * spread.n, spread.d)
  return side === BUY ? atoms + extra : atoms - extra
}

/** The run's own virtual AMM, in exact arithmetic; none where another engine trades. */
export const exactAmmOf = (
  { scenario, arm, simulation, ownEngine }: RunInView,
  market: number,
): ExactAmm | undefined => {
  const found = armsOf(scenario).find(({ name }) => name === arm)
  if (!ownEngine || found?.kind !== 'curve') return undefined
  const words = found.engine
  const { engine, spec } = simulation.parts.exchange.venues[market]
  const cells = (): readonly bigint[] => Array.from(engine.state()['curve'], (x) => BigInt(x))
  const spread = shareOf(words.spread)
  if (words.curve === 'constant-product') return { words, spread, now: () => constantProductAt(cells()) }
  const { slope } = slopeForDepth({
    indexMicros: simulation.parts.markets[market].path.priceAt(0),
    within: rateOf(words.depth.within),
    notional: atomsOf(words.depth.notional, spec.quoteDecimals),
  })
  const exact = { n: BigInt(slope.n), d: BigInt(slope.d) }
  return { words, spread, now: () => linearAt(cells(), exact) }
}
