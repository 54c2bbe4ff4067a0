import { InvariantError } from '../simulation/invariant-error.ts'
import { runResult } from '../simulation/run-result.ts'
import type { Simulation } from '../simulation/simulation.ts'
import type { RunOutcome } from './run-outcome.ts'

/** The outcome of a run that ended by an exception: broken invariants keep their place, all else its message. */
export const failure = (error: unknown): RunOutcome => {
  if (error instanceof InvariantError) return { kind: 'failed', message: error.message, broken: error.broken }
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
}

/**
 * Builds a run, takes it to its end and reads it out.
 * @param progressed - told before each block which share of the horizon is done
 */
export const runOnce = async (
  build: () => Promise<Simulation>,
  arm: string,
  progressed: (share: number) => void,
): Promise<RunOutcome> => {
  try {
    const simulation = await build()
    simulation.run((done) => {
      progressed(done)
      return true
    })
    return { kind: 'finished', result: runResult(simulation, arm) }
  } catch (error) {
    return failure(error)
  }
}
