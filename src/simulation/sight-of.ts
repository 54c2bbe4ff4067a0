import {
  EQUITY,
  EXTERNAL,
  FILLED_LOTS,
  FREE,
  FUNDING_RATE_PICO,
  MAINTENANCE,
  NOTIONAL,
  OPEN_ORDERS,
  SIZE,
  VOLUME_LOTS,
} from '../chain/view-columns.ts'
import type { BlockView } from '../chain/view-ring.ts'
import { FIRST_FUNDING_ACCOUNT } from '../exchange/accounts.ts'
import type { Fraction } from '../numeric/fraction.ts'
import type { LiquidatableAccount, Sight } from '../traders/sight.ts'

/** The market's terms, which everybody knows without a delay. */
export interface MarketTerms {
  readonly restingOrders: boolean
  readonly tickUnits: number
  readonly takerFee: Fraction
  readonly makerFee: Fraction
  readonly initialMargin: Fraction
}

const liquidatableIn = (view: BlockView, market: number, firstTrader: number): readonly LiquidatableAccount[] => {
  const found: { readonly account: number; readonly size: number; readonly equity: number; readonly ratio: number }[] =
    []
  for (let account = firstTrader; account < view.accounts; account++) {
    const maintenance = view.accountFigure(account, MAINTENANCE)
    const equity = view.accountFigure(account, EQUITY)
    if (maintenance === 0 || equity >= maintenance) continue
    const size = view.positionFigure(account, market, SIZE)
    if (size !== 0) found.push({ account, size, equity, ratio: equity / maintenance })
  }
  return found.sort((a, b) => a.ratio - b.ratio || a.account - b.account)
}

/** What a trader reads: one past block's view, and the terms. It holds nothing else, so nothing newer can be reached through it. */
export const sightOf = (
  view: BlockView,
  market: number,
  account: number,
  terms: MarketTerms,
  markets: number,
): Sight => ({
  ...terms,
  time: view.time,
  market: view.market(market),
  fundingRatePico: view.marketFigure(market, FUNDING_RATE_PICO),
  volumeLots: view.marketFigure(market, VOLUME_LOTS),
  account: {
    equity: view.accountFigure(account, EQUITY),
    free: view.accountFigure(account, FREE),
    size: view.positionFigure(account, market, SIZE),
    notional: view.positionFigure(account, market, NOTIONAL),
    filledLots: view.positionFigure(account, market, FILLED_LOTS),
    openOrders: view.positionFigure(account, market, OPEN_ORDERS),
  },
  external: () => view.marketFigure(market, EXTERNAL),
  liquidatable: () => liquidatableIn(view, market, FIRST_FUNDING_ACCOUNT + 2 * markets),
})
