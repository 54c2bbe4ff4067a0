import { standardDeviation } from '../sample-statistics.ts'
import { type BootstrapInterval, type BootstrapOptions, bootstrapInterval } from '../statistics/bootstrap-interval.ts'
import { meanOf } from '../statistics/mean-of.ts'
import { completeBlocks } from './complete-blocks.ts'
import type { MorrisDesign } from './morris-design.ts'

/** What one dimension does to the output, over its elementary effects: one a trajectory, output per whole range. */
export interface MorrisEffect {
  /** Mean effect, with its sign: near 0 where effects of both signs cancel. */
  readonly mu: number
  /** Mean size of the effects, with its interval over trajectories: the measure to rank dimensions by. */
  readonly muStar: BootstrapInterval
  /** Standard deviation of the effects (n - 1): 0 for a dimension that adds a straight line and nothing else. */
  readonly sigma: number
}

/** Effects by dimension, or why there are none. */
export type MorrisEffects =
  | { readonly kind: 'effects'; readonly trajectories: number; readonly dimensions: readonly MorrisEffect[] }
  | { readonly kind: 'too-few'; readonly trajectories: number; readonly needed: number }

const LEAST_TRAJECTORIES = 2

/**
 * Elementary effects `(f(x with x_i moved) - f(x)) / (± step)` of a design, summed up by dimension: mu and sigma by
 * Morris (1991), mu* by F. Campolongo, J. Cariboni, A. Saltelli: An effective screening design for sensitivity analysis
 * of large models. Environmental Modelling & Software 22 (2007), 1509-1518.
 *
 * @param outputs - one a point of the design; a trajectory with a missing one is left out and not counted
 * @throws RangeError for another number of outputs, or one that is not finite
 */
export const morrisEffects = (
  design: MorrisDesign,
  outputs: readonly (number | undefined)[],
  options: BootstrapOptions,
): MorrisEffects => {
  const { dimensions, points, step } = design
  const trajectories = completeBlocks(outputs, points.length, dimensions + 1)
  const count = trajectories.length
  if (count < LEAST_TRAJECTORIES) return { kind: 'too-few', trajectories: count, needed: LEAST_TRAJECTORIES }
  const effects = Array.from({ length: dimensions }, () => [] as number[])
  for (const trajectory of trajectories) {
    for (let move = 1; move <= dimensions; move++) {
      const before = points[trajectory.first + move - 1]
      const after = points[trajectory.first + move]
      const moved = after.findIndex((x, dimension) => x !== before[dimension])
      const change = trajectory.outputs[move] - trajectory.outputs[move - 1]
      effects[moved].push(after[moved] > before[moved] ? change / step : (0 - change) / step)
    }
  }
  return { kind: 'effects', trajectories: count, dimensions: effects.map((of) => summedUp(of, options)) }
}

const summedUp = (effects: readonly number[], options: BootstrapOptions): MorrisEffect => ({
  mu: meanOf(effects),
  muStar: bootstrapInterval(effects.map(Math.abs), options),
  sigma: standardDeviation(effects),
})
