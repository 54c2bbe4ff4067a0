import { BOOTSTRAP } from '../../numeric/purposes.ts'
import { RandomStream } from '../../numeric/random.ts'

/** Tables that are kept, and the longest of them. */
const KEPT = 16
const LONGEST = 2_097_152

/** A table is a function of its key alone, and a study asks for the same few again and again. */
const kept = new Map<string, Uint32Array>()

/**
 * Which places of a sample each resample takes, with replacement: `count` places in rising order for each of
 * `resamples`, one after the other. More resamples begin with those of fewer.
 *
 * @param seed - of the random stream
 */
export const resamplePlaces = (seed: number, count: number, resamples: number): Uint32Array => {
  const key = `${seed} ${count} ${resamples}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const places = drawnPlaces(seed, count, resamples)
  if (kept.size === KEPT) kept.clear()
  if (places.length <= LONGEST) kept.set(key, places)
  return places
}

const drawnPlaces = (seed: number, count: number, resamples: number): Uint32Array => {
  const stream = new RandomStream(seed, BOOTSTRAP, 0, 0)
  const places = new Uint32Array(count * resamples)
  const times = new Uint32Array(count)
  for (let r = 0, next = 0; r < resamples; r++) {
    stream.at(r)
    times.fill(0)
    for (let i = 0; i < count; i++) times[stream.below(count)]++
    for (let i = 0; i < count; i++) for (let k = 0; k < times[i]; k++) places[next++] = i
  }
  return places
}
