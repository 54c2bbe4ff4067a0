import { completed, PLACE, REPLACE, type Transaction } from '../../../market/transaction.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { RestingBook, RestingOrder } from '../../watch/resting-book.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'

/** What a moment's sender asks of the market; undefined where it asks nothing. */
export const transactionIn = (moment: Moment): Transaction | undefined => {
  if (moment.kind === 'transaction') return moment.transaction
  if (moment.kind !== 'step' || moment.action.do !== 'transact') return undefined
  const { transaction, account, market } = moment.action
  return completed(transaction, account, market)
}

/** Which resting order carries which of its sender's numbers, followed from what was sent and what came to rest. */
export class OrderTags {
  readonly #books: readonly RestingBook[]
  /** By market and handle. */
  readonly #tags: Map<string, number> = new Map()
  #pending: Transaction | undefined

  constructor(books: readonly RestingBook[]) {
    this.#books = books
  }

  /** A moment begins. */
  begin(moment: Moment): void {
    const sent = transactionIn(moment)
    this.#pending = sent !== undefined && (sent.kind === PLACE || sent.kind === REPLACE) ? sent : undefined
  }

  hear(entry: TapeEntry): void {
    if (entry.kind !== 'rested') return
    const key = `${entry.market}:${entry.handle}`
    const { account, market, tag } = this.#pending ?? { account: -1, market: -1, tag: 0 }
    if (account === entry.owner && market === entry.market) this.#tags.set(key, tag)
    else this.#tags.delete(key)
  }

  /** Undefined where it came to rest before anybody looked, or by a trigger. */
  of(market: number, handle: number): number | undefined {
    return this.#tags.get(`${market}:${handle}`)
  }

  /** Does the account have orders of which the number is not known? */
  unknown(account: number, market: number): boolean {
    return this.#books[market].of(account).some(({ handle }) => this.of(market, handle) === undefined)
  }

  /** The account's newest order with the number. */
  find(account: number, market: number, tag: number): RestingOrder | undefined {
    return this.newestFirst(account, market).find(({ handle }) => this.of(market, handle) === tag)
  }

  newestFirst(account: number, market: number): readonly RestingOrder[] {
    return [...this.#books[market].of(account)].sort((a, b) => b.since - a.since)
  }
}
