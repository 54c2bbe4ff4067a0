import {
  BOTH_MAY_TRADE,
  CANCELLED,
  type Cause,
  FILLED,
  MAKER_REFUSED,
  REDUCE_ONLY_RESIZED,
  REPLACED,
  SELF_TRADE_PREVENTED,
  TAKER_REFUSED,
  UNDERCOLLATERALISED,
  type Verdict,
} from '../../../market/clearing.ts'
import {
  CANCEL_INCOMING,
  DECREMENT_BOTH,
  FILL_OR_KILL,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SELF_TRADE_MASK,
  SLIDE,
} from '../../../market/order-flags.ts'
import {
  BEYOND_LIMIT,
  INSUFFICIENT_MARGIN,
  NO_LIQUIDITY,
  NOT_ALL_FILLED,
  SELF_TRADE,
  UNKNOWN_ORDER,
  WOULD_CROSS,
  WOULD_INCREASE,
} from '../../../market/refusal.ts'
import { BUY, opposite, type Side } from '../../../market/side.ts'
import type { RestingBook, RestingOrder } from '../../watch/resting-book.ts'
import { isBeyond, isImmediate } from './price-order.ts'
import type { EngineRequest, OrderInHand } from './request-log.ts'

/** A line that an engine should speak, less what only it knows: handles that it gives out, answers of others. */
export type ExpectedLine =
  | { readonly kind: 'asked' | 'filled'; readonly maker: number; readonly lots: number; readonly quote: number }
  | { readonly kind: 'removed'; readonly handle: number; readonly lots: number; readonly cause: Cause }
  | { readonly kind: 'rested'; readonly lots: number; readonly price: number }
  | { readonly kind: 'saved' | 'reverted' }
  /** `answer` undefined: the handle under which the order has just come to rest. */
  | { readonly kind: 'answer'; readonly answer: number | undefined }

/** What the naive book looks at: the orders that rest and the sizes of accounts, as they are at each moment. */
export interface Surroundings {
  readonly book: RestingBook
  readonly tickUnits: number
  /** Do reduce-only orders go with the fill that leaves them nothing? */
  readonly purges: boolean
  size(account: number): number
}

type Lines = Generator<ExpectedLine, number, Verdict>

const removal = ({ handle, lots }: RestingOrder, cause: Cause): ExpectedLine => ({
  kind: 'removed',
  handle,
  lots,
  cause,
})

const reducible = ({ size }: Surroundings, account: number, side: Side): number =>
  Math.max(0, side === BUY ? 0 - size(account) : size(account))

/** Reduce-only orders of an account with nothing left to reduce go, the newest first. */
function* purge(at: Surroundings, account: number, side: Side): Generator<ExpectedLine, void, Verdict> {
  if (!at.purges || reducible(at, account, side) > 0) return
  const idle = at.book.of(account).filter((order) => order.side === side && (order.flags & REDUCE_ONLY) !== 0)
  for (const order of idle.sort((a, b) => b.since - a.since)) yield removal(order, REDUCE_ONLY_RESIZED)
}

/** Matches, best and oldest first. @returns lots left, or a refusal that stopped it; 0 when all is traded */
function* matches(at: Surroundings, order: OrderInHand, left: { lots: number }): Lines {
  const { owner, side, flags } = order
  const other = opposite(side)
  while (left.lots > 0) {
    const head = at.book.queue(other)[0]
    if (head === undefined || isBeyond(order, head.price)) return 0
    let lots = Math.min(left.lots, head.lots)
    if (head.owner === owner) {
      const rule = flags & SELF_TRADE_MASK
      if (rule === CANCEL_INCOMING) return SELF_TRADE
      if (rule === DECREMENT_BOTH && (flags & POST_ONLY) !== 0) return WOULD_CROSS
      if (rule === DECREMENT_BOTH) {
        left.lots -= lots
        yield removal({ ...head, lots }, SELF_TRADE_PREVENTED)
      } else yield removal(head, SELF_TRADE_PREVENTED)
      continue
    }
    if ((head.flags & REDUCE_ONLY) !== 0) lots = Math.min(lots, reducible(at, head.owner, other))
    if (lots <= 0) {
      yield removal(head, REDUCE_ONLY_RESIZED)
      continue
    }
    if ((flags & REDUCE_ONLY) !== 0) lots = Math.min(lots, reducible(at, owner, side))
    if (lots <= 0) return WOULD_INCREASE
    const match = { maker: head.owner, lots, quote: lots * head.price }
    const verdict = yield { kind: 'asked', ...match }
    if ((verdict & MAKER_REFUSED) !== 0) yield removal(head, UNDERCOLLATERALISED)
    if ((verdict & TAKER_REFUSED) !== 0) return INSUFFICIENT_MARGIN
    if (verdict !== BOTH_MAY_TRADE) continue
    if ((flags & POST_ONLY) !== 0) return WOULD_CROSS
    yield { kind: 'filled', ...match }
    left.lots -= lots
    yield removal({ ...head, lots }, FILLED)
    yield* purge(at, head.owner, other)
    yield* purge(at, owner, side)
    if ((flags & REDUCE_ONLY) !== 0 && left.lots > 0 && reducible(at, owner, side) === 0) return WOULD_INCREASE
  }
  return 0
}

/** Lots that a fill-or-kill order would meet: its owner's are passed over, or end it. */
const reach = ({ book }: Surroundings, order: OrderInHand): number => {
  let lots = 0
  for (const maker of book.queue(opposite(order.side))) {
    if (isBeyond(order, maker.price)) break
    if (maker.owner !== order.owner) lots += maker.lots
    else if ((order.flags & SELF_TRADE_MASK) !== 0) break
  }
  return lots
}

function* rests(lots: number, price: number): Generator<ExpectedLine, undefined, Verdict> {
  yield { kind: 'rested', lots, price }
  return undefined
}

/** An order in good form. @returns its answer; undefined for the handle under which it rests */
function* placed(at: Surroundings, order: OrderInHand): Generator<ExpectedLine, number | undefined, Verdict> {
  const { side, flags, owner } = order
  const best = at.book.queue(opposite(side))[0]
  const crosses = best !== undefined && !isBeyond(order, best.price)
  if (crosses && (flags & (POST_ONLY | SLIDE)) === (POST_ONLY | SLIDE)) {
    const inside = best.price + (side === BUY ? 0 - at.tickUnits : at.tickUnits)
    return inside <= 0 ? WOULD_CROSS : yield* rests(order.lots, inside)
  }
  const left = { lots: order.lots }
  if ((flags & FILL_OR_KILL) !== 0) {
    if (!crosses || reach(at, order) < order.lots) return NOT_ALL_FILLED
    if ((flags & REDUCE_ONLY) !== 0 && reducible(at, owner, side) < order.lots) return NOT_ALL_FILLED
    yield { kind: 'saved' }
    const stop = yield* matches(at, order, left)
    if (left.lots === 0) return 0
    yield { kind: 'reverted' }
    return stop === 0 ? NOT_ALL_FILLED : stop
  }
  const stop = yield* matches(at, order, left)
  if (left.lots === 0 || stop !== 0) return left.lots === 0 ? 0 : stop
  if (isImmediate(flags)) return at.book.queue(opposite(side)).length === 0 ? NO_LIQUIDITY : BEYOND_LIMIT
  return yield* rests(left.lots, order.limit)
}

/** What a book of the plainest kind says to a request, line by line; it is told the clearing's verdicts. */
export function* naiveBook(
  at: Surroundings,
  { line, order, former }: EngineRequest,
): Generator<ExpectedLine, void, Verdict> {
  if (order === undefined) {
    yield { kind: 'answer', answer: UNKNOWN_ORDER }
    return
  }
  const idle = (order.flags & REDUCE_ONLY) !== 0 && reducible(at, order.owner, order.side) === 0
  if (line.kind === 'cancel') {
    yield removal(former as RestingOrder, CANCELLED)
    yield { kind: 'answer', answer: order.lots }
    return
  }
  if (idle) {
    yield { kind: 'answer', answer: WOULD_INCREASE }
    return
  }
  if (former !== undefined && order.limit === former.price && order.lots <= former.lots) {
    if (order.lots < former.lots) yield removal({ ...former, lots: former.lots - order.lots }, REPLACED)
    yield { kind: 'answer', answer: former.handle }
    return
  }
  if (former !== undefined) yield removal(former, REPLACED)
  yield { kind: 'answer', answer: yield* placed(at, (order.flags & MARKET) === 0 ? order : { ...order, limit: 0 }) }
}
