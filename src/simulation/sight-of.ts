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
import type { MarketView } from '../market/market-view.ts'
import type { Fraction } from '../numeric/fraction.ts'
import type { LiquidatableAccount, OwnAccount, Sight } from '../traders/sight.ts'

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
class BlockSight implements Sight {
  readonly #view: BlockView
  readonly #market: number
  readonly #account: number
  readonly #terms: MarketTerms
  readonly #firstTrader: number
  #own: OwnAccount | undefined

  constructor(view: BlockView, market: number, account: number, terms: MarketTerms, firstTrader: number) {
    this.#view = view
    this.#market = market
    this.#account = account
    this.#terms = terms
    this.#firstTrader = firstTrader
  }

  get time(): number {
    return this.#view.time
  }

  get market(): MarketView {
    return this.#view.market(this.#market)
  }

  get restingOrders(): boolean {
    return this.#terms.restingOrders
  }

  get tickUnits(): number {
    return this.#terms.tickUnits
  }

  get takerFee(): Fraction {
    return this.#terms.takerFee
  }

  get makerFee(): Fraction {
    return this.#terms.makerFee
  }

  get initialMargin(): Fraction {
    return this.#terms.initialMargin
  }

  get fundingRatePico(): number {
    return this.#view.marketFigure(this.#market, FUNDING_RATE_PICO)
  }

  get volumeLots(): number {
    return this.#view.marketFigure(this.#market, VOLUME_LOTS)
  }

  get account(): OwnAccount {
    const view = this.#view
    const account = this.#account
    const market = this.#market
    this.#own ??= {
      equity: view.accountFigure(account, EQUITY),
      free: view.accountFigure(account, FREE),
      size: view.positionFigure(account, market, SIZE),
      notional: view.positionFigure(account, market, NOTIONAL),
      filledLots: view.positionFigure(account, market, FILLED_LOTS),
      openOrders: view.positionFigure(account, market, OPEN_ORDERS),
    }
    return this.#own
  }

  external(): number {
    return this.#view.marketFigure(this.#market, EXTERNAL)
  }

  liquidatable(): readonly LiquidatableAccount[] {
    return liquidatableIn(this.#view, this.#market, this.#firstTrader)
  }
}

/** The sight of an account in a market, of one past block. @param markets - how many there are */
export const sightOf = (view: BlockView, market: number, account: number, terms: MarketTerms, markets: number): Sight =>
  new BlockSight(view, market, account, terms, FIRST_FUNDING_ACCOUNT + 2 * markets)
