import { bootstrapInterval } from '../../studies/statistics/bootstrap-interval.ts'
import { STATISTICS_SEED } from '../../studies/statistics/statistics-seed.ts'
import { measureName, type Parameter } from '../drawings/measure.ts'
import { slices } from '../drawings/slices.ts'
import { formatRound } from '../number-format.ts'
import type { FigureDrawings } from '../study/figure-groups.ts'
import { type Label, labelWords } from '../study/parameter-words.ts'
import { estimateOf } from '../study/point-statistics.ts'
import { type SweepView, todayNumber } from './sweep-view.ts'

/** Points in a bin, about, and bins at most. */
const POINTS_OF_A_BIN = 8
const MOST_BINS = 8

/** Points whose values of a parameter are near to each other, or one and the same. */
interface Bin {
  readonly label: string
  /** The mean value of its points, where they are numbers. */
  readonly at?: number
  readonly points: readonly number[]
}

const binsOf = ({ sweep, designed }: SweepView, k: number): readonly Bin[] => {
  const column = sweep.labels[k]
  const labelAt = (point: number): Label => sweep.points[point].labels[k]
  const own = sweep.runnable.filter((point) => point >= sweep.points.length - designed)
  const numbers = own.flatMap((point) => {
    const x = labelAt(point)
    return typeof x === 'number' ? [[point, x] as const] : []
  })
  if (numbers.length < own.length || sweep.parameters[k].scale.kind === 'list') {
    const values = [...new Set(own.map(labelAt))]
    return values.map((value) => ({
      label: labelWords(column, value),
      points: own.filter((point) => labelAt(point) === value),
    }))
  }
  const sorted = [...numbers].sort(([a, x], [b, y]) => x - y || a - b)
  const count = Math.max(1, Math.min(MOST_BINS, Math.floor(sorted.length / POINTS_OF_A_BIN)))
  return Array.from({ length: count }, (_, i) => {
    const inside = sorted.slice(Math.round((i * sorted.length) / count), Math.round(((i + 1) * sorted.length) / count))
    const [from, to] = [inside[0][1], inside[inside.length - 1][1]]
    const at = inside.reduce((sum, [, x]) => sum + x, 0) / inside.length
    // Three digits: a bound of a bin is where a point happens to lie.
    const words = (x: number): string => formatRound('money', x)
    const label = from === to ? labelWords(column, from) : `${words(from)}–${words(to)}${column.unit}`
    return { label, at, points: inside.map(([point]) => point) }
  })
}

/** Means of one figure over the points of each bin of a parameter, all others varying, a line an arm. */
export const binnedParameters = (view: SweepView, at: number): FigureDrawings => {
  const figure = view.figures[at]
  const drawings = view.parameters.map(({ parameter: { name }, of, shortName }, k) => {
    const bins = binsOf(view, k)
    const parameter: Parameter = {
      name,
      ...(of !== undefined && { of }),
      levels: bins.map(({ label, at: middle }) => ({ label, ...(middle !== undefined && { at: middle }) })),
    }
    const lines = view.plan.arms.map((arm) => ({
      name: arm,
      estimates: bins.map(({ points }) => {
        const means = points.flatMap((point) => view.statistics.average(figure.column, point, arm) ?? [])
        return estimateOf(bootstrapInterval(means, { seed: STATISTICS_SEED }))
      }),
    }))
    const today = todayNumber(view, k)
    return slices({
      id: `bins-${at}-${k}`,
      title: `${measureName(figure.measure)}, by ${shortName}`,
      parameter,
      metric: figure.measure,
      lines,
      held: 'nothing; each mark is the mean over the points whose value lies in a bin, and bins hold equally many',
      interval: '95% interval of that mean by bootstrap over points',
      ...(figure.better !== undefined && { better: figure.better }),
      ...(today !== undefined && { today }),
    })
  })
  return { figure, sentences: [], drawings }
}
