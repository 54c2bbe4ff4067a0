import { payable } from './fund.ts'

/** The insurance fund. */
export interface FundPayer {
  readonly kind: 'fund'
  /** The most atoms that it pays in the whole run. Default: what it has. */
  readonly limit?: number
}

/** The backstop vault. */
export interface VaultPayer {
  readonly kind: 'vault'
  /** The most atoms that it pays in the whole run. */
  readonly limit: number
}

/** Traders share the loss: `winners` by profit, `all-positions` and `opposite` (the side that gained) by notional. */
export interface SocialisePayer {
  readonly kind: 'socialise'
  readonly among: 'winners' | 'all-positions' | 'opposite'
}

/** Who pays an account's negative cash; the list's order is the order in which they are asked. */
export type Payer = FundPayer | VaultPayer | SocialisePayer

/**
 * Splits a loss down the list: each payer pays what those before it left, within its limit and what it has.
 * What nobody pays stays where it is, as deficit.
 *
 * @param loss - atoms (>= 0)
 * @param available - atoms that each payer has: a balance, or the sum of what the sharing accounts can bear
 * @param paidBefore - atoms that each has paid in the run so far
 * @param out - receives atoms by payer
 * @returns atoms that nobody pays
 */
export const splitLoss = (
  payers: readonly Payer[],
  loss: number,
  available: Float64Array,
  paidBefore: Float64Array,
  out: Float64Array,
): number => {
  let rest = loss
  for (const [at, payer] of payers.entries()) {
    const limit = payer.kind === 'socialise' ? Infinity : (payer.limit ?? Infinity)
    out[at] = payable(available[at], rest, limit - paidBefore[at])
    rest -= out[at]
  }
  return rest
}

/** Everything wrong with a list of payers, as messages that begin with the path in it; an empty list leaves all losses as deficit. */
export const payerFaults = (payers: readonly Payer[]): string[] => {
  const faults: string[] = []
  for (const [at, payer] of payers.entries()) {
    const first = payers.findIndex((other) => other.kind === payer.kind)
    if (first < at) faults.push(`payers[${at}]: ${payer.kind} is in the list already (payers[${first}])`)
    if (payer.kind !== 'socialise' && payer.limit !== undefined && !(payer.limit >= 0))
      faults.push(`payers[${at}].limit: ${payer.limit} atoms must not be negative`)
  }
  return faults
}
