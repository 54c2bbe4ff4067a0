import type { Mutant } from './mutant.ts'

/** What only a comparison of runs shows. */
export const COMPARED_MUTANTS: readonly Mutant[] = []
