import type { FigureSensitivity } from '../../studies/sensitivity/sensitivity-of.ts'
import { type BootstrapInterval, LEAST_FOR_BOOTSTRAP } from '../../studies/statistics/bootstrap-interval.ts'
import type { Estimate } from '../drawings/measure.ts'
import { estimateOf } from '../study/point-statistics.ts'

/** What one parameter does to a figure, by either method. */
export interface ParameterEffect {
  /** Position among the parameters. */
  readonly parameter: number
  /** Morris: mu*; Sobol: the total index. By this parameters are ranked. */
  readonly strength: number
  /** As bars show it: mu* and sigma, or first and total. */
  readonly bars: readonly [Estimate, Estimate]
  /** Mean elementary effect with its sign, of Morris. */
  readonly mean?: number
  readonly verdict: /** Nothing changes it in any trajectory or row. */
    | 'none'
    /** Its interval reaches zero, or there are too few values for one. */
    | 'untold'
    | 'told'
  /** It does not act alone or not along a straight line: sigma is large against mu*, or total lies above first. */
  readonly isEntangled: boolean
}

/** Effects of all parameters, the strongest first; or why there are none. */
export type ParameterEffects =
  | { readonly kind: 'effects'; readonly blocks: number; readonly effects: readonly ParameterEffect[] }
  | {
      readonly kind: 'constant'
      readonly blocks: number
      readonly value: number | undefined
      readonly departures: number
    }
  | { readonly kind: 'too-few'; readonly blocks: number; readonly needed: number }

/** Share of mu* from which on sigma tells of interactions or a curve (as usually drawn in plots of sigma against mu*). */
const ENTANGLED = 0.5

const ABSENT: Estimate = { value: Number.NaN }

/** Shares of an estimate below which a spread is the rounding of its sums. */
const ROUNDING = 1e-9

/** An estimate, without bounds that only rounding holds apart. */
const shownEstimate = (own: BootstrapInterval): Estimate => {
  const estimate = estimateOf(own) ?? ABSENT
  const { value, low = value, high = value } = estimate
  return high - low <= ROUNDING * Math.abs(value) ? { value } : estimate
}

const isTold = (own: BootstrapInterval): boolean =>
  own.kind === 'interval'
    ? own.low > 0
    : own.kind === 'no-spread' && own.count >= LEAST_FOR_BOOTSTRAP && own.estimate > 0

const verdictOf = (own: BootstrapInterval): ParameterEffect['verdict'] =>
  own.estimate === 0 ? 'none' : isTold(own) ? 'told' : 'untold'

const ranked = (effects: readonly ParameterEffect[]): readonly ParameterEffect[] =>
  effects.toSorted((a, b) => b.strength - a.strength || a.parameter - b.parameter)

/** What each parameter does to a figure, from the indices of either method. */
export const parameterEffects = (found: FigureSensitivity): ParameterEffects => {
  if (found.method === 'morris') {
    const own = found.effects
    if (own.kind === 'too-few') return { kind: 'too-few', blocks: own.trajectories, needed: own.needed }
    const effects = own.dimensions.map(({ mu, muStar, sigma }, parameter): ParameterEffect => {
      const strength = muStar.estimate ?? 0
      return {
        parameter,
        strength,
        bars: [shownEstimate(muStar), { value: sigma <= ROUNDING * strength ? 0 : sigma }],
        mean: mu,
        verdict: verdictOf(muStar),
        isEntangled: sigma > 0 && sigma >= ENTANGLED * strength,
      }
    })
    return effects.every(({ verdict }) => verdict === 'none')
      ? { kind: 'constant', blocks: own.trajectories, value: undefined, departures: 0 }
      : { kind: 'effects', blocks: own.trajectories, effects: ranked(effects) }
  }
  const own = found.indices
  if (own.kind === 'too-few') return { kind: 'too-few', blocks: own.rows, needed: own.needed }
  if (own.kind === 'constant')
    return { kind: 'constant', blocks: own.rows, value: own.value, departures: own.departures }
  const effects = own.dimensions.map(
    ({ first, total }, parameter): ParameterEffect => ({
      parameter,
      strength: total.estimate ?? 0,
      bars: [shownEstimate(first), shownEstimate(total)],
      verdict: verdictOf(total),
      isEntangled: first.kind === 'interval' && total.kind === 'interval' && total.low > first.high,
    }),
  )
  return { kind: 'effects', blocks: own.rows, effects: ranked(effects) }
}
