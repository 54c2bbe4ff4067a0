import { VARIED } from '../../numeric/purposes.ts'
import { RandomStream } from '../../numeric/random.ts'
import type { Scenario } from '../scenario.ts'
import type { Change } from './change.ts'
import { findParameter, fittingValue } from './parameter-path.ts'
import { valueRange } from './value-range.ts'

/** A parameter with the value that was drawn for a run. */
export interface DrawnParameter extends Change {
  /** As `vary` names it. */
  readonly name: string
}

/** One draw in so many is the first value of the range, and one the last: what breaks often breaks at an end. */
const ENDS = 8

/** A number that stands for a name in random streams (FNV-1a). */
const groupOf = (name: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/**
 * Values for all that `vary` names, by seed: what is drawn for one parameter does not hang on the others.
 *
 * @param attempt - counts the draws of one seed, from 0
 */
export const drawParameters = (scenario: Scenario, attempt: number): readonly DrawnParameter[] =>
  Object.entries(scenario.vary).map(([name, text]) => {
    const found = findParameter(scenario, name)
    const range = valueRange(text)
    if (!('path' in found) || !('count' in range)) throw new RangeError(`vary.${name}: is no range of a parameter`)
    const stream = new RandomStream(scenario.seed, VARIED, groupOf(name), 0)
    stream.at(attempt)
    const end = stream.below(ENDS)
    const position = end === 0 ? 0 : end === 1 ? range.count - 1 : stream.below(range.count)
    return { name, path: found.path, value: fittingValue(scenario, found.path, range.value(position)) }
  })
