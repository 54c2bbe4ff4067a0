import type { LiquidationRule } from '../liquidation/liquidation-rule.ts'
import { type LiquidationOrder, liquidationOrder } from '../liquidation/order.ts'
import { type PenaltyTerms, penalty } from '../liquidation/penalty.ts'
import { IMMEDIATE_OR_CANCEL, LIQUIDATION, MARKET, REDUCE_ONLY } from '../market/order-flags.ts'
import { reducingSide } from '../market/side.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { completed, PLACE } from '../market/transaction.ts'
import { FUND_ACCOUNT } from './accounts.ts'
import {
  LIQUIDATED_LOTS,
  LIQUIDATED_QUOTE,
  LIQUIDATION_SLIPPAGE,
  LIQUIDATIONS,
  PENALTIES,
  PENALTIES_TO_FUND,
  PENALTIES_TO_LIQUIDATORS,
} from './counters.ts'
import type { Exchange } from './exchange.ts'
import { EQUITY, INITIAL, MAINTENANCE } from './health.ts'
import type { LiquidationSearch } from './liquidation-search.ts'
import { LAST_LOTS, LAST_QUOTE } from './market-clearing.ts'
import { LIQUIDATION_PAUSED } from './market-state.ts'
import type { Waterfall } from './waterfall.ts'

/** How accounts below maintenance are taken. */
export interface LiquidationConfig {
  /** `protocol`: the block's end takes them; `bots`: liquidators' transactions do, and the block's end settles losses only. */
  readonly mode: 'protocol' | 'bots'
  readonly rule: LiquidationRule
  readonly order: LiquidationOrder
  readonly penalty: PenaltyTerms
  /** Rounds in a block: accounts that become unhealthy by a round join the next. */
  readonly roundsPerBlock: number
}

/** A rule that never ends would hang the block: no visit takes more steps than this. */
const MOST_STEPS = 64
const PROTOCOL = -1

/** Visits accounts below maintenance: asks the rule for one step after the other and carries each out. */
export class Liquidations implements Stateful {
  readonly mode: 'protocol' | 'bots'
  readonly #exchange: Exchange
  readonly #search: LiquidationSearch
  readonly #waterfall: Waterfall
  readonly #config: LiquidationConfig
  /** Milliseconds of each account's last partial close, -1 none. */
  readonly #lastClose: Float64Array
  /** Milliseconds before which the rule wants no further visit. */
  readonly #waitUntil: Float64Array

  constructor(exchange: Exchange, search: LiquidationSearch, waterfall: Waterfall, config: LiquidationConfig) {
    this.#exchange = exchange
    this.#search = search
    this.#waterfall = waterfall
    this.#config = config
    this.mode = config.mode
    this.#lastClose = new Float64Array(exchange.accounts.capacity).fill(-1)
    this.#waitUntil = new Float64Array(exchange.accounts.capacity)
  }

  /**
   * The block's step 5: rounds over the accounts below maintenance, in the declared order, each rechecked at its turn.
   * In `bots` mode only accounts with negative equity are visited, and not through the engine.
   */
  endOfBlock(): void {
    for (let round = 0; round < this.#config.roundsPerBlock; round++) {
      let executed = 0
      const inOrder = [...this.#search.list()].sort(liquidationOrder(this.#config.order))
      for (const { account } of inOrder) {
        if (this.mode === 'bots') {
          if (this.#exchange.equity(account) >= 0) continue
          executed += this.#windUp(account) ? 1 : 0
        } else if (this.#exchange.now >= this.#waitUntil[account]) executed += this.#visit(account, PROTOCOL) ? 1 : 0
      }
      if (executed === 0) return
    }
  }

  /** A liquidator's transaction, in `bots` mode and not for its own account. @returns true when anything was done; its share of the penalty is paid to it */
  byBot(account: number, liquidator: number): boolean {
    if (this.mode !== 'bots' || account === liquidator || !this.#mayBeTaken(account)) return false
    return this.#visit(account, liquidator)
  }

  /** A scripted liquidation: by `liquidator` where bots liquidate, else as the block's end would do it. @returns as `byBot` */
  byScript(account: number, liquidator: number): boolean {
    if (this.mode === 'bots') return this.byBot(account, liquidator)
    return this.#mayBeTaken(account) && this.#visit(account, PROTOCOL)
  }

  state(): Readonly<Record<string, StateArray>> {
    return { lastClose: this.#lastClose, waitUntil: this.#waitUntil }
  }

  /** Is it an account, and not one that margin does not bind? */
  #mayBeTaken(account: number): boolean {
    const { accounts } = this.#exchange
    return account >= 0 && account < accounts.count && accounts.exempt[account] === 0
  }

  /** @returns true when a lot, an order or a payment moved */
  #visit(account: number, liquidator: number): boolean {
    const { rule } = this.#config
    const exchange = this.#exchange
    exchange.sink?.emit({ kind: 'visit', account, liquidator })
    exchange.settleAll(account)
    let executed = false
    let sold = 0
    let refused = 0
    let market = this.#largest(account)
    let lostSize = this.#size(account, market)
    for (let step = 0; step < MOST_STEPS; step++) {
      const state = this.#case(account, market, sold, refused)
      if ((exchange.markets.paused[market] & LIQUIDATION_PAUSED) !== 0) return executed
      const next = rule.next(state)
      switch (next.kind) {
        case 'cancel-orders':
          for (let m = 0; m < exchange.venues.length; m++) exchange.cancelAll(account, m)
          executed = true
          break
        case 'close': {
          const admitted = this.#waterfall.engineAdmits(state.equity, state.maintenance)
          const closed = admitted ? this.#close(account, market, next.lots, next.limit, liquidator) : 0
          sold += closed
          refused = next.lots - closed
          executed ||= closed > 0
          // A position closed whole leaves nothing to cool down.
          if (closed > 0 && this.#size(account, market) !== 0) this.#lastClose[account] = exchange.now
          break
        }
        case 'hand-over':
        case 'deleverage': {
          const taken =
            next.kind === 'hand-over'
              ? this.#waterfall.offer(account, market, next.lots)
              : this.#waterfall.deleverage(account, market, next.lots)
          executed ||= taken > 0
          refused = 0
          if (taken < next.lots) return executed
          break
        }
        case 'pay':
        case 'socialise': {
          const unpaid = this.#waterfall.pay(account, market, lostSize)
          return executed || unpaid === 0
        }
        case 'wait':
          this.#waitUntil[account] = next.until
          return executed
        case 'done':
          return executed
      }
      if (this.#size(account, market) === 0) {
        const next = this.#largest(account)
        if (this.#size(account, next) !== 0) {
          market = next
          lostSize = this.#size(account, market)
          sold = 0
          refused = 0
        } else if (exchange.equity(account) < 0) {
          this.#waterfall.pay(account, market, lostSize)
          return true
        }
      }
    }
    return executed
  }

  /** An insolvent account without a liquidator: its lots go to the takers after the engine, its loss to the payers. */
  #windUp(account: number): boolean {
    const exchange = this.#exchange
    exchange.sink?.emit({ kind: 'visit', account, liquidator: PROTOCOL })
    exchange.settleAll(account)
    let moved = false
    let lostSize = 0
    let lossMarket = 0
    for (let m = 0; m < exchange.venues.length; m++) {
      if ((exchange.markets.paused[m] & LIQUIDATION_PAUSED) !== 0) return moved
      exchange.cancelAll(account, m)
      const size = this.#size(account, m)
      if (size === 0) continue
      lostSize = size
      lossMarket = m
      moved = this.#waterfall.offer(account, m, Math.abs(size)) > 0 || moved
      if (this.#size(account, m) !== 0) return moved
    }
    this.#waterfall.pay(account, lossMarket, lostSize)
    return moved
  }

  #close(account: number, market: number, lots: number, limit: number, liquidator: number): number {
    const exchange = this.#exchange
    const { spec, clearing, counters } = exchange.venues[market]
    const mark = exchange.markets.mark[market]
    const size = this.#size(account, market)
    const flags = LIQUIDATION | REDUCE_ONLY | IMMEDIATE_OR_CANCEL | (limit === 0 ? MARKET : 0)
    exchange.place(completed({ kind: PLACE, side: reducingSide(size), lots, limit, flags }, account, spec.market))
    const closed = clearing.last[LAST_LOTS]
    if (closed === 0) return 0
    const quote = clearing.last[LAST_QUOTE]
    const totals = counters.market
    totals[LIQUIDATIONS] += 1
    totals[LIQUIDATED_LOTS] += closed
    totals[LIQUIDATED_QUOTE] += quote
    totals[LIQUIDATION_SLIPPAGE] += size > 0 ? closed * mark - quote : quote - closed * mark
    const charged = this.#charge(account, market, quote, liquidator)
    const equity = exchange.equity(account)
    exchange.sink?.emit({ kind: 'liquidation', account, market, lots: closed, quote, mark, penalty: charged, equity })
    return closed
  }

  #charge(account: number, market: number, notional: number, liquidator: number): number {
    const { ledger, collateral, venues, touched } = this.#exchange
    const totals = venues[market].counters.market
    const split = penalty(this.#config.penalty, notional, this.#exchange.equity(account))
    const toLiquidator = liquidator === PROTOCOL ? 0 : split.liquidator
    const toFund = split.fund + split.liquidator - toLiquidator
    ledger.transfer(collateral, account, FUND_ACCOUNT, toFund)
    if (toLiquidator > 0) {
      ledger.transfer(collateral, account, liquidator, toLiquidator)
      touched.touch(liquidator)
    }
    totals[PENALTIES] += toFund + toLiquidator
    totals[PENALTIES_TO_FUND] += toFund
    totals[PENALTIES_TO_LIQUIDATORS] += toLiquidator
    touched.touch(account)
    return toFund + toLiquidator
  }

  #case(account: number, market: number, soldThisVisit: number, refusedLots: number) {
    const exchange = this.#exchange
    const { health, markets, venues } = exchange
    health.assess(account, -1, 0)
    health.assessWithOrders(account, -1, 0, 0, 0)
    const initial = health.figures[INITIAL]
    const size = this.#size(account, market)
    const mark = markets.mark[market]
    return {
      equity: health.figures[EQUITY],
      maintenance: health.figures[MAINTENANCE],
      initial,
      size,
      mark,
      notional: Math.abs(size) * mark,
      openOrders: venues.reduce((sum, venue) => sum + venue.orders.countOf(account), 0),
      soldThisVisit,
      refusedLots,
      lastClose: this.#lastClose[account],
      now: exchange.now,
      tick: venues[market].spec.tickUnits,
      requirement: venues[market].tiers,
    }
  }

  #size(account: number, market: number): number {
    const { ledger } = this.#exchange
    return ledger.sizeOf(market, account)
  }

  /** The market of the account's largest notional; the first when it holds nothing. */
  #largest(account: number): number {
    const { markets, venues } = this.#exchange
    let best = 0
    let most = 0
    for (let m = 0; m < venues.length; m++) {
      const notional = Math.abs(this.#size(account, m)) * markets.mark[m]
      if (notional > most) {
        most = notional
        best = m
      }
    }
    return best
  }
}
