import { ln } from '../numeric/transcendental.ts'

/** What the model reads; prices are basis points about a fair price, inventory is in clips (one quote's lots). */
export interface QuoteInputs {
  /** Signed clips held. */
  readonly inventory: number
  /** Risk aversion gamma, per basis point and clip. */
  readonly riskAversion: number
  /** Decay kappa of the arrival of orders with distance from the fair price, per basis point. */
  readonly arrivalDecay: number
  /** sigma^2 (T - t): squared basis points over the horizon for which inventory is held. */
  readonly variance: number
}

/** Where the model quotes, in basis points. */
export interface QuoteOffsets {
  /** Reservation price less the fair price: negative for a long inventory, which it seeks to sell. */
  readonly reservation: number
  /** From the reservation price to either quote. */
  readonly halfSpread: number
}

/**
 * Quotes of a market maker with exponential utility:
 * r = s - q gamma sigma^2 (T - t), spread = gamma sigma^2 (T - t) + (2 / gamma) ln(1 + gamma / kappa).
 * A perpetual has no T: the horizon is constant, as for a maker that always looks as far ahead.
 * Source: Avellaneda and Stoikov, High-frequency trading in a limit order book (2008), equations 3.8 to 3.18.
 */
export const avellanedaStoikov = ({ inventory, riskAversion, arrivalDecay, variance }: QuoteInputs): QuoteOffsets => {
  const risk = riskAversion * variance
  const monopoly = riskAversion > 0 ? ln(1 + riskAversion / arrivalDecay) / riskAversion : 1 / arrivalDecay
  return { reservation: 0 - inventory * risk, halfSpread: risk / 2 + monopoly }
}
