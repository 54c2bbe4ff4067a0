import { BUY_LOTS, BUY_VALUE, ORDERS, SELL_LOTS, SELL_VALUE } from '../../../exchange/position-row.ts'
import { REDUCE_ONLY } from '../../../market/order-flags.ts'
import { BUY } from '../../../market/side.ts'
import { CANCEL, CANCEL_ALL, type Transaction } from '../../../market/transaction.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { Ruling, WatchedLaw } from '../../law.ts'
import type { RestingOrder } from '../../watch/resting-book.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'
import type { Watcher } from '../../watch/watcher.ts'
import { OrderTags, transactionIn } from './order-tags.ts'

const byOwner = (orders: Iterable<RestingOrder>): ReadonlyMap<number, readonly RestingOrder[]> => {
  const owners = new Map<number, RestingOrder[]>()
  for (const order of orders) {
    const own = owners.get(order.owner)
    if (own === undefined) owners.set(order.owner, [order])
    else own.push(order)
  }
  return owners
}

/** The exchange's own list of an account's orders against what rests. */
class OrdersMarginSees implements Watcher {
  readonly #view: RunInView
  readonly #ruling: Ruling
  readonly #tags: OrderTags
  #cancelling: Transaction | undefined
  /** Handles that should be cancelled, in their order. */
  #due: number[] = []
  #changed = false

  constructor(view: RunInView, ruling: Ruling) {
    this.#view = view
    this.#ruling = ruling
    this.#tags = new OrderTags(view.books)
  }

  before(moment: Moment): void {
    this.#tags.begin(moment)
    const sent = transactionIn(moment)
    this.#cancelling = sent?.kind === CANCEL || sent?.kind === CANCEL_ALL ? sent : undefined
    if (this.#cancelling === undefined) return
    const { kind, account, market, tag } = this.#cancelling
    if (kind === CANCEL && this.#tags.unknown(account, market)) this.#cancelling = undefined
    const named = this.#tags.find(account, market, tag)
    const all = kind === CANCEL_ALL ? this.#tags.newestFirst(account, market) : named === undefined ? [] : [named]
    this.#due = all.map(({ handle }) => handle)
  }

  after({ kind }: Moment): void {
    if (this.#cancelling !== undefined && this.#due.length > 0)
      this.#ruling.broken(
        `account ${this.#cancelling.account} asked to cancel orders ${this.#due.join(', ')}, which rest on`,
      )
    this.#cancelling = undefined
    if (kind === 'observation' || kind === 'mark' || kind === 'funding') return
    this.#compareExposure()
    if (this.#changed) this.#compareLists()
    this.#changed = false
  }

  heard(entry: TapeEntry): void {
    this.#tags.hear(entry)
    if (entry.kind === 'cancel' && this.#cancelling !== undefined) {
      const at = this.#due.indexOf(entry.handle)
      if (at < 0)
        this.#ruling.broken(`account ${this.#cancelling.account} cancels, and another order than its own goes`)
      else this.#due.splice(at, 1)
      this.#ruling.exercised('cancels')
    }
    if (entry.kind === 'rested' || entry.kind === 'removed') this.#changed = true
    if (entry.kind === 'reverted') this.#compareExposure()
  }

  #compareExposure(): void {
    const { accounts, venues } = this.#view.simulation.parts.exchange
    for (const market of venues.keys()) {
      const resting = byOwner(this.#view.books[market].orders.values())
      for (let account = 0; account < accounts.count; account++)
        this.#exposure(market, account, resting.get(account) ?? [])
    }
  }

  #compareLists(): void {
    const { accounts, venues } = this.#view.simulation.parts.exchange
    for (const market of venues.keys())
      for (let account = 0; account < accounts.count; account++)
        this.#list(market, account, this.#tags.newestFirst(account, market))
  }

  #exposure(market: number, account: number, resting: readonly RestingOrder[]): void {
    const { ledger } = this.#view.simulation.parts.exchange
    const row = ledger.row(market, account)
    let [buyLots, sellLots, buyValue, sellValue] = [0n, 0n, 0n, 0n]
    for (const { side, lots, price, flags } of resting) {
      if ((flags & REDUCE_ONLY) !== 0) continue
      const value = BigInt(lots) * BigInt(price)
      if (side === BUY) [buyLots, buyValue] = [buyLots + BigInt(lots), buyValue + value]
      else [sellLots, sellValue] = [sellLots + BigInt(lots), sellValue + value]
    }
    const expected = [
      ['orders', ORDERS, BigInt(resting.length)],
      ['lots to buy', BUY_LOTS, buyLots],
      ['lots to sell', SELL_LOTS, sellLots],
      ['value of buys', BUY_VALUE, buyValue],
      ['value of sells', SELL_VALUE, sellValue],
    ] as const
    for (const [name, slot, figure] of expected)
      if (ledger.position[row + slot] !== Number(figure))
        this.#ruling.broken(
          `account ${account} in market ${market}: ${name} are ${ledger.position[row + slot]} to margin, and ${figure} rest`,
        )
    if (resting.length > 0) this.#ruling.exercised('accounts with orders')
  }

  #list(market: number, account: number, resting: readonly RestingOrder[]): void {
    const { orders } = this.#view.simulation.parts.exchange.venues[market]
    let handle = orders.first(account)
    for (const order of resting) {
      const tag = this.#tags.of(market, order.handle)
      const listed = [
        handle,
        orders.lotsOf(handle),
        orders.priceOf(handle),
        orders.sideOf(handle),
        orders.flagsOf(handle),
      ]
      const rests = [order.handle, order.lots, order.price, order.side, order.flags]
      if (listed.join() !== rests.join() || (tag !== undefined && orders.tagOf(handle) !== tag))
        this.#ruling.broken(
          `account ${account} in market ${market}: listed is ${listed} under tag ${orders.tagOf(handle)}, and ${rests} rests under ${tag}`,
        )
      handle = orders.after(handle)
    }
    if (handle !== 0)
      this.#ruling.broken(`account ${account} in market ${market}: order ${handle} is listed and does not rest`)
  }
}

/** Margin, cancels and replacements speak of the orders that rest, each once. */
export const ordersMarginSees: WatchedLaw = {
  id: 'PERP-07',
  name: 'what margin counts of an account’s open orders is what rests, newest first, and a cancel takes the order that it names',
  rulesOut:
    'An open order that margin forgets or counts twice, exposure left behind by a fill, the wrong order cancelled',
  parts: ['margin', 'ledger'],
  watch: (view, ruling) => new OrdersMarginSees(view, ruling),
}
