import { dominates } from './feasibility.ts'
import type { Judgement } from './search.ts'

/**
 * Places of judgements by front: the first holds those that nothing dominates, the next those that only the first
 * dominates, and so on; within a front in rising order (fast non-dominated sort, Deb et al. 2002, section III.A).
 */
export const nonDominatedSort = (judgements: readonly Judgement[]): readonly (readonly number[])[] => {
  const above = new Int32Array(judgements.length)
  const below: number[][] = judgements.map(() => [])
  for (let a = 0; a < judgements.length; a++) {
    for (let b = a + 1; b < judgements.length; b++) {
      if (dominates(judgements[a], judgements[b])) {
        below[a].push(b)
        above[b]++
      } else if (dominates(judgements[b], judgements[a])) {
        below[b].push(a)
        above[a]++
      }
    }
  }
  const fronts: number[][] = []
  let front = judgements.map((_, i) => i).filter((i) => above[i] === 0)
  while (front.length > 0) {
    fronts.push(front)
    const next: number[] = []
    for (const i of front) for (const j of below[i]) if (--above[j] === 0) next.push(j)
    front = next.sort((a, b) => a - b)
  }
  return fronts
}
