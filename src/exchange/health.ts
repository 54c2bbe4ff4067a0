// Hot: asked twice at every match and once for every liquidation candidate. Results pass through `figures`.

import type { FundingIndices } from '../funding/funding-indices.ts'
import { fundingOwed } from '../funding/funding-owed.ts'
import { initialWithOrders } from '../margin/exposure.ts'
import type { MarginTiers } from '../margin/margin-tiers.ts'
import type { Ledger } from './ledger.ts'
import type { MarketState } from './market-state.ts'
import { BUY_LOTS, BUY_VALUE, FUNDING_ENTRY, POSITION_ROW, SELL_LOTS, SELL_VALUE, SIZE } from './position-row.ts'

/** Slots of `Health.figures`. */
export const EQUITY = 0
export const INITIAL = 1
export const MAINTENANCE = 2
/** Sum of the notionals of all positions. */
export const NOTIONAL = 3
/** Input of `assess`: atoms by which the account's cash is taken to differ from the ledger's. */
export const CASH_CHANGE = 4

/** What `Health` reads. */
export interface HealthParts {
  readonly ledger: Pick<Ledger, 'accounts' | 'balance' | 'position'>
  readonly markets: Pick<MarketState, 'mark'>
  readonly requirements: readonly MarginTiers[]
  readonly funding: Pick<FundingIndices, 'long' | 'short'>
  /** The asset that collateral is held in. */
  readonly collateral: number
}

/**
 * Equity and requirements of an account over all its markets, at the present marks, unsettled funding counted.
 * Answers are left in `figures`; nothing is written elsewhere.
 */
export class Health {
  readonly figures: Float64Array = new Float64Array(5)
  readonly #parts: HealthParts

  constructor(parts: HealthParts) {
    this.#parts = parts
  }

  /**
   * Figures as they would be if `lots` (signed, may be 0) of `market` were added to the account and
   * `figures[CASH_CHANGE]` atoms to its cash.
   */
  assess(account: number, market: number, lots: number): void {
    const { ledger, markets, requirements, collateral } = this.#parts
    const { accounts, position } = ledger
    const figures = this.figures
    let equity = ledger.balance[collateral * accounts + account] + figures[CASH_CHANGE]
    let initial = 0
    let maintenance = 0
    let total = 0
    for (let m = 0; m < requirements.length; m++) {
      const row = (m * accounts + account) * POSITION_ROW
      let lotsAfter = position[row + SIZE]
      if (lotsAfter !== 0) equity -= this.#fundingOwed(m, row)
      if (m === market) lotsAfter += lots
      if (lotsAfter === 0) continue
      const value = lotsAfter * markets.mark[m]
      const notional = value < 0 ? 0 - value : value
      const rule = requirements[m]
      equity += value
      total += notional
      initial += rule.initial(notional)
      maintenance += rule.maintenance(notional)
    }
    figures[EQUITY] = equity
    figures[INITIAL] = initial
    figures[MAINTENANCE] = maintenance
    figures[NOTIONAL] = total
    figures[CASH_CHANGE] = 0
  }

  /**
   * Initial requirement with all open orders, the worse of "all buys fill" and "all sells fill" in each market, plus
   * what those fills would lose at once against the mark. `lots` and `price` of one more order on a side are added to
   * `market`'s. Left in `figures[INITIAL]`; equity stands in `figures[EQUITY]`, and the other figures are not touched.
   */
  assessWithOrders(account: number, market: number, buyLots: number, sellLots: number, price: number): void {
    const { ledger, markets, requirements, collateral } = this.#parts
    const { accounts, position } = ledger
    let equity = ledger.balance[collateral * accounts + account]
    let required = 0
    for (let m = 0; m < requirements.length; m++) {
      const row = (m * accounts + account) * POSITION_ROW
      const size = position[row + SIZE]
      const mark = markets.mark[m]
      const here = m === market
      const buys = position[row + BUY_LOTS] + (here ? buyLots : 0)
      const sells = position[row + SELL_LOTS] + (here ? sellLots : 0)
      if (size === 0 && buys === 0 && sells === 0) continue
      if (size !== 0) equity += size * mark - this.#fundingOwed(m, row)
      const buyValue = position[row + BUY_VALUE] + (here ? buyLots * price : 0)
      const sellValue = position[row + SELL_VALUE] + (here ? sellLots * price : 0)
      required += initialWithOrders(requirements[m], size, mark, buys, buyValue, sells, sellValue)
    }
    this.figures[EQUITY] = equity
    this.figures[INITIAL] = required
  }

  /** Atoms of funding that the position in this row has not settled. */
  #fundingOwed(market: number, row: number): number {
    const { ledger, funding } = this.#parts
    const size = ledger.position[row + SIZE]
    const entry = ledger.position[row + FUNDING_ENTRY]
    const index = size > 0 ? funding.long[market] : funding.short[market]
    return index === entry ? 0 : fundingOwed(size, entry, index)
  }
}
