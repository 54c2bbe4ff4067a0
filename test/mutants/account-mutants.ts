import type { Mutant } from './mutant.ts'

/** What is wrong with margin, entry, fees, limits and withdrawals. */
export const ACCOUNT_MUTANTS: readonly Mutant[] = []
