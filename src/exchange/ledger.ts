// Hot: every fill ends here. Typed arrays, account-major rows a market or asset; nothing is allocated.

import type { StateArray, Stateful } from '../market/stateful.ts'
import { mulDivDown } from '../numeric/mul-div.ts'
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
  /** Signed lots, `[market * accounts + account]`, long > 0. */
  readonly size: Float64Array
  /** Quote atoms paid for the open size (negative: received), for display and ADL ranking only. */
  readonly entryValue: Float64Array
  /** Funding index of the position's side when funding was last settled, 1e-6 atom a lot. */
  readonly fundingEntry: Float64Array
  /** Atoms that came in and went out, by asset. */
  readonly deposited: Float64Array
  readonly withdrawn: Float64Array
  /** Lots of one side, by market. */
  readonly openInterest: Float64Array
  readonly undo: UndoLog

  constructor(accounts: number, assets: number, markets: number, undo: UndoLog) {
    this.accounts = accounts
    this.assets = assets
    this.markets = markets
    this.undo = undo
    this.balance = new Float64Array(assets * accounts)
    this.size = new Float64Array(markets * accounts)
    this.entryValue = new Float64Array(markets * accounts)
    this.fundingEntry = new Float64Array(markets * accounts)
    this.deposited = new Float64Array(assets)
    this.withdrawn = new Float64Array(assets)
    this.openInterest = new Float64Array(markets)
  }

  /** Atoms come in from outside. */
  deposit(asset: number, account: number, atoms: number): void {
    this.balance[asset * this.accounts + account] += atoms
    this.deposited[asset] += atoms
  }

  /** Atoms leave; whether they may is the exchange's question. */
  withdraw(asset: number, account: number, atoms: number): void {
    this.balance[asset * this.accounts + account] -= atoms
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
    const { size, entryValue, openInterest, undo } = this
    const row = market * this.accounts + account
    if (undo.active) {
      undo.note(size, row)
      undo.note(entryValue, row)
      undo.note(openInterest, market)
    }
    const before = size[row]
    const after = before + lots
    size[row] = after
    openInterest[market] += (after > 0 ? after : 0) - (before > 0 ? before : 0)
    if (before === 0 || before > 0 === lots > 0) entryValue[row] += quote
    else if (after === 0) entryValue[row] = 0
    else if (after > 0 === before > 0) {
      const kept = mulDivDown(Math.abs(entryValue[row]), Math.abs(after), Math.abs(before))
      entryValue[row] = entryValue[row] < 0 ? 0 - kept : kept
    } else {
      const fresh = mulDivDown(Math.abs(quote), Math.abs(after), Math.abs(lots))
      entryValue[row] = quote < 0 ? 0 - fresh : fresh
    }
  }

  state(): Readonly<Record<string, StateArray>> {
    const { balance, size, entryValue, fundingEntry, deposited, withdrawn, openInterest } = this
    return { balance, size, entryValue, fundingEntry, deposited, withdrawn, openInterest }
  }
}
