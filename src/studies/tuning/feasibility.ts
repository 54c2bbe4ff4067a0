import type { Judgement } from './search.ts'

/**
 * Order of two judgements with one objective: feasible before infeasible, of two infeasible ones the smaller violation
 * first, of two feasible ones the lower objective (Deb, *An efficient constraint handling method for genetic
 * algorithms*, 2000), and so of two that break constraints by as much. Zero where nothing tells them apart.
 */
export const compareFeasibly = (a: Judgement, b: Judgement): number =>
  order(a.violation, b.violation) || order(a.objectives[0], b.objectives[0])

/** By comparison, since infinite values have no difference. */
const order = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Whether the first judgement dominates the second: it is feasible and the other not, or both are infeasible and it
 * violates less, or both are feasible and it is nowhere worse and somewhere better (Deb, Pratap, Agarwal and
 * Meyarivan, *A fast and elitist multiobjective genetic algorithm: NSGA-II*, 2002, definition 1).
 */
export const dominates = (a: Judgement, b: Judgement): boolean => {
  if (a.violation > 0 || b.violation > 0) return a.violation < b.violation
  let better = false
  for (let i = 0; i < a.objectives.length; i++) {
    if (a.objectives[i] > b.objectives[i]) return false
    if (a.objectives[i] < b.objectives[i]) better = true
  }
  return better
}
