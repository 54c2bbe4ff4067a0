import { ACCOUNT_MUTANTS } from './account-mutants.ts'
import { CHAIN_MUTANTS } from './chain-mutants.ts'
import { COMPARED_MUTANTS } from './compared-mutants.ts'
import { ENGINE_MUTANTS } from './engine-mutants.ts'
import { FUNDING_MUTANTS } from './funding-mutants.ts'
import { LEDGER_MUTANTS } from './ledger-mutants.ts'
import { LIQUIDATION_MUTANTS } from './liquidation-mutants.ts'
import type { Mutant } from './mutant.ts'
import { ORACLE_MUTANTS } from './oracle-mutants.ts'

/** Every mutant: what the laws are tested with. */
export const ALL_MUTANTS: readonly Mutant[] = [
  ...LEDGER_MUTANTS,
  ...ENGINE_MUTANTS,
  ...ACCOUNT_MUTANTS,
  ...LIQUIDATION_MUTANTS,
  ...FUNDING_MUTANTS,
  ...ORACLE_MUTANTS,
  ...CHAIN_MUTANTS,
  ...COMPARED_MUTANTS,
]
