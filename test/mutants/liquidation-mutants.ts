import type { Mutant } from './mutant.ts'

/** What is wrong with liquidation and with who takes lots and losses. */
export const LIQUIDATION_MUTANTS: readonly Mutant[] = []
