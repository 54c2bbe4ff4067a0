import { leastForQuantile } from '../../numeric/quantile.ts'
import { counted, listed } from '../arm-words.ts'
import { type DistributionRow, distribution } from '../drawings/distribution.ts'
import { measureName } from '../drawings/measure.ts'
import { distributionRow } from '../study/distribution-row.ts'
import { type FigureDrawings, isLevel } from '../study/figure-groups.ts'
import { directionOf, type ShownFigure } from '../study/shown-figures.ts'
import { bestPoint } from './best-point.ts'
import type { SweepView } from './sweep-view.ts'

/** The quantiles that are told where there are seeds enough. */
const QUANTILES = [
  ['median', 0.5],
  ['p95, or p5 where more is better', 0.95],
] as const

const rowOf = (view: SweepView, figure: ShownFigure, name: string, arm: number, point: number): DistributionRow =>
  distributionRow(figure, name, arm, view.statistics.values(figure.column, point, view.plan.arms[arm]))

/** Quantiles that no row has are refused once, in words; those that some have are refused where they stand. */
const withoutCommonRefusals = (rows: readonly DistributionRow[]): readonly DistributionRow[] => {
  const isTold = rows.some(({ quantiles }) => quantiles.some(({ estimate }) => estimate !== undefined))
  return isTold ? rows : rows.map((row) => ({ ...row, quantiles: [] }))
}

/** Which quantiles the seeds of a sweep cannot tell, a sentence; `''` where they tell them all. */
export const refusedQuantiles = ({ plan: { seeds } }: SweepView): string => {
  const refused = QUANTILES.filter(([, share]) => seeds < leastForQuantile(share)).map(
    ([name, share]) => `a ${name} (it takes ${leastForQuantile(share)})`,
  )
  return refused.length === 0
    ? ''
    : `${counted(seeds, 'seed')} ${seeds === 1 ? 'is' : 'are'} too few for ${listed(refused)}: refused.`
}

/** One figure in every seed, at today's point and at the best one of each arm. */
export const pointDistributions = (view: SweepView, at: number): FigureDrawings => {
  const figure = view.figures[at]
  const { today, runnable } = view.sweep
  const rows = view.plan.arms.flatMap((arm, a) => {
    const best = figure.better === undefined ? undefined : bestPoint(view, figure, arm, directionOf(figure))
    if (best?.point === today) return [rowOf(view, figure, `${arm}, today (no point is better)`, a, today)]
    return [
      ...(runnable.includes(today) ? [rowOf(view, figure, `${arm}, today`, a, today)] : []),
      ...(best === undefined ? [] : [rowOf(view, figure, `${arm}, best: ${view.words(best.point)}`, a, best.point)]),
    ]
  })
  const values = rows.flatMap((row) => row.values)
  if (rows.length === 0 || isLevel(values))
    return { figure, sentences: ['It is the same in all of these runs.'], drawings: [] }
  return {
    figure,
    sentences: [],
    drawings: [
      distribution({
        id: `spread-${at}`,
        title: `${measureName(figure.measure)}, in every run`,
        metric: figure.measure,
        rows: withoutCommonRefusals(rows),
        interval: '95% interval by order statistics',
      }),
    ],
  }
}
