import type { Direction } from '../../studies/direction.ts'
import type { FigureColumn, StudyPlan } from '../../studies/plan/study-plan.ts'
import type { Measure } from '../drawings/measure.ts'
import { marketQuality, metricGroups, profitAndLoss } from '../metric-labels.ts'
import type { ShownUnit } from '../number-format.ts'

/** A figure of a study as reports show it. */
export interface ShownFigure {
  /** Its name in the store. */
  readonly column: string
  readonly measure: Measure
  /** One sentence: what it is; `''` for an expression, which says it by itself. */
  readonly meaning: string
  /** Left out where neither more nor less is wanted. */
  readonly better?: 'low' | 'high'
  /** It answers yes or no, and is shown as the share of runs in which it holds. */
  readonly condition: boolean
}

/** Which values of a figure are better; the lower ones where neither more nor less is wanted. */
export const directionOf = ({ better }: Pick<ShownFigure, 'better'>): Direction =>
  better === 'high' ? 'maximise' : 'minimise'

/** Figures that are shown where nobody names any, the most telling first. */
export const USUAL_FIGURES: readonly string[] = [
  'deficit',
  'fund.drawdown',
  'liquidations.notional',
  'deleveraged.notional',
  'openInterest.mean',
  'basisBps.mean',
  'pool.pnl',
]

const MORE_IS_BETTER = /^(openInterest|volume$|depth|pnl|pool\.pnl|fund\.(end|change)$)/
const LESS_IS_BETTER =
  /^(deficit|fund\.(drawdown|paid)$|liquidations|penalties$|backstop|deleveraged|vault|socialised$|unpaid$|spreadBps|basisBps|recentring)/

const labels = new Map(
  [...marketQuality, ...metricGroups.flatMap(({ rows }) => rows), ...profitAndLoss].map((row) => [row.metric, row]),
)

const units: Readonly<Record<FigureColumn['unit'], ShownUnit>> = {
  quote: 'money',
  count: 'count',
  fraction: 'percent',
  bps: 'bps',
  milliseconds: 'count',
  '': 'ratio',
}

const measureOf = ({ name, unit, condition }: FigureColumn, quote: string): Measure => {
  if (condition === true) return { name: `Holds: ${name}`, unit: 'percent', of: '% of runs' }
  const label = name.startsWith('pnl.') ? `PnL: ${name.slice('pnl.'.length)}` : (labels.get(name)?.label.trim() ?? name)
  const of = unit === 'quote' ? quote : unit === 'milliseconds' ? 'ms' : undefined
  return { name: label, unit: units[unit], ...(of !== undefined && { of }) }
}

/** A column of a store as reports show it. @param quote - name of the quote asset */
export const shownFigure = (column: FigureColumn, quote: string): ShownFigure => {
  const { name } = column
  const condition = column.condition === true
  const better = condition || MORE_IS_BETTER.test(name) ? 'high' : LESS_IS_BETTER.test(name) ? 'low' : undefined
  return {
    column: name,
    measure: measureOf(column, quote),
    meaning: labels.get(name)?.meaning ?? '',
    // An expression has a name that may begin like that of a metric.
    ...(better !== undefined && (column.unit !== '' || condition) && { better }),
    condition,
  }
}

/** Which of a study's figures a report shows, and which of the usual ones it leaves out. */
export interface FigureChoice {
  readonly shown: readonly ShownFigure[]
  /** The same number in every run, so that there is nothing to show. */
  readonly flat: readonly ShownFigure[]
  /** Asked for, or a condition, and measured in no run. */
  readonly unmeasured: readonly ShownFigure[]
}

const isFlat = (values: readonly number[]): boolean => values.every((x) => x === values[0])

/**
 * The figures that a report shows: those asked for, or else the usual ones that differ between runs; and all conditions.
 *
 * @param valuesOf - a figure in all runs of the study that have it
 */
export const figureChoice = (
  { figures }: Pick<StudyPlan, 'figures'>,
  asked: readonly string[],
  quote: string,
  valuesOf: (figure: string) => readonly number[],
): FigureChoice => {
  const columns = new Map(figures.map((column) => [column.name, column]))
  const named = (asked.length > 0 ? asked : USUAL_FIGURES).flatMap((name) => columns.get(name) ?? [])
  const conditions = figures.filter(
    ({ name, condition }) => condition === true && !named.some((one) => one.name === name),
  )
  const isMeasured = ({ name }: FigureColumn): boolean => valuesOf(name).length > 0
  const isTold = ({ name }: FigureColumn): boolean => asked.length > 0 || !isFlat(valuesOf(name))
  const shown = (list: readonly FigureColumn[]) => list.map((column) => shownFigure(column, quote))
  const measured = named.filter(isMeasured)
  return {
    shown: shown([...measured.filter(isTold), ...conditions.filter(isMeasured)]),
    flat: shown(measured.filter((column) => !isTold(column))),
    unmeasured: shown([...(asked.length > 0 ? named : []), ...conditions].filter((column) => !isMeasured(column))),
  }
}
