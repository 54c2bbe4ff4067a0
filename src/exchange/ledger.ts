// Hot: every fill ends here. An account's figures in a market lie in one row; nothing is allocated.

import type { StateArray, Stateful } from '../market/stateful.ts'
import { mulDivDown } from '../numeric/mul-div.ts'
import { ENTRY_VALUE, POSITION_ROW, SIZE } from './position-row.ts'
import type { UndoLog } from './undo-log.ts'

/**
 * Who owns what: balances by (asset, account) in atoms, positions by (market, account) in signed lots.
 * A balance is cash after all trades, so it may be negative while the position is worth more;
 * equity is a margin rule's answer, not the ledger's. At every moment, exactly:
 * sum of balances of an asset = deposits - withdrawals, and sum of sizes of a market = 0.
 */
export class Ledger implements Stateful {
  readonly accounts: number
  readonly assets: number
  readonly markets: number
  /** Atoms, `[asset * accounts + account]`. */
  readonly balance: Float64Array
  /** Rows of `position-row.ts`, account after account, market after market. */
  readonly position: Float64Array
  /** Atoms that came in and went out, by asset. */
  readonly deposited: Float64Array
  readonly withdrawn: Float64Array
  /** Atoms that each account brought in less what it took out, `[asset * accounts + account]`: profit is beside this. */
  readonly netDeposits: Float64Array
  /** Lots of one side, by market. */
  readonly openInterest: Float64Array
  readonly undo: UndoLog

  constructor(accounts: number, assets: number, markets: number, undo: UndoLog) {
    this.accounts = accounts
    this.assets = assets
    this.markets = markets
    this.undo = undo
    this.balance = new Float64Array(assets * accounts)
    this.position = new Float64Array(markets * accounts * POSITION_ROW)
    this.netDeposits = new Float64Array(assets * accounts)
    this.deposited = new Float64Array(assets)
    this.withdrawn = new Float64Array(assets)
    this.openInterest = new Float64Array(markets)
  }

  /** Where the account's row in the market begins. */
  row(market: number, account: number): number {
    return (market * this.accounts + account) * POSITION_ROW
  }

  /** Signed lots of the account in the market. */
  sizeOf(market: number, account: number): number {
    return this.position[this.row(market, account) + SIZE]
  }

  /** Atoms of the asset that the account has after all trades. */
  balanceOf(asset: number, account: number): number {
    return this.balance[asset * this.accounts + account]
  }

  /** Atoms that the account brought in less what it took out. */
  netDepositsOf(asset: number, account: number): number {
    return this.netDeposits[asset * this.accounts + account]
  }

  /** Atoms come in from outside. */
  deposit(asset: number, account: number, atoms: number): void {
    this.balance[asset * this.accounts + account] += atoms
    this.netDeposits[asset * this.accounts + account] += atoms
    this.deposited[asset] += atoms
  }

  /** Atoms leave; whether they may is the exchange's question. */
  withdraw(asset: number, account: number, atoms: number): void {
    this.balance[asset * this.accounts + account] -= atoms
    this.netDeposits[asset * this.accounts + account] -= atoms
    this.withdrawn[asset] += atoms
  }

  /** Moves atoms from one account to another; a negative amount moves the other way. */
  transfer(asset: number, from: number, to: number, atoms: number): void {
    const { balance, undo } = this
    const source = asset * this.accounts + from
    const target = asset * this.accounts + to
    if (undo.active) {
      undo.note(balance, source)
      undo.note(balance, target)
    }
    balance[source] -= atoms
    balance[target] += atoms
  }

  /**
   * Changes an account's size by signed lots for signed quote atoms (paid > 0), keeping the entry value:
   * a reduction takes its share of it (rounded down in magnitude), a flip starts anew at the trade's price.
   * Cash is moved by `transfer`; both sides of a trade call this once each.
   */
  move(market: number, account: number, lots: number, quote: number): void {
    const { position, openInterest, undo } = this
    const row = this.row(market, account)
    if (undo.active) {
      undo.note(position, row + SIZE)
      undo.note(position, row + ENTRY_VALUE)
      undo.note(openInterest, market)
    }
    const before = position[row + SIZE]
    const after = before + lots
    position[row + SIZE] = after
    openInterest[market] += (after > 0 ? after : 0) - (before > 0 ? before : 0)
    const entry = position[row + ENTRY_VALUE]
    if (before === 0 || before > 0 === lots > 0) position[row + ENTRY_VALUE] = entry + quote
    else if (after === 0) position[row + ENTRY_VALUE] = 0
    else if (after > 0 === before > 0) {
      const kept = mulDivDown(Math.abs(entry), Math.abs(after), Math.abs(before))
      position[row + ENTRY_VALUE] = entry < 0 ? 0 - kept : kept
    } else {
      const fresh = mulDivDown(Math.abs(quote), Math.abs(after), Math.abs(lots))
      position[row + ENTRY_VALUE] = quote < 0 ? 0 - fresh : fresh
    }
  }

  state(): Readonly<Record<string, StateArray>> {
    const { balance, position, netDeposits, deposited, withdrawn, openInterest } = this
    return { balance, position, netDeposits, deposited, withdrawn, openInterest }
  }
}
