import type { StudyParameter } from '../../scenario/vary/study-parameter.ts'
import { sobolPoints } from '../sampling/sobol-points.ts'
import { cmaEs } from './cma-es.ts'
import { nsga2 } from './nsga2.ts'
import { refinedHalving } from './refined-halving.ts'
import type { Search } from './search.ts'
import type { TuneQuestion } from './tune-question.ts'

/** Values of a parameter whose range does not say how many it has. */
const USUAL_CELLS = 101
/** Points keep so many times fewer seeds in the first round of halving than in the last. */
const FIRST_SHARE = 8
/** Rounds of the descent from the survivors. */
const DESCENT_ROUNDS = 20
/** Survivors that the descent begins from. */
const SURVIVORS = 2

/** How many values a parameter may have: those that its range asks for, else as many as it has in a hundred steps. */
export const cellsOf = ({ scale }: StudyParameter): number => {
  if (scale.stated) return scale.levels
  // A count may have fewer: neighbouring cells of one value would end a descent.
  for (let cells = USUAL_CELLS; ; ) {
    const values = new Set(
      Array.from({ length: cells }, (_, i) => JSON.stringify(scale.at(i / Math.max(1, cells - 1)))),
    )
    if (values.size === cells) return cells
    cells = values.size
  }
}

/** The value of a coordinate as a share of the parameter's scale. */
export const cellShare = (parameter: StudyParameter, coordinate: number): number => {
  const cells = cellsOf(parameter)
  return cells === 1 ? 0 : Math.min(cells - 1, Math.floor(coordinate * cells)) / (cells - 1)
}

/** The search of a question; what it comes to is read off what it has asked. */
export const tuneSearch = (
  { method, points, generations }: Pick<TuneQuestion, 'method' | 'points' | 'generations'>,
  parameters: readonly StudyParameter[],
  seeds: number,
  seed: number,
): Search<unknown> => {
  const cells = parameters.map(cellsOf)
  // Beyond the origin, at which all parameters are at their first end.
  const start = sobolPoints(parameters.length, points, { first: 1 })
  switch (method) {
    case 'halving':
      return refinedHalving({
        points: start,
        cells,
        first: Math.max(1, Math.ceil(seeds / FIRST_SHARE)),
        most: seeds,
        keep: SURVIVORS,
        rounds: DESCENT_ROUNDS,
      })
    case 'nsga2':
      return nsga2({ seed, points: start, generations, seeds })
    case 'cma-es':
      return cmaEs({ seed, start: parameters.map(() => 0.5), generations, seeds, population: points })
  }
}
