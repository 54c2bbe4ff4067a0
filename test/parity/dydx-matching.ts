import { type IdentifiedOrders, identifiedOrders } from '../../src/engines/order-book/identified-orders.ts'
import {
  CANCELLED,
  type Cause,
  CELL_LENGTH,
  type Clearing,
  EXPIRED_ORDER,
  FILLED,
  MAKER_REFUSED,
  REDUCE_ONLY_RESIZED,
  REPLACED,
  SELF_TRADE_PREVENTED,
  TAKER_REFUSED,
  UNDERCOLLATERALISED,
  type Verdict,
} from '../../src/market/clearing.ts'
import { IMMEDIATE_OR_CANCEL, LIQUIDATION, POST_ONLY, REDUCE_ONLY } from '../../src/market/order-flags.ts'
import {
  ALREADY_FILLED,
  BELOW_LOT,
  BEYOND_LIMIT,
  INSUFFICIENT_MARGIN,
  INVALID_REPLACEMENT,
  NO_LIQUIDITY,
  refusalName,
  UNKNOWN_ORDER,
  WOULD_CROSS,
  WOULD_INCREASE,
} from '../../src/market/refusal.ts'
import { BUY, SELL, type Side, signOf } from '../../src/market/side.ts'
import { mulDivDown } from '../../src/numeric/mul-div.ts'
import { type Difference, type Outcome, outcomeOf, type ParityArea, type ParityVector } from './vector.ts'

/** An order as a vector writes it: base quantums and subticks as decimal strings. */
interface VectorOrder {
  readonly id: string
  readonly account: string
  readonly side: 'buy' | 'sell'
  readonly size: string
  readonly price: string
  readonly goodTilBlock?: string
  readonly goodTilBlockTime?: string
  readonly tif?: string
  readonly reduceOnly?: boolean
  readonly liquidation?: boolean
}

interface VectorStep {
  readonly op: string
  readonly phase?: string
  readonly order: VectorOrder
}

interface ForcedFailure {
  readonly matchAttemptIndex: number
  readonly failingAccounts: readonly string[]
  readonly failureKind?: string
}

interface MatchingGiven {
  readonly book: { readonly minOrderBaseQuantums: string }
  readonly initialPositions?: Readonly<Record<string, string>>
  readonly forcedMarginFailures?: readonly ForcedFailure[]
}

const TIMES_IN_FORCE: Readonly<Record<string, number>> = { IOC: IMMEDIATE_OR_CANCEL, POST_ONLY }

const REASONS: Readonly<Record<number, string>> = {
  [CANCELLED]: 'USER_CANCELED',
  [EXPIRED_ORDER]: 'EXPIRED',
  [UNDERCOLLATERALISED]: 'UNDERCOLLATERALIZED',
  [SELF_TRADE_PREVENTED]: 'SELF_TRADE',
  [REDUCE_ONLY_RESIZED]: 'REDUCE_ONLY_RESIZE',
  [REPLACED]: 'REPLACED',
}

const STATUSES: Readonly<Record<number, string>> = {
  [INSUFFICIENT_MARGIN]: 'UNDERCOLLATERALIZED',
  [WOULD_CROSS]: 'ERR_POST_ONLY_WOULD_CROSS',
  [INVALID_REPLACEMENT]: 'ERR_INVALID_REPLACEMENT',
  [BELOW_LOT]: 'ERR_ORDER_FULLY_FILLED',
  [ALREADY_FILLED]: 'ERR_IMMEDIATE_EXECUTION_ALREADY_FILLED',
  [UNKNOWN_ORDER]: 'ERR_ORDER_IS_CANCELED',
  [NO_LIQUIDITY]: 'IOC_WOULD_REST_ON_BOOK',
  [BEYOND_LIMIT]: 'IOC_WOULD_REST_ON_BOOK',
}

/** Names to numbers, in order of first mention. */
class Names {
  readonly #numbers = new Map<string, number>()
  readonly list: string[] = []
  numberOf(name: string): number {
    let number = this.#numbers.get(name)
    if (number === undefined) {
      number = this.list.push(name) - 1
      this.#numbers.set(name, number)
    }
    return number
  }
}

/** Positions without money: margin fails exactly where the vector says so. */
class ForcedClearing implements Clearing {
  readonly cell: Float64Array = new Float64Array(CELL_LENGTH)
  readonly accounts: Names = new Names()
  readonly sizes: number[] = []
  readonly orderOf: Map<number, VectorOrder> = new Map()
  readonly fills: Record<string, string>[] = []
  readonly removals: Record<string, string>[] = []
  taker: VectorOrder | undefined
  testing = false
  filled = 0
  failureKind: string | undefined
  readonly #failures: readonly ForcedFailure[]
  #attempt = 0

  constructor(given: MatchingGiven) {
    this.#failures = given.forcedMarginFailures ?? []
    for (const [name, size] of Object.entries(given.initialPositions ?? {})) {
      this.sizes[this.accounts.numberOf(name)] = Number(size)
    }
  }

  canTrade(maker: number, taker: number, _side: Side, _lots: number, flags: number): Verdict {
    if (!this.testing) return 0
    const attempt = this.#attempt++
    const forced = this.#failures.find((failure) => failure.matchAttemptIndex === attempt)
    const fails = (account: number): boolean =>
      forced?.failingAccounts.includes(this.accounts.list[account] ?? '') ?? false
    const takerFails = fails(taker) && (flags & LIQUIDATION) === 0
    if (takerFails) this.failureKind = forced?.failureKind
    return ((fails(maker) ? MAKER_REFUSED : 0) | (takerFails ? TAKER_REFUSED : 0)) as Verdict
  }

  fill(maker: number, taker: number, side: Side, lots: number): void {
    this.sizes[taker] = (this.sizes[taker] ?? 0) + signOf(side) * lots
    this.sizes[maker] = (this.sizes[maker] ?? 0) - signOf(side) * lots
  }

  reducible(account: number, side: Side): number {
    return Math.max(0, -signOf(side) * (this.sizes[account] ?? 0))
  }

  rested(_owner: number, handle: number): void {
    if (this.taker !== undefined) this.orderOf.set(handle, this.taker)
  }

  removed(handle: number, lots: number, cause: Cause): void {
    const order = this.orderOf.get(handle)
    if (!this.testing || order === undefined) return
    if (cause === FILLED) {
      this.filled += lots
      this.fills.push({ maker: order.id, taker: this.taker?.id ?? '', size: String(lots), price: order.price })
    } else this.removals.push({ id: order.id, reason: REASONS[cause] ?? `cause ${cause}` })
  }

  save(): void {}
  revert(): void {}
}

/** A limit's rank among all prices of the vector: at this layer only their order counts, and some leave int32 by far. */
const ranks = (steps: readonly VectorStep[]): ReadonlyMap<string, number> => {
  const prices = [...new Set(steps.map((step) => BigInt(step.order.price)))].sort((a, b) => (a < b ? -1 : 1))
  return new Map(prices.map((price, i) => [String(price), i + 1]))
}

const statusOf = (answer: number, order: VectorOrder, clearing: ForcedClearing): string => {
  if (answer >= 0) return 'SUCCESS'
  // A liquidation's remainder has no status of its own, and one name here is two there.
  if (order.liquidation && (answer === NO_LIQUIDITY || answer === BEYOND_LIMIT)) return 'SUCCESS'
  if (answer === WOULD_INCREASE) {
    return clearing.filled > 0 ? 'REDUCE_ONLY_RESIZED' : 'ERR_REDUCE_ONLY_WOULD_INCREASE_POSITION'
  }
  if (answer === INSUFFICIENT_MARGIN && clearing.failureKind !== undefined) return 'INTERNAL_ERROR'
  return STATUSES[answer] ?? refusalName(answer)
}

const place = (
  book: IdentifiedOrders,
  clearing: ForcedClearing,
  ids: Names,
  order: VectorOrder,
  rank: number,
): number => {
  const account = clearing.accounts.numberOf(order.account)
  const side = order.side === 'buy' ? BUY : SELL
  const flags = (order.tif === undefined ? 0 : TIMES_IN_FORCE[order.tif]) | (order.reduceOnly ? REDUCE_ONLY : 0)
  clearing.taker = order
  if (order.liquidation) {
    return book.book.submit(account, side, Number(order.size), rank, flags | IMMEDIATE_OR_CANCEL | LIQUIDATION, 0)
  }
  const expiry = Number(order.goodTilBlockTime ?? order.goodTilBlock ?? 0)
  return book.place(account, ids.numberOf(order.id), side, Number(order.size), rank, flags, expiry)
}

const compare = (differences: Difference[], what: string, expected: unknown, got: unknown): void => {
  if (JSON.stringify(expected) === JSON.stringify(got)) return
  differences.push({ what, expected: JSON.stringify(expected), got: JSON.stringify(got) })
}

const sorted = (list: unknown): unknown =>
  Array.isArray(list) ? [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : list

const matching = (vector: ParityVector, given: MatchingGiven): Outcome => {
  const steps = (vector.steps ?? []) as unknown as readonly VectorStep[]
  for (const { op, order } of steps) {
    if (op !== 'place' && op !== 'cancel') return { kind: 'skipped', reason: `operation ${op}` }
    if (order.tif !== undefined && TIMES_IN_FORCE[order.tif] === undefined) {
      return { kind: 'skipped', reason: `time in force ${order.tif}` }
    }
  }
  const clearing = new ForcedClearing(given)
  const book = identifiedOrders({ clearing, tickUnits: 1, minimumLots: Number(given.book.minOrderBaseQuantums) })
  const rankOf = ranks(steps)
  const ids = new Names()
  let status = 'SUCCESS'
  for (const { op, phase, order } of steps) {
    clearing.testing = phase === 'test'
    if (op === 'cancel') {
      const account = clearing.accounts.numberOf(order.account)
      book.cancel(account, ids.numberOf(order.id), Number(order.goodTilBlockTime ?? order.goodTilBlock ?? 0))
    } else
      status = statusOf(place(book, clearing, ids, order, rankOf.get(String(BigInt(order.price)))!), order, clearing)
  }
  const rests = (side: Side): Record<string, string>[] => {
    const handles = new Int32Array(steps.length)
    return [...handles.subarray(0, book.book.handles(side, handles))].map((handle) => ({
      id: clearing.orderOf.get(handle)?.id ?? '',
      remaining: String(book.book.lotsOf(handle)),
    }))
  }
  const got: Readonly<Record<string, unknown>> = {
    status,
    fills: clearing.fills,
    filledByTestOrder: String(clearing.filled),
    remainingBids: rests(BUY),
    remainingAsks: rests(SELL),
    removedOrders: sorted(clearing.removals),
  }
  const differences: Difference[] = []
  for (const [what, expected] of Object.entries(vector.expect)) {
    // The protocol removes a loop's failed makers together, so their order means nothing.
    if (what !== 'tolerance')
      compare(differences, what, what === 'removedOrders' ? sorted(expected) : expected, got[what])
  }
  return outcomeOf(differences)
}

/** Quote quantums of a fill: `baseQuantums * subticks * 10^exponent`, of which whole quantums move. */
const fillQuote = (vector: ParityVector): Outcome => {
  const { baseQuantums, subticks, quantumConversionExponent } = vector.given as Record<string, string>
  const exponent = Number(quantumConversionExponent)
  const scale = Number(`1e${Math.abs(exponent)}`)
  const [base, price] = [Number(baseQuantums), Number(subticks)]
  if (![base, price, scale].every(Number.isSafeInteger)) return { kind: 'skipped', reason: 'beyond 2^53' }
  const quote = exponent < 0 ? mulDivDown(base, price, scale) : mulDivDown(mulDivDown(base, price, 1), scale, 1)
  const differences: Difference[] = []
  compare(differences, 'quoteQuantums', vector.expect.quoteQuantums, String(quote))
  return outcomeOf(differences)
}

/** dYdX v4 matching: `x/clob/memclob`'s own tests through the order book with clients' ids. */
export const area: ParityArea = {
  protocol: 'dydx_v4',
  area: 'matching',
  answer: (vector) =>
    vector.given.subticks === undefined
      ? matching(vector, vector.given as unknown as MatchingGiven)
      : fillQuote(vector),
}
