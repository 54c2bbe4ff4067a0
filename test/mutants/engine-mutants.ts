import type { Mutant } from './mutant.ts'

/** Engines that do not do what they promise to the exchange. */
export const ENGINE_MUTANTS: readonly Mutant[] = []
