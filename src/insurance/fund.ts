import { applyDown, type Fraction, formatFraction } from '../numeric/fraction.ts'

/** What the insurance fund lives on. */
export interface FundTerms {
  /** Atoms that it begins with. */
  readonly deposit: number
  /** Share of trading fees that goes to it. */
  readonly feeShare: Fraction
}

/** Everything wrong with the terms, as messages; empty when they can be used. */
export const fundFaults = ({ deposit, feeShare }: FundTerms): string[] => {
  const faults: string[] = []
  if (!(Number.isSafeInteger(deposit) && deposit >= 0)) faults.push(`deposit: ${deposit} must be whole atoms >= 0`)
  if (feeShare.n < 0 || feeShare.n > feeShare.d)
    faults.push(`feeShare: ${formatFraction(feeShare)} must be from 0 to 1`)
  return faults
}

/**
 * The fund's part of the net fees of a trade, in atoms, rounded down: fee pool and fund are both the protocol's.
 * @param fees - maker's and taker's fees together; where rebates outweigh them, the fund gets nothing
 */
export const fundFeeShare = (terms: FundTerms, fees: number): number => (fees > 0 ? applyDown(terms.feeShare, fees) : 0)

/**
 * What a fund or vault pays: as much as is asked, it has, and its limit leaves; never less than nothing.
 * @param balance - atoms
 * @param asked - atoms (>= 0)
 * @param limit - atoms that its limit leaves, `Infinity` for none
 */
export const payable = (balance: number, asked: number, limit: number): number =>
  Math.max(0, Math.min(balance, asked, limit))
