import { mulDivUp } from '../numeric/mul-div.ts'

/** Bounds between which a market's initial margin grows to 100 %; both in the unit of the open interest handed in. */
export interface OpenInterestScaling {
  /** Up to here the tiers alone decide. */
  readonly lowerCap: number
  /** From here on the full notional is needed; above `lowerCap`. */
  readonly upperCap: number
}

/** Everything wrong with the bounds, as messages; empty when they can be used. */
export const openInterestScalingFaults = ({ lowerCap, upperCap }: OpenInterestScaling): string[] => {
  const faults: string[] = []
  if (!(Number.isSafeInteger(lowerCap) && lowerCap >= 0))
    faults.push(`lowerCap: ${lowerCap} must be a whole number >= 0`)
  if (!(Number.isSafeInteger(upperCap) && upperCap > lowerCap))
    faults.push(`upperCap: ${upperCap} must be a whole number above lowerCap (${lowerCap})`)
  return faults
}

/**
 * Initial margin in a crowded market: grows linearly from the tiers' figure at the lower cap to the whole notional
 * at the upper one (dYdX v4 `GetInitialMarginQuoteQuantums`, which floors the rate to ppm first). Maintenance is never scaled,
 * so that nobody is liquidated because others open positions.
 *
 * @param initial - the tiers' initial margin, atoms, at most the notional
 * @param notional - atoms
 * @returns atoms, rounded up
 */
export const scaledInitial = (
  { lowerCap, upperCap }: OpenInterestScaling,
  openInterest: number,
  initial: number,
  notional: number,
): number => {
  if (openInterest <= lowerCap) return initial
  if (openInterest >= upperCap) return Math.max(initial, notional)
  return initial + mulDivUp(Math.max(0, notional - initial), openInterest - lowerCap, upperCap - lowerCap)
}
