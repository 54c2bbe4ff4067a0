import type { Fraction } from '../numeric/fraction.ts'
import type { Deposit } from './crowd.ts'

/** Market makers after Avellaneda and Stoikov; basis points are of the fair price, which is the external venue's. */
export interface MarketMakerParameters {
  readonly deposit: Deposit
  /** Milliseconds between wake-ups. */
  readonly interval: number
  /** gamma, per basis point and clip. */
  readonly riskAversion: number
  /** kappa, per basis point. */
  readonly arrivalDecay: number
  /** Spread of both between members: standard deviation of their logarithms. */
  readonly tasteSigma: number
  /** Milliseconds for which inventory is expected to be held: the model's T - t. */
  readonly horizon: number
  /** Quotes on each side. */
  readonly levels: number
  /** Basis points from the first quote to the second; each further gap is `levelGrowth` times the one before. */
  readonly levelStepBps: number
  readonly levelGrowth: number
  /** Notional of a quote per equity. */
  readonly clip: Fraction
  /** Largest notional of the inventory per equity. */
  readonly inventoryLimit: Fraction
  /** A quote is replaced when it is off by more than this share of its distance from the fair price. */
  readonly requoteShare: number
  readonly leastHalfSpreadBps: number
  /** Quotes move at most this far for inventory and funding together. */
  readonly skewLimitBps: number
  /** Funding payments that a position is expected to stay for. */
  readonly fundingWeight: number
  /** How much of the expected further move is added on the side that it runs towards. */
  readonly driftWeight: number
  /** Time constants of short and long volatility, milliseconds. */
  readonly shortMemory: number
  readonly longMemory: number
  /** Short over long volatility from which spreads widen in proportion and sizes shrink. */
  readonly widenAt: number
  /** Short over long volatility from which nothing is quoted. */
  readonly leaveAt: number
  /** Milliseconds after which what was sent must show in the view. */
  readonly settle: number
}
