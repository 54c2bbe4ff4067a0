export {
  AFTER,
  BOTH_MAY_TRADE,
  BOTH_REFUSED,
  BUDGET,
  type Cause,
  CELL_LENGTH,
  type Clearing,
  COST,
  MAKER_REFUSED,
  QUOTE,
  TAKER_REFUSED,
  type Verdict,
} from '../market/clearing.ts'
export type { Engine, EngineFactory } from '../market/engine.ts'
export {
  BY_QUOTE,
  CANCEL_INCOMING,
  CANCEL_RESTING,
  DECREMENT_BOTH,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIQUIDATION,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SLIDE,
} from '../market/order-flags.ts'
export { MICROS_PER_UNIT } from '../market/price.ts'
export { refusalName } from '../market/refusal.ts'
export { BUY, SELL, type Side } from '../market/side.ts'
export type { StateArray, Stateful } from '../market/stateful.ts'
export { type Fraction, fraction, parseFraction } from '../numeric/fraction.ts'
export { type OrderBook, orderBook } from './order-book/order-book.ts'
export type { OrderBookOptions } from './order-book/order-book-options.ts'
export { type ConstantProductReserves, constantProduct } from './virtual-amm/constant-product.ts'
export type { Curve } from './virtual-amm/curve.ts'
export { reservesForDepth, slopeForDepth, type WantedDepth } from './virtual-amm/depth-calibration.ts'
export { type Ladder, type LadderCut, ladderFrom } from './virtual-amm/ladder-from.ts'
export { type LinearTerms, linear } from './virtual-amm/linear.ts'
export type { LiftedCurve, RecentringRule, VirtualAmmOptions, VirtualAmmParts } from './virtual-amm/options.ts'
export { type VirtualAmm, virtualAmm } from './virtual-amm/virtual-amm.ts'
