import type { Mutant } from './mutant.ts'

/** What is wrong with funding. */
export const FUNDING_MUTANTS: readonly Mutant[] = []
