import type { Judgement } from './search.ts'

/**
 * How far the neighbours of each judgement of a front lie apart, in shares of each objective's range added up; infinite
 * at the ends of an objective (Deb et al. 2002, section III.B). An objective that is the same everywhere adds nothing.
 */
export const crowdingDistance = (front: readonly Judgement[]): Float64Array => {
  const distance = new Float64Array(front.length)
  const objectives = front[0]?.objectives.length ?? 0
  for (let m = 0; m < objectives; m++) {
    const of = (i: number): number => front[i].objectives[m]
    // Equal values keep the order of the front.
    const order = front.map((_, i) => i).sort((a, b) => of(a) - of(b) || a - b)
    const last = order.length - 1
    const range = of(order[last]) - of(order[0])
    if (!(range > 0)) continue
    distance[order[0]] = Number.POSITIVE_INFINITY
    distance[order[last]] = Number.POSITIVE_INFINITY
    for (let k = 1; k < last; k++) distance[order[k]] += (of(order[k + 1]) - of(order[k - 1])) / range
  }
  return distance
}
