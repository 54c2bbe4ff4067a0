import type { Mutant } from './mutant.ts'

/** What is wrong with index and mark. */
export const ORACLE_MUTANTS: readonly Mutant[] = []
