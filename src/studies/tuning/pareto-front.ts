import { type Direction, lowerIsBetter } from '../direction.ts'
import { nonDominatedSort } from './non-dominated-sort.ts'
import type { Judgement } from './search.ts'

/**
 * The candidates that no other dominates, the best in the first objective first; such as break constraints only where
 * all do.
 *
 * @param candidates - with their objectives as they are measured
 * @param directions - one an objective
 */
export const paretoFront = <T extends Judgement>(
  candidates: readonly T[],
  directions: readonly Direction[],
): readonly T[] => {
  const lowered = candidates.map(({ objectives, violation }) => ({
    objectives: objectives.map((x, m) => lowerIsBetter(x, directions[m])),
    violation,
  }))
  const front = nonDominatedSort(lowered)[0] ?? []
  return front
    .toSorted((a, b) => lowered[a].objectives[0] - lowered[b].objectives[0] || a - b)
    .map((i) => candidates[i])
}
