import { z } from 'zod'
import { choice, count, fields, figure, text } from '../value-schemas.ts'
import type { RangeText } from '../vary/value-range.ts'

/** What studies of the scenario ask unless the command line says otherwise. */
export interface StudyText {
  /** Ranges of parameters, by path: `0.5%..3%:6`, `1_000..1_000_000:4:log`, or a list of values. */
  readonly vary: Readonly<Record<string, RangeText>>
  readonly design?: 'grid' | 'latin-hypercube' | 'sobol'
  /** Of a design that fills the ranges. */
  readonly points?: number
  readonly seeds?: number
  /** Figures that reports show: metrics, or expressions over the results of a run. */
  readonly metrics: readonly string[]
  /** Seeds are added until the mean of a metric is known to this width, in the metric's unit. */
  readonly until?: { readonly metric: string; readonly width: number }
  /** What tuning makes large, or small: one or two expressions. */
  readonly maximize: readonly string[]
  readonly minimize: readonly string[]
  /** Conditions on all runs of a point: `largest(deficit) == 0`. */
  readonly subjectTo: readonly string[]
}

const expression = (description: string): z.ZodType<string> =>
  text(description, /\S/, 'an expression such as deficit or p95(abs(basisBps))')

const expressions = (description: string) => z.array(expression(description)).default([]).describe(description)

/** Schema of `study`. */
export const studySchema: z.ZodType<StudyText> = fields(
  {
    vary: z
      .record(z.string(), z.union([z.string(), z.array(z.unknown())]))
      .default({})
      .describe('What varies between points: a path of the scenario, and its range (`0.5%..3%:6`) or list of values'),
    design: choice('Which points of the ranges are run', ['grid', 'latin-hypercube', 'sobol'] as const).exactOptional(),
    points: count('Points of a design that fills the ranges', 'points', { least: 1, most: 100_000 }).exactOptional(),
    seeds: count('Seeds that all points share', 'seeds', { least: 1, most: 100_000 }).exactOptional(),
    metrics: expressions('What reports show: a metric, or an expression over the results of a run'),
    until: fields(
      {
        metric: expression('The metric whose mean is to be known'),
        width: figure('Width of its 95 % interval', 'unit of the metric', { least: 0, most: 1e15 }),
      },
      'Seeds are added until the mean of a metric is known well enough',
    ).exactOptional(),
    maximize: expressions('What tuning makes large'),
    minimize: expressions('What tuning makes small'),
    subjectTo: expressions('A condition on the runs of a point, such as largest(deficit) == 0'),
  },
  'What studies of the scenario ask unless the command line says otherwise',
) as unknown as z.ZodType<StudyText>
