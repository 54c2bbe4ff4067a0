import { SELF_TRADE_PREVENTED } from '../../../market/clearing.ts'
import { BY_QUOTE, DECREMENT_BOTH, SELF_TRADE_MASK } from '../../../market/order-flags.ts'
import { opposite, type Side } from '../../../market/side.ts'
import { RestingBook, type RestingOrder } from '../../watch/resting-book.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'

/** What the exchange asks of an engine. */
export type RequestLine = Extract<TapeEntry, { readonly kind: 'submit' | 'cancel' | 'replace' }>

/** The order that a request is about: the one submitted, the one to cancel, or what replaces a resting one. */
export interface OrderInHand {
  readonly owner: number
  readonly side: Side
  /** Lots that it asks for; of a cancel, those that rest. */
  readonly lots: number
  /** Price units, 0 for any price. */
  readonly limit: number
  readonly flags: number
  /** Good-til time in milliseconds, 0 for good. */
  readonly expiry: number
}

/** A line of the conversation with what was so before it. */
export interface HeardLine {
  readonly entry: TapeEntry
  /** Order of the other side that should trade next. */
  readonly head: RestingOrder | undefined
  /** What rested under the handle that a `removed` or `rested` line names. */
  readonly order: RestingOrder | undefined
  /** Lots that the order in hand has not traded yet. */
  readonly left: number
  /** Signed lots of maker and taker when an `asked` line was spoken, of the order's owner and 0 else. */
  readonly sizes: { readonly maker: number; readonly taker: number }
}

/** One request to the engine, with all that was said up to its answer. */
export interface EngineRequest {
  readonly line: RequestLine
  /** Undefined where the request names a handle under which nothing rests. */
  readonly order: OrderInHand | undefined
  /** The order that a cancel or a replacement names, as it rested. */
  readonly former: RestingOrder | undefined
  /** What engine and clearing have said, the answer last. */
  readonly lines: readonly HeardLine[]
  /** The engine's answer, once it has come. */
  readonly answer: number | undefined
  /** Lots that traded, and quote atoms for which; what was reverted left out. */
  readonly traded: { readonly lots: number; readonly quote: number }
  /** Lots of the order that self-trade prevention took. */
  readonly prevented: number
}

interface OpenRequest extends EngineRequest {
  readonly lines: HeardLine[]
  answer: number | undefined
  traded: { readonly lots: number; readonly quote: number }
  prevented: number
}

/** Lots that the order asks for; as many as its budget is worth where it has one. */
const lotsOf = ({ lots, flags }: OrderInHand): number => ((flags & BY_QUOTE) === 0 ? lots : Number.MAX_SAFE_INTEGER)

const NOTHING_ASKED = { order: undefined, traded: { lots: 0, quote: 0 }, prevented: 0 }

/** Does the order shrink with its owner's resting orders where it meets them? */
const decrements = ({ order }: EngineRequest): boolean =>
  order !== undefined && (order.flags & SELF_TRADE_MASK) === DECREMENT_BOTH

/**
 * The conversation of a run's engines, request by request. Laws about engines share one: each tells it every line, and it
 * takes each line in once.
 */
export class RequestLog {
  /** Milliseconds of the block in hand, by market. */
  readonly now: number[]
  readonly #view: RunInView
  /** Orders that rest, by market, as they were before the line in hand. */
  readonly #books: readonly RestingBook[]
  readonly #expiries: Map<number, number>[]
  readonly #open: (OpenRequest | undefined)[]
  #latest: HeardLine | undefined
  #request: EngineRequest | undefined

  constructor(view: RunInView) {
    this.#view = view
    this.#books = view.books.map((book, market) => {
      const copy = new RestingBook()
      for (const order of [...book.orders.values()].sort((a, b) => a.since - b.since))
        copy.hear({ kind: 'rested', market, ...order })
      return copy
    })
    this.now = view.books.map(() => 0)
    this.#expiries = view.books.map(() => new Map())
    this.#open = view.books.map(() => undefined)
  }

  /** Good-til time of a resting order in milliseconds, 0 for good. */
  expiryOf(market: number, handle: number): number {
    return this.#expiries[market].get(handle) ?? 0
  }

  /** Takes a line in. @returns the request that it belongs to, none for what is said outside of requests */
  hear(entry: TapeEntry): EngineRequest | undefined {
    if (entry === this.#latest?.entry) return this.#request
    this.#latest = this.#heard(entry)
    this.#request = this.#take(entry, this.#latest)
    this.#books[entry.market].hear(entry)
    return this.#request
  }

  /** The line in hand, of a request or not. */
  get line(): HeardLine {
    return this.#latest as HeardLine
  }

  #take(entry: TapeEntry, line: HeardLine): EngineRequest | undefined {
    const { market } = entry
    switch (entry.kind) {
      case 'submit':
      case 'cancel':
      case 'replace':
        this.#open[market] = this.#begun(entry)
        return this.#open[market]
      case 'block':
        this.now[market] = entry.milliseconds
        return undefined
    }
    const request = this.#open[market]
    if (request === undefined) return undefined
    request.lines.push(line)
    switch (entry.kind) {
      case 'answer':
        request.answer = entry.answer
        this.#open[market] = undefined
        break
      case 'filled': {
        const { lots, quote } = request.traded
        request.traded = { lots: lots + entry.lots, quote: quote + entry.quote }
        break
      }
      case 'removed':
        if (entry.cause === SELF_TRADE_PREVENTED && decrements(request)) request.prevented += entry.lots
        break
      case 'rested':
        this.#expiries[market].set(entry.handle, request.order?.expiry ?? 0)
        break
      case 'reverted':
        request.traded = { lots: 0, quote: 0 }
        request.prevented = 0
    }
    return request
  }

  #begun(line: RequestLine): OpenRequest {
    const { market } = line
    const resting = line.kind === 'submit' ? undefined : this.#books[market].orders.get(line.handle)
    const former = resting && { ...resting }
    const expiry = former === undefined ? 0 : this.expiryOf(market, former.handle)
    const order =
      line.kind === 'submit'
        ? line
        : former && {
            ...former,
            expiry,
            limit: line.kind === 'replace' ? line.limit : former.price,
            lots: line.kind === 'replace' ? line.lots : former.lots,
          }
    return { line, order, former, lines: [], answer: undefined, traded: { lots: 0, quote: 0 }, prevented: 0 }
  }

  #heard(entry: TapeEntry): HeardLine {
    const { market } = entry
    const book = this.#books[market]
    const { order, traded, prevented } = this.#open[market] ?? NOTHING_ASKED
    const head = order === undefined ? undefined : book.head(opposite(order.side))
    const named = entry.kind === 'removed' || entry.kind === 'rested' ? book.orders.get(entry.handle) : undefined
    const { reckoning } = this.#view
    const sizeOf = (account: number): number => Number(reckoning.size(market, account))
    return {
      entry,
      head: head && { ...head },
      order: named && { ...named },
      left: order === undefined ? 0 : lotsOf(order) - traded.lots - prevented,
      sizes:
        entry.kind === 'asked'
          ? { maker: sizeOf(entry.maker), taker: sizeOf(entry.taker) }
          : { maker: 0, taker: order === undefined ? 0 : sizeOf(order.owner) },
    }
  }
}

const logs = new WeakMap<RunInView, RequestLog>()

/** The run's conversation, one for all laws. */
export const requestLogOf = (view: RunInView): RequestLog => {
  const log = logs.get(view) ?? new RequestLog(view)
  logs.set(view, log)
  return log
}
