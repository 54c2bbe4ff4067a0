import type { RangeText } from '../../scenario/vary/value-range.ts'
import type { Direction } from '../direction.ts'
import { InputError } from '../input-error.ts'
import {
  type PointConstraint,
  type PointExpression,
  pointConstraint,
  pointExpression,
  readEach,
} from './point-expression.ts'

/** What is made large or small. */
export interface ObjectiveText {
  /** An expression over the runs of a point; a figure by itself is its mean. */
  readonly text: string
  readonly direction: Direction
}

/** What tuning asks. */
export interface TuneQuestion {
  /** Ranges by path; `:N` says how many values a parameter may have. */
  readonly vary: Readonly<Record<string, RangeText>>
  /** One, or two for a front. */
  readonly objectives: readonly ObjectiveText[]
  readonly subjectTo: readonly string[]
  readonly method: 'halving' | 'nsga2' | 'cma-es'
  /** Points of the first round; of each generation. */
  readonly points: number
  /** Of NSGA-II and CMA-ES. */
  readonly generations: number
  /** Further figures that reports show. */
  readonly metrics: readonly string[]
}

/** An objective that can be told. */
export interface Objective extends PointExpression {
  readonly direction: Direction
}

/** The expressions of a question. */
export interface TuneTerms {
  readonly objectives: readonly Objective[]
  readonly constraints: readonly PointConstraint[]
  /** All figures of runs that they name. */
  readonly figures: readonly string[]
}

/**
 * Reads the expressions of a question.
 *
 * @param known - figures of a run
 * @param seeds - that a point is judged over
 * @throws InputError naming each that is none, or whose quantile needs more seeds than there are
 */
export const readTuneTerms = async (
  { objectives, subjectTo }: Pick<TuneQuestion, 'objectives' | 'subjectTo'>,
  known: readonly string[],
  seeds: number,
): Promise<TuneTerms> => {
  if (objectives.length === 0)
    throw new InputError('nothing to tune for: say --maximize or --minimize with a metric, such as openInterest')
  if (objectives.length > 2) throw new InputError(`${objectives.length} objectives are more than two`)
  const expressions = await readEach(
    objectives.map(({ text }) => text),
    (text) => pointExpression(text, known),
  )
  const constraints = await readEach(subjectTo, (text) => pointConstraint(text, known))
  const faults = [...expressions, ...constraints]
    .filter(({ leastRuns }) => leastRuns > seeds)
    .map(({ text, leastRuns }) => `"${text}": needs ${leastRuns} seeds, and there are ${seeds} (--seeds)`)
  const judged = expressions.filter(({ condition }) => condition)
  faults.push(...judged.map(({ text }) => `"${text}": is a condition: it can be subject to, not an objective`))
  if (faults.length > 0) throw new InputError(faults.join('\n'))
  return {
    objectives: expressions.map((expression, i) => ({ ...expression, direction: objectives[i].direction })),
    constraints,
    figures: [...new Set([...expressions, ...constraints].flatMap(({ figures }) => figures))],
  }
}
