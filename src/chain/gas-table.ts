import { type TransactionKind, transactionNames } from '../market/transaction.ts'
import { mulDivUp } from '../numeric/mul-div.ts'

/** Gas of each kind of transaction, by the names of transaction.ts. */
export interface GasByKind {
  readonly place: number
  readonly cancel: number
  readonly 'cancel-all': number
  readonly replace: number
  readonly deposit: number
  readonly withdraw: number
  readonly liquidate: number
  readonly publish: number
}

/** Orders of magnitude of books and AMMs on EVM chains; a scenario names its own. */
export const defaultGas: GasByKind = {
  place: 400_000,
  cancel: 150_000,
  'cancel-all': 400_000,
  replace: 450_000,
  deposit: 120_000,
  withdraw: 150_000,
  liquidate: 900_000,
  publish: 250_000,
}

/** Gas per 1000 of which fees are bid: `priorityFee` and `baseFee` are quote atoms per this much gas. */
export const GAS_PER_FEE = 1000

/** What transactions consume of a block, and what they cost. */
export interface GasTable {
  /** Gas of one transaction of the kind. */
  gas(kind: TransactionKind): number
  /**
   * Quote atoms that the sender pays to the chain's gas account, rounded up.
   *
   * @param priorityFee - quote atoms per 1000 gas, the sender's bid
   * @param baseFee - quote atoms per 1000 gas, the chain's
   * @throws RangeError when it leaves 2^53 - 1
   */
  gasCost(kind: TransactionKind, priorityFee: number, baseFee: number): number
}

/**
 * A gas table: the defaults with some kinds replaced.
 *
 * @throws RangeError naming every kind that does not exist, or whose gas is no whole number of at least 1
 */
export const gasTable = (changes: Partial<GasByKind> = {}): GasTable => {
  const named: Readonly<Record<string, number>> = { ...defaultGas, ...changes }
  const known = Object.values(transactionNames)
  const faults = Object.entries(named).flatMap(([name, gas]) => {
    if (!known.includes(name)) return [`gas.${name}: no such kind of transaction; known are ${known.join(', ')}`]
    return Number.isSafeInteger(gas) && gas >= 1 ? [] : [`gas.${name}: ${gas} gas must be whole, at least 1`]
  })
  if (faults.length > 0) throw new RangeError(faults.join('\n'))
  const gas = (kind: TransactionKind): number => named[transactionNames[kind]]
  return {
    gas,
    gasCost: (kind, priorityFee, baseFee) => mulDivUp(gas(kind), priorityFee + baseFee, GAS_PER_FEE),
  }
}
