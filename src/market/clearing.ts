import type { Side } from './side.ts'

/** The exchange's answer to "may both sides trade?": a code, since it is asked at every match. */
export type Verdict = 0 | 1 | 2 | 3
/** Both sides may trade. */
export const BOTH_MAY_TRADE: Verdict = 0
/** The maker may not: the engine removes its order and goes on. */
export const MAKER_REFUSED: Verdict = 1
/** The taker may not: matching stops, earlier fills stand. */
export const TAKER_REFUSED: Verdict = 2
/** Neither may: the maker's order is removed and matching stops. */
export const BOTH_REFUSED: Verdict = 3

/** Why lots left a resting order. */
export type Cause = 1 | 2 | 3 | 4 | 5 | 6 | 7
export const FILLED: Cause = 1
export const CANCELLED: Cause = 2
export const EXPIRED_ORDER: Cause = 3
/** The maker failed the margin check at a match. */
export const UNDERCOLLATERALISED: Cause = 4
export const SELF_TRADE_PREVENTED: Cause = 5
/** A reduce-only order that no longer reduces. */
export const REDUCE_ONLY_RESIZED: Cause = 6
/** It gave way to its replacement, or lost size by it. */
export const REPLACED: Cause = 7

/**
 * Slots of the `Float64Array` that an engine and its clearing share: amounts that may leave int32 pass here,
 * since V8 boxes a double passed through a call that is not inlined.
 */
/** Quote atoms of the match in hand; written by the engine before `canTrade` and `fill`. */
export const QUOTE = 0
/** Quote atoms that a `quote` call would cost (buy) or yield (sell). */
export const COST = 1
/** Price micro-units (1e-6 price unit) at the margin after a `quote` call. */
export const AFTER = 2
/** Quote atoms to spend or receive: input of `lotsFor` and of `BY_QUOTE` orders. */
export const BUDGET = 3
/** How many slots the shared array has. */
export const CELL_LENGTH = 8

/**
 * What an engine needs of the exchange. Accounts, handles, lots and codes are numbers; hot: nothing here allocates.
 * Nothing called from it calls an engine again: consequences wait until `submit` returns.
 */
export interface Clearing {
  /** The array shared with the engine; slots are named above. */
  readonly cell: Float64Array
  /** May this match of `lots` for `cell[QUOTE]` atoms happen? `side` is the taker's. Changes nothing. */
  canTrade(maker: number, taker: number, side: Side, lots: number, flags: number): Verdict
  /** Moves lots and `cell[QUOTE]` atoms between the two accounts, and the fees. `side` is the taker's. Always after `canTrade` said yes. */
  fill(maker: number, taker: number, side: Side, lots: number, flags: number): void
  /** The largest number of lots by which a trade on `side` would bring the account nearer to zero; 0 when it would not. */
  reducible(account: number, side: Side): number
  /** An order now rests under this handle. */
  rested(owner: number, handle: number, side: Side, lots: number, price: number, flags: number): void
  /** `lots` left the resting order, all or a part of it. */
  removed(handle: number, lots: number, cause: Cause): void
  /** Marks the present state; `revert` returns to it. One level; `save` again forgets the former mark. */
  save(): void
  revert(): void
}
