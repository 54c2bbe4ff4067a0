import { NOISE } from '../../../src/numeric/purposes.ts'
import { RandomStream } from '../../../src/numeric/random.ts'

/** Draws samples from one stream a test; `sample(count)` is the next one. */
export const samples = (
  seed: number,
  draw: (stream: RandomStream) => number,
): ((count: number) => readonly number[]) => {
  const stream = new RandomStream(seed, NOISE, 0, 0)
  return (count) => Array.from({ length: count }, () => draw(stream))
}

/** Share of trials for which a condition holds. */
export const shareOf = (trials: number, holds: (trial: number) => boolean): number =>
  Array.from({ length: trials }, (_, trial) => holds(trial)).filter(Boolean).length / trials
