// Hot: `canTrade`, `fill`, `rested` and `removed` run inside every match. Numbers only, no allocation.

import type { FundingIndices } from '../funding/funding-indices.ts'
import { fundingOwed } from '../funding/funding-owed.ts'
import { mayTrade } from '../margin/trade-check.ts'
import {
  BOTH_MAY_TRADE,
  type Cause,
  CELL_LENGTH,
  type Clearing,
  MAKER_REFUSED,
  QUOTE,
  TAKER_REFUSED,
  type Verdict,
} from '../market/clearing.ts'
import { LIQUIDATION } from '../market/order-flags.ts'
import { BUY, type Side } from '../market/side.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { mulDivUp } from '../numeric/mul-div.ts'
import { type Backing, promised } from '../pools/backing.ts'
import {
  type Counters,
  FILLS,
  FUNDING_RECEIVED,
  MAKER_FEES,
  FUNDING_PAID as MARKET_FUNDING_PAID,
  TAKER_FEES,
  VOLUME_LOTS,
  VOLUME_QUOTE,
} from './counters.ts'
import type { FeeSchedule } from './fees.ts'
import { CASH_CHANGE, EQUITY, type Health, INITIAL, MAINTENANCE } from './health.ts'
import type { Ledger } from './ledger.ts'
import type { OpenOrders } from './open-orders.ts'
import { FEES_PAID, FILLED_LOTS, FILLED_QUOTE, FUNDING_ENTRY, FUNDING_PAID, SIZE } from './position-row.ts'
import type { UndoLog } from './undo-log.ts'

/** What one market's clearing is built from. */
export interface ClearingParts {
  readonly market: number
  readonly asset: number
  readonly ledger: Ledger
  readonly health: Health
  readonly orders: OpenOrders
  readonly counters: Counters
  readonly fees: FeeSchedule
  readonly funding: FundingIndices
  /** Account that fees go to and rebates come from. */
  readonly feePool: number
  /** Account that funding of this market is paid to and received from. */
  readonly fundingAccount: number
  /** Account that a virtual AMM trades from, and what stands behind its promises. */
  readonly pool: number
  readonly backing: Backing
  readonly fund: number
  /** 1 for accounts that margin does not bind: pools, fund, vault. */
  readonly exempt: Uint8Array
  /** Set to 1 where an account's size or cash changed: the liquidation search files it anew. */
  readonly touched: TouchedAccounts
  readonly undo: UndoLog
}

/** Where changed accounts are listed. */
export interface TouchedAccounts {
  touch(account: number): void
}

/** Observer of fills; numbers only. It is called inside a match and must not call the exchange. */
export interface FillListener {
  /** What the order in hand has filled so far never happened. */
  reverted(): void
  fill(market: number, maker: number, taker: number, side: Side, lots: number, flags: number, cell: Float64Array): void
}

/** Slots of `MarketClearing.last`: what the order in hand has done since `begin`. */
export const LAST_LOTS = 0
export const LAST_QUOTE = 1
export const LAST_TAKER_FEE = 2
export const LAST_PRICE = 3

/** The exchange's side of the seam for one market: margin, ledgers, fees and funding of each match. */
export class MarketClearing implements Clearing, Stateful {
  readonly cell: Float64Array = new Float64Array(CELL_LENGTH)
  /** Lots, quote atoms and taker fee of the order in hand; and the price in units (rounded down) of the last fill ever. */
  readonly last: Float64Array = new Float64Array(4)
  listener: FillListener | undefined
  readonly #parts: ClearingParts
  readonly #liquidationFeeN: number
  readonly #liquidationFeeD: number

  constructor(parts: ClearingParts) {
    this.#parts = parts
    const { n, d } = parts.fees.liquidationTaker ?? parts.fees.taker
    this.#liquidationFeeN = n
    this.#liquidationFeeD = d
  }

  /** Forgets what the order before has done. */
  begin(): void {
    this.last[LAST_LOTS] = 0
    this.last[LAST_QUOTE] = 0
    this.last[LAST_TAKER_FEE] = 0
  }

  canTrade(maker: number, taker: number, side: Side, lots: number, flags: number): Verdict {
    const { backing, exempt, fees, pool } = this.#parts
    const quote = this.cell[QUOTE]
    const signed = side === BUY ? lots : 0 - lots
    const cash = side === BUY ? 0 - quote : quote
    if (exempt[maker] === 0) {
      const fee = mulDivUp(quote, fees.maker.n, fees.maker.d)
      if (!this.#mayTrade(maker, 0 - signed, 0 - cash - fee)) return MAKER_REFUSED
    } else if (maker === pool && backing !== 'none' && !this.#poolMayTrade(0 - signed)) return MAKER_REFUSED
    if (exempt[taker] === 0 && (flags & LIQUIDATION) === 0) {
      const fee = mulDivUp(quote, fees.taker.n, fees.taker.d)
      if (!this.#mayTrade(taker, signed, cash - fee)) return TAKER_REFUSED
    }
    return BOTH_MAY_TRADE
  }

  fill(maker: number, taker: number, side: Side, lots: number, flags: number): void {
    const { market, asset, ledger, counters, fees, feePool, touched, undo } = this.#parts
    const { balance, accounts, position } = ledger
    const quote = this.cell[QUOTE]
    this.settleFunding(maker)
    this.settleFunding(taker)
    const makerFee = mulDivUp(quote, fees.maker.n, fees.maker.d)
    const takerFee =
      (flags & LIQUIDATION) === 0
        ? mulDivUp(quote, fees.taker.n, fees.taker.d)
        : mulDivUp(quote, this.#liquidationFeeN, this.#liquidationFeeD)
    const signed = side === BUY ? lots : 0 - lots
    const paid = side === BUY ? quote : 0 - quote
    ledger.move(market, taker, signed, paid)
    ledger.move(market, maker, 0 - signed, 0 - paid)
    this.rebaseFunding(taker)
    this.rebaseFunding(maker)
    const base = asset * accounts
    const totals = counters.market
    const last = this.last
    const takerRow = ledger.row(market, taker)
    const makerRow = ledger.row(market, maker)
    if (undo.active) this.#noteFill(base, maker, taker)
    balance[base + taker] -= paid + takerFee
    balance[base + maker] += paid - makerFee
    balance[base + feePool] += takerFee + makerFee
    totals[FILLS] += 1
    totals[VOLUME_LOTS] += lots
    totals[VOLUME_QUOTE] += quote
    totals[TAKER_FEES] += takerFee
    totals[MAKER_FEES] += makerFee
    position[takerRow + FILLED_LOTS] += lots
    position[takerRow + FILLED_QUOTE] += quote
    position[takerRow + FEES_PAID] += takerFee
    position[makerRow + FILLED_LOTS] += lots
    position[makerRow + FILLED_QUOTE] += quote
    position[makerRow + FEES_PAID] += makerFee
    last[LAST_LOTS] += lots
    last[LAST_QUOTE] += quote
    last[LAST_TAKER_FEE] += takerFee
    last[LAST_PRICE] = Math.floor(quote / lots)
    touched.touch(taker)
    touched.touch(maker)
    if (this.listener !== undefined) this.listener.fill(market, maker, taker, side, lots, flags, this.cell)
  }

  reducible(account: number, side: Side): number {
    const { ledger, market } = this.#parts
    const size = ledger.sizeOf(market, account)
    const lots = side === BUY ? 0 - size : size
    return lots > 0 ? lots : 0
  }

  rested(owner: number, handle: number, side: Side, lots: number, price: number, flags: number): void {
    this.#parts.orders.add(owner, handle, side, lots, price, flags)
  }

  removed(handle: number, lots: number, _cause: Cause): void {
    this.#parts.orders.shrink(handle, lots)
  }

  save(): void {
    this.#parts.undo.save()
  }

  revert(): void {
    this.#parts.undo.revert()
    if (this.listener !== undefined) this.listener.reverted()
  }

  state(): Readonly<Record<string, StateArray>> {
    return { last: this.last }
  }

  /** Pays or receives what funding the account's position has gathered since it was last settled. */
  settleFunding(account: number): void {
    const { market, asset, ledger, counters, funding, fundingAccount, touched, undo } = this.#parts
    const { position } = ledger
    const row = ledger.row(market, account)
    const size = position[row + SIZE]
    if (size === 0) return
    const index = size > 0 ? funding.long[market] : funding.short[market]
    const entry = position[row + FUNDING_ENTRY]
    if (index === entry) return
    const owed = fundingOwed(size, entry, index)
    const slot = owed > 0 ? MARKET_FUNDING_PAID : FUNDING_RECEIVED
    if (undo.active) {
      undo.note(position, row + FUNDING_ENTRY)
      undo.note(position, row + FUNDING_PAID)
      undo.note(counters.market, slot)
    }
    position[row + FUNDING_ENTRY] = index
    if (owed === 0) return
    ledger.transfer(asset, account, fundingAccount, owed)
    // Each settlement may round an atom against the account: the liquidation search files it anew.
    touched.touch(account)
    counters.market[slot] += Math.abs(owed)
    position[row + FUNDING_PAID] += owed
  }

  /** After a move: the position's funding counts from the present index of its side. */
  rebaseFunding(account: number): void {
    const { market, ledger, funding, undo } = this.#parts
    const { position } = ledger
    const row = ledger.row(market, account)
    if (undo.active) undo.note(position, row + FUNDING_ENTRY)
    position[row + FUNDING_ENTRY] = (position[row + SIZE] < 0 ? funding.short : funding.long)[market]
  }

  /** A pool that promised capital takes on no more inventory once nothing is left of it; reducing is always allowed. */
  #poolMayTrade(lots: number): boolean {
    const { asset, backing, fund, health, ledger, market, pool } = this.#parts
    const size = ledger.sizeOf(market, pool)
    if (Math.abs(size + lots) <= Math.abs(size)) return true
    health.assess(pool, -1, 0)
    return promised(backing, health.figures[EQUITY], ledger.balanceOf(asset, fund)) > 0
  }

  #noteFill(base: number, maker: number, taker: number): void {
    const { market, ledger, counters, feePool, undo } = this.#parts
    for (const account of [maker, taker, feePool]) undo.note(ledger.balance, base + account)
    for (const slot of [FILLS, VOLUME_LOTS, VOLUME_QUOTE, TAKER_FEES, MAKER_FEES]) undo.note(counters.market, slot)
    for (const account of [maker, taker])
      for (const slot of [FILLED_LOTS, FILLED_QUOTE, FEES_PAID])
        undo.note(ledger.position, ledger.row(market, account) + slot)
    for (let slot = 0; slot < this.last.length; slot++) undo.note(this.last, slot)
  }

  #mayTrade(account: number, lots: number, cash: number): boolean {
    const { health, market } = this.#parts
    const figures = health.figures
    figures[CASH_CHANGE] = cash
    health.assess(account, market, lots)
    const equityAfter = figures[EQUITY]
    const initialAfter = figures[INITIAL]
    if (equityAfter >= initialAfter) return true
    const maintenanceAfter = figures[MAINTENANCE]
    health.assess(account, -1, 0)
    return mayTrade(figures[EQUITY], figures[MAINTENANCE], equityAfter, maintenanceAfter, initialAfter)
  }
}
