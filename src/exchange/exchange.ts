import { FundingIndices } from '../funding/funding-indices.ts'
import { freeToWithdraw, type WithdrawalRule } from '../margin/withdrawal.ts'
import { BUDGET } from '../market/clearing.ts'
import { type NamedModules, reserveIn, restoredIn, stateOf } from '../market/composite-state.ts'
import { BY_QUOTE } from '../market/order-flags.ts'
import { BEYOND_CAP, INSUFFICIENT_BALANCE, refusalName, UNKNOWN_ACCOUNT, UNKNOWN_ORDER } from '../market/refusal.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { completed, PLACE, type Transaction } from '../market/transaction.ts'
import { Accounts, TRADER } from './accounts.ts'
import type { ExchangeCore } from './exchange-core.ts'
import type { EventSink } from './exchange-event.ts'
import { FillLog } from './fill-log.ts'
import { EQUITY, Health, INITIAL, NOTIONAL } from './health.ts'
import { Ledger } from './ledger.ts'
import { MarketState } from './market-state.ts'
import { entryRefusal, formRefusal, withinBand } from './order-entry.ts'
import { ENTRY_VALUE } from './position-row.ts'
import { TouchedAccounts } from './touched-accounts.ts'
import { UndoLog } from './undo-log.ts'
import { buildVenue, type ExchangeMarket, type Venue } from './venue.ts'

/** What an exchange is built from. */
export interface ExchangeConfig {
  /** Rows of the ledger: traders, pools and the system's own. */
  readonly accounts: number
  readonly assets: number
  /** The asset that all markets settle in and that is collateral. */
  readonly collateral: number
  readonly markets: readonly ExchangeMarket[]
  readonly withdrawal: WithdrawalRule
}

/**
 * The only writer of balances: takes orders to the engines, settles what they match, and answers for every account's
 * margin. Prices, blocks and liquidations are driven from outside, in the order of DESIGN §1.
 */
export class Exchange implements ExchangeCore, Stateful {
  readonly collateral: number
  readonly undo: UndoLog = new UndoLog()
  readonly ledger: Ledger
  readonly accounts: Accounts
  readonly markets: MarketState
  readonly funding: FundingIndices
  readonly health: Health
  readonly touched: TouchedAccounts
  readonly venues: readonly Venue[]
  readonly #withdrawal: WithdrawalRule
  #sink: EventSink | undefined
  #fills: FillLog | undefined
  /** [0] the block's time in milliseconds. */
  readonly #clock: Float64Array = new Float64Array(1)

  constructor(config: ExchangeConfig) {
    const count = config.markets.length
    this.collateral = config.collateral
    this.#withdrawal = config.withdrawal
    this.ledger = new Ledger(config.accounts, config.assets, count, this.undo)
    this.accounts = new Accounts(config.accounts, count)
    this.markets = new MarketState(count)
    this.funding = new FundingIndices(count)
    this.touched = new TouchedAccounts(config.accounts)
    this.health = new Health({
      ledger: this.ledger,
      markets: this.markets,
      requirements: config.markets.map((market) => market.tiers),
      funding: this.funding,
      collateral: config.collateral,
    })
    this.venues = config.markets.map((market) => buildVenue(this, market))
  }

  /** Where events go; fills are gathered for it only while there is one. */
  get sink(): EventSink | undefined {
    return this.#sink
  }

  set sink(sink: EventSink | undefined) {
    this.#sink = sink
    this.#fills = sink === undefined ? undefined : new FillLog(sink)
    for (const { clearing } of this.venues) clearing.listener = this.#fills
  }

  /** The block's time in milliseconds. */
  get now(): number {
    return this.#clock[0]
  }

  /** Opens a trader's account, its own or (isolated margin) another of the same owner's. */
  openAccount(owner?: number): number {
    return this.accounts.open(TRADER, owner)
  }

  /** Brings collateral into an account. Atoms > 0; what all deposits together would take beyond 2^53 - 1 is refused. @returns 0 or a refusal */
  deposit(account: number, atoms: number): number {
    if (account < 0 || account >= this.accounts.count) return UNKNOWN_ACCOUNT
    if (!(atoms > 0) || this.ledger.deposited[this.collateral] + atoms > Number.MAX_SAFE_INTEGER) return BEYOND_CAP
    this.ledger.deposit(this.collateral, account, atoms)
    this.touched.touch(account)
    this.sink?.emit({ kind: 'deposit', account, atoms })
    return 0
  }

  /** Takes collateral out, where the withdrawal rule leaves it free and the vault holds it. @returns 0 or a refusal */
  withdraw(account: number, atoms: number): number {
    if (account < 0 || account >= this.accounts.count) return UNKNOWN_ACCOUNT
    this.settleAll(account)
    const { deposited, withdrawn } = this.ledger
    const held = deposited[this.collateral] - withdrawn[this.collateral]
    if (!(atoms > 0) || atoms > this.free(account) || atoms > held) {
      return this.#refuse(INSUFFICIENT_BALANCE, account, 0, 'withdraw')
    }
    this.ledger.withdraw(this.collateral, account, atoms)
    this.touched.touch(account)
    this.sink?.emit({ kind: 'withdrawal', account, atoms })
    return 0
  }

  /** Atoms that the account could withdraw. */
  free(account: number): number {
    const { health, ledger, collateral } = this
    health.assess(account, -1, 0)
    const equity = health.figures[EQUITY]
    const notional = health.figures[NOTIONAL]
    health.assessWithOrders(account, -1, 0, 0, 0)
    const initial = health.figures[INITIAL]
    let entry = 0
    for (let m = 0; m < ledger.markets; m++) entry += ledger.position[ledger.row(m, account) + ENTRY_VALUE]
    const unrealisedProfit = equity - ledger.balanceOf(collateral, account) - entry
    return freeToWithdraw(this.#withdrawal, { equity, initial, notional, unrealisedProfit })
  }

  /** Equity of an account in atoms, at the marks, unsettled funding counted. */
  equity(account: number): number {
    this.health.assess(account, -1, 0)
    return this.health.figures[EQUITY]
  }

  /** Settles the account's funding in every market. */
  settleAll(account: number): void {
    for (const venue of this.venues) venue.clearing.settleFunding(account)
  }

  /**
   * Takes an order. A trigger order is put aside until the mark is there.
   * @returns > 0 the resting handle, 0 nothing rests, < 0 a refusal; the venue's `clearing.last` tells what was filled
   */
  place(order: Transaction): number {
    const { account, market } = order
    const venue = this.venues[market]
    venue.clearing.begin()
    const malformed = formRefusal(this, venue, order)
    if (malformed !== 0) return this.#refuse(malformed, account, market, 'place')
    if (order.trigger !== 0) {
      venue.triggers.add(order)
      return 0
    }
    const bounded = withinBand(this, venue, order)
    const refusal = entryRefusal(this, venue, bounded)
    if (refusal !== 0) return this.#refuse(refusal, account, market, 'place')
    const { side, lots, limit, flags, expiry } = bounded
    venue.orders.pendingTag[0] = order.tag
    if ((flags & BY_QUOTE) !== 0) venue.clearing.cell[BUDGET] = order.atoms
    const answer = venue.engine.submit(account, side, lots, limit, flags, expiry)
    this.undo.release()
    this.#fills?.flush()
    return answer < 0 ? this.#refuse(answer, account, market, 'place') : answer
  }

  /** Cancels the account's order with the tag, resting or waiting for its trigger. @returns lots it had left, or a refusal */
  cancel(account: number, market: number, tag: number): number {
    const venue = this.venues[market]
    const handle = venue.orders.find(account, tag)
    if (handle !== 0) return venue.engine.cancel(handle)
    return venue.triggers.cancel(account, tag) > 0 ? 0 : UNKNOWN_ORDER
  }

  /** Cancels everything of the account in the market. @returns how many orders went */
  cancelAll(account: number, market: number): number {
    const venue = this.venues[market]
    let cancelled = venue.triggers.cancel(account)
    for (let handle = venue.orders.first(account); handle !== 0; handle = venue.orders.first(account)) {
      venue.engine.cancel(handle)
      cancelled += 1
    }
    return cancelled
  }

  /**
   * Changes lots left and limit of the account's order with the tag. Fewer lots at the same price are always allowed;
   * anything else must pass what a new order in the old one's stead would have to.
   * @returns handle, 0 when it filled at once, or a refusal
   */
  replace(account: number, market: number, tag: number, lots: number, limit: number): number {
    const venue = this.venues[market]
    const { orders } = venue
    const handle = orders.find(account, tag)
    venue.clearing.begin()
    if (handle === 0) return this.#refuse(UNKNOWN_ORDER, account, market, 'replace')
    if (lots > orders.lotsOf(handle) || limit !== orders.priceOf(handle)) {
      const order = completed(
        { kind: PLACE, side: orders.sideOf(handle), lots, limit, flags: orders.flagsOf(handle) },
        account,
        market,
      )
      const malformed = formRefusal(this, venue, order)
      orders.withhold(handle)
      const refusal = malformed !== 0 ? malformed : entryRefusal(this, venue, order, 1)
      orders.restore(handle)
      if (refusal !== 0) return this.#refuse(refusal, account, market, 'replace')
    }
    orders.pendingTag[0] = tag
    const answer = venue.engine.replace(handle, lots, limit)
    this.undo.release()
    this.#fills?.flush()
    return answer < 0 ? this.#refuse(answer, account, market, 'replace') : answer
  }

  /** Submits the trigger orders whose condition the market's mark meets, oldest first. */
  runTriggers(market: number): void {
    const venue = this.venues[market]
    for (const order of venue.triggers.due(this.markets.mark[market])) {
      this.sink?.emit({ kind: 'trigger', account: order.account, market, triggerPrice: order.triggerPrice })
      this.place({ ...order, trigger: 0 })
    }
  }

  openBlock(block: number, milliseconds: number): void {
    this.#clock[0] = milliseconds
    for (const { engine, triggers } of this.venues) {
      triggers.expire(milliseconds)
      engine.openBlock(block, milliseconds)
    }
  }

  closeBlock(): void {
    for (const venue of this.venues) venue.engine.closeBlock()
  }

  #refuse(code: number, account: number, market: number, what: string): number {
    this.sink?.emit({ kind: 'refusal', account, market, refusal: refusalName(code), what })
    return code
  }

  /** Everything of the exchange and its engines, by dotted names. */
  state(): Readonly<Record<string, StateArray>> {
    return { clock: this.#clock, ...stateOf(this.#modules()) }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    reserveIn(this.#modules(), lengths)
  }

  restored(): void {
    restoredIn(this.#modules())
    this.touched.touchAll()
  }

  #modules(): NamedModules {
    const shared: (readonly [string, Stateful])[] = [
      ['ledger', this.ledger],
      ['accounts', this.accounts],
      ['markets', this.markets],
      ['funding', this.funding],
    ]
    const own = this.venues.flatMap((venue, m): (readonly [string, Stateful])[] => [
      [`market${m}.engine`, venue.engine],
      [`market${m}.clearing`, venue.clearing],
      [`market${m}.orders`, venue.orders],
      [`market${m}.triggers`, venue.triggers],
      [`market${m}.counters`, venue.counters],
    ])
    return [...shared, ...own]
  }
}
