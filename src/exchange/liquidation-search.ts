import { LiquidationIndex } from '../liquidation/liquidation-index.ts'
import type { LiquidationFigures } from '../liquidation/order.ts'
import { isLiquidatable } from '../margin/trade-check.ts'
import type { Exchange } from './exchange.ts'
import { EQUITY, MAINTENANCE } from './health.ts'
import { FUNDING_ENTRY, SIZE } from './position-row.ts'

/**
 * Lists the accounts below maintenance. Accounts with one position lie in that market's buckets and are looked at only
 * when the mark comes near; accounts with positions in several markets are looked at each time. The scan of all
 * accounts gives the same answer and is the test oracle.
 */
export class LiquidationSearch {
  readonly #exchange: Exchange
  readonly #indexes: readonly LiquidationIndex[]
  /** Market whose index holds the account, -1 none, -2 several. */
  readonly #filed: Int32Array
  readonly #several: Set<number> = new Set()
  readonly #out: Int32Array

  /** @param prices - a usual mark of each market in price units */
  constructor(exchange: Exchange, prices: readonly number[]) {
    this.#exchange = exchange
    const accounts = exchange.accounts.capacity
    this.#indexes = exchange.venues.map((venue, m) => {
      return new LiquidationIndex({ lines: venue.tiers, price: prices[m], accounts })
    })
    this.#filed = new Int32Array(accounts).fill(-1)
    this.#out = new Int32Array(accounts)
  }

  /** Accounts below maintenance at the present marks, by account number. */
  list(): readonly LiquidationFigures[] {
    this.#refile()
    const { funding, markets, venues } = this.#exchange
    const found: LiquidationFigures[] = []
    venues.forEach((_, m) => {
      if (markets.mark[m] === 0) return
      const count = this.#indexes[m].candidates(markets.mark[m], funding.long[m], funding.short[m], this.#out)
      for (let i = 0; i < count; i++) this.#check(this.#out[i], found)
    })
    for (const account of this.#several) this.#check(account, found)
    return found.sort((a, b) => a.account - b.account)
  }

  /** The same by looking at every account: slow, and right by definition. */
  scan(): readonly LiquidationFigures[] {
    const found: LiquidationFigures[] = []
    for (let account = 0; account < this.#exchange.accounts.count; account++) this.#check(account, found)
    return found
  }

  /** After the exchange was overwritten by a checkpoint: files everybody anew. */
  restored(): void {
    for (const index of this.#indexes) index.clear()
    this.#filed.fill(-1)
    this.#several.clear()
    this.#exchange.touched.touchAll()
  }

  #check(account: number, found: LiquidationFigures[]): void {
    const { accounts, health } = this.#exchange
    if (accounts.exempt[account] !== 0) return
    health.assess(account, -1, 0)
    const [equity, , maintenance, notional] = health.figures
    if (isLiquidatable(health.figures[EQUITY], health.figures[MAINTENANCE])) {
      found.push({ account, equity, maintenance, notional })
    }
  }

  #refile(): void {
    const { touched } = this.#exchange
    for (let i = 0; i < touched.count; i++) this.#file(touched.list[i])
    touched.clear()
  }

  #file(account: number): void {
    const { ledger, accounts, collateral } = this.#exchange
    if (accounts.exempt[account] !== 0) return
    let only = -1
    for (let m = 0; m < ledger.markets; m++) {
      if (ledger.sizeOf(m, account) !== 0) only = only === -1 ? m : -2
    }
    const before = this.#filed[account]
    if (before >= 0 && before !== only) this.#indexes[before].remove(account)
    if (before === -2 && only !== -2) this.#several.delete(account)
    if (only === -2) this.#several.add(account)
    if (only >= 0) {
      const row = ledger.row(only, account)
      const cash = ledger.balanceOf(collateral, account)
      this.#indexes[only].file(account, ledger.position[row + SIZE], cash, ledger.position[row + FUNDING_ENTRY])
    }
    this.#filed[account] = only
  }
}
