import { runResult } from '../../../simulation/run-result.ts'
import type { ComparedLaw } from '../../law.ts'
import { runThrough, stepThrough } from './run-through.ts'

/** Scenario, arm and seed are all that a run hangs on. */
export const sameDigest: ComparedLaw = {
  id: 'PERP-85',
  name: 'the same scenario gives the same bits again, whoever looks on',
  rulesOut: 'A run that hangs on a clock, on what ran before it in the process, or on an observer or a log of events',
  parts: ['whole run'],
  compare: async (sample, build, ruling) => {
    const alone = await build(sample)
    const threw = stepThrough(alone)
    const watched = await runThrough(build, sample, { watched: true })
    if (threw !== watched.threw)
      return ruling.broken(`alone the run threw ${threw ?? 'nothing'}, watched ${watched.threw ?? 'nothing'}`)
    if (threw !== undefined) return
    ruling.exercised('events under watch', watched.events.length)
    ruling.exercised('blocks', alone.block.block)
    const [one, other] = [runResult(alone, sample.arm), runResult(watched.simulation, sample.arm)]
    if (one.digest !== other.digest)
      return ruling.broken(`the digest is ${one.digest} alone and ${other.digest} with a watcher`)
    for (const [metric, figure] of Object.entries(one.metrics))
      if (figure !== other.metrics[metric])
        ruling.broken(`${metric} is ${figure} alone and ${other.metrics[metric]} with a watcher`)
  },
}
