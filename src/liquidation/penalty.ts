import {
  addFractions,
  applyDown,
  applyUp,
  compareFractions,
  type Fraction,
  formatFraction,
  fraction,
  subtractFractions,
} from '../numeric/fraction.ts'

/** What a liquidation costs the account, and who gets it. */
export interface PenaltyTerms {
  /** Share of the notional closed. */
  readonly rate: Fraction
  /** Share of the penalty for the liquidator; in `protocol` mode, where there is none, it goes to the fund. */
  readonly liquidator: Fraction
  /** Share of the penalty for the insurance fund. What the two shares leave returns to the trader. */
  readonly fund: Fraction
}

/** A penalty in atoms: `charged = liquidator + fund + returned`, always. */
export interface PenaltySplit {
  readonly charged: number
  readonly liquidator: number
  readonly fund: number
  readonly returned: number
}

/** Everything wrong with the terms, as messages; empty when they can be used. */
export const penaltyFaults = ({ rate, liquidator, fund }: PenaltyTerms): string[] => {
  const faults: string[] = []
  for (const [name, share] of Object.entries({ rate, liquidator, fund }))
    if (share.n < 0 || share.n > share.d) faults.push(`${name}: ${formatFraction(share)} must be from 0 to 1`)
  if (compareFractions(addFractions(liquidator, fund), fraction(1)) > 0)
    faults.push(`liquidator and fund: ${formatFraction(addFractions(liquidator, fund))} together must be at most 1`)
  return faults
}

/**
 * The penalty on a notional closed, and its split. It is rounded up but never above what is left of the account's
 * equity, so a penalty alone makes no bad debt; the liquidator's and the trader's parts are rounded down, the fund gains.
 *
 * @param notional - atoms closed (>= 0)
 * @param equity - atoms that the account has after the close, of either sign
 */
export const penalty = (terms: PenaltyTerms, notional: number, equity: number): PenaltySplit => {
  const charged = Math.min(applyUp(terms.rate, notional), Math.max(0, equity))
  const liquidator = applyDown(terms.liquidator, charged)
  const returned = applyDown(subtractFractions(subtractFractions(fraction(1), terms.liquidator), terms.fund), charged)
  return { charged, liquidator, fund: charged - liquidator - returned, returned }
}
