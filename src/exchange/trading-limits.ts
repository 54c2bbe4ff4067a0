import { aggressivePriceBand, openInterestCap, positionCap } from '../margin/caps.ts'
import { BUY, type Side, signOf } from '../market/side.ts'
import type { Fraction } from '../numeric/fraction.ts'
import { mulDivDown, mulDivUp } from '../numeric/mul-div.ts'

/** What a market refuses at entry besides margin. */
export interface TradingLimits {
  /** Largest size of one account in lots, resting orders counted as filled; `Infinity` for none. */
  readonly positionCap: number
  /** Largest open interest in lots of one side; `Infinity` for none. */
  readonly openInterestCap: number
  /** How far beyond the index a limit may be aggressive; none where left out. */
  readonly priceBand?: Fraction
}

/** No limits at all. */
export const unlimited: TradingLimits = { positionCap: Infinity, openInterestCap: Infinity }

/** The limits of who makes the market for the protocol: the band alone, since a pool that trades on a curve meets no cap either. */
export const withoutCaps = ({ priceBand }: TradingLimits): TradingLimits =>
  priceBand === undefined ? unlimited : { ...unlimited, priceBand }

/** What `limitRefusal` looks at: signed and side-wise lots before the order, prices in units. */
export interface EntryCase {
  readonly side: Side
  readonly lots: number
  /** 0 for a market order. */
  readonly limit: number
  readonly size: number
  /** Exposure resting on the order's side. */
  readonly restingLots: number
  readonly openInterest: number
  /** 0 before the first publication. */
  readonly index: number
}

/** @returns 0, or the refusal of the first limit that an opening order would break. */
export const limitRefusal = (limits: TradingLimits, order: EntryCase): number => {
  const { side, lots, limit, size, restingLots, openInterest, index } = order
  const signed = signOf(side)
  const refusal = positionCap(size, size + signed * (restingLots + lots), limits.positionCap)
  if (refusal !== 0) return refusal
  const opening = Math.max(0, Math.abs(size + signed * lots) - Math.abs(size))
  const capped = openInterestCap(openInterest, openInterest + opening, limits.openInterestCap)
  if (capped !== 0) return capped
  if (limits.priceBand === undefined || limit === 0 || index === 0) return 0
  return aggressivePriceBand(side, limit, index, limits.priceBand)
}

/** The worst price in units, a whole number of ticks, at which a taker on `side` may trade within the band about the index. */
export const bandEdge = (side: Side, index: number, { n, d }: Fraction, tickUnits: number): number =>
  side === BUY
    ? mulDivDown(mulDivDown(index, d + n, d), 1, tickUnits) * tickUnits
    : Math.max(tickUnits, mulDivUp(mulDivUp(index, d - n, d), 1, tickUnits) * tickUnits)
