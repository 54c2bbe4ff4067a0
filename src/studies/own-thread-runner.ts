import { runResult } from '../simulation/run-result.ts'
import { failure } from './run-once.ts'
import type { RunOutcome } from './run-outcome.ts'
import type { Runner } from './runner.ts'
import type { Study } from './study.ts'

/** Blocks between which the thread can do something else. */
const BLOCKS = 256

/** Runs one after the other in the thread that asks: where there are no worker threads, and for few and short runs. */
export const ownThreadRunner = (study: Study): Runner => {
  let finished = 0
  let share = 0
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  const run = async (arm: string, seed: number): Promise<RunOutcome> => {
    if (closed) return { kind: 'stopped' }
    try {
      const simulation = await study.build(arm, seed)
      let blocks = 0
      const keepGoing = (done: number): boolean => {
        share = done
        blocks += 1
        return blocks % BLOCKS !== 0
      }
      while (!simulation.run(keepGoing)) {
        await new Promise((resolve) => setTimeout(resolve, 0))
        if (closed) return { kind: 'stopped' }
      }
      finished += 1
      share = 0
      return { kind: 'finished', result: runResult(simulation, arm) }
    } catch (error) {
      return failure(error)
    }
  }

  return {
    run(arm, seed) {
      const outcome = last.then(() => run(arm, seed))
      last = outcome
      return outcome
    },
    progress: () => finished + share,
    async close() {
      closed = true
      await last
    },
  }
}
