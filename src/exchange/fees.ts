import type { Fraction } from '../numeric/fraction.ts'

/** Fees of a market as fractions of a fill's notional; a negative maker fee is a rebate. */
export interface FeeSchedule {
  readonly maker: Fraction
  readonly taker: Fraction
  /** What a liquidation's taker pays; `taker` where it is left out. */
  readonly liquidationTaker?: Fraction
}

/** Reasons why the schedule cannot be used; empty when it can: no fill may be paid out more than it pays in. */
export const feeFaults = (fees: FeeSchedule): readonly string[] => {
  const faults: string[] = []
  const sum = (a: Fraction, b: Fraction): number => a.n / a.d + b.n / b.d
  if (sum(fees.maker, fees.taker) < 0) faults.push('maker and taker fee together must not be negative')
  const liquidation = fees.liquidationTaker
  if (liquidation !== undefined && liquidation.n < 0) faults.push('liquidationTaker must not be negative')
  else if (liquidation !== undefined && sum(fees.maker, liquidation) < 0)
    faults.push('maker and liquidationTaker fee together must not be negative')
  return faults
}
