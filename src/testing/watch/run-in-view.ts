import type { Scenario } from '../../scenario/scenario.ts'
import type { Simulation } from '../../simulation/simulation.ts'
import type { Reckoning } from './reckoning.ts'
import type { RestingBook } from './resting-book.ts'

/** A run, and what can be known of it without asking the modules that are held to the law. */
export interface RunInView {
  readonly scenario: Scenario
  readonly arm: string
  readonly simulation: Simulation
  /** Is the engine the arm's own, as the scenario's words have it, and not one that was given in its place? */
  readonly ownEngine: boolean
  /** By market. */
  readonly books: readonly RestingBook[]
  /** Equity and requirements, reckoned anew from the ledger's rows. */
  readonly reckoning: Reckoning
}
