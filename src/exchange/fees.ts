import { compareFractions, type Fraction, fraction } from '../numeric/fraction.ts'

/** Fees of a market as fractions of a fill's notional; a negative maker fee is a rebate. */
export interface FeeSchedule {
  readonly maker: Fraction
  readonly taker: Fraction
  /** What a liquidation's taker pays; `taker` where it is left out. */
  readonly liquidationTaker?: Fraction
}

// Compared with the rebate and not added up: a sum of two fractions may have no numerator within 2^53.
const isRebateUnpaid = (maker: Fraction, taker: Fraction): boolean =>
  compareFractions(taker, fraction(0 - maker.n, maker.d)) < 0

/** Reasons why the schedule cannot be used; empty when it can: no fill may be paid out more than it pays in. */
export const feeFaults = (fees: FeeSchedule): readonly string[] => {
  const faults: string[] = []
  if (isRebateUnpaid(fees.maker, fees.taker)) faults.push('maker and taker fee together must not be negative')
  const liquidation = fees.liquidationTaker
  if (liquidation !== undefined && liquidation.n < 0) faults.push('liquidationTaker must not be negative')
  else if (liquidation !== undefined && isRebateUnpaid(fees.maker, liquidation))
    faults.push('maker and liquidationTaker fee together must not be negative')
  return faults
}
