import { counted } from '../arm-words.ts'
import { figureWords, measureName } from '../drawings/measure.ts'
import type { ShownFigure } from '../study/shown-figures.ts'
import { bold, type Terminal, terminalTable } from '../terminal-table.ts'
import { wrapped } from '../wrapped.ts'
import { tabledPoints } from './point-table.ts'
import { sweepFindings } from './sweep-findings.ts'
import { sweepNotes } from './sweep-notes.ts'
import type { SweepView } from './sweep-view.ts'
import { sweepAsked } from './sweep-words.ts'

/** Points that are shown whole; of more, the best and today's. */
const MOST_POINTS = 24
const SHOWN = 13
const GAP = 1
const LEAST_COLUMN = 7
const WIDEST_LABEL = 24

/** A figure in an arm: a column. */
interface Column {
  readonly figure: ShownFigure
  readonly arm: string
  readonly cells: readonly string[]
  readonly width: number
}

/** Cells of a percentage have their unit. */
const headOf = ({ measure }: ShownFigure, arm: string): string =>
  `${measure.unit === 'percent' ? measure.name : measureName(measure)} ${arm}`

/** Which point is today's, and the values of the parameters. */
const labelColumns = (view: SweepView, points: readonly number[]) => {
  const values = points.map((point) => view.labels(point))
  const columns = view.parameters.map(({ shortName, of }, k) => ({
    head: of === undefined ? shortName : `${shortName} ${of}`,
    cells: values.map((labels) => labels[k]),
  }))
  return [{ head: '', cells: points.map((point) => (point === view.sweep.today ? 'today' : '')) }, ...columns].map(
    (column) => ({
      ...column,
      length: Math.min(
        WIDEST_LABEL,
        Math.max(...[...column.head.split(' '), ...column.cells].map(({ length }) => length)),
      ),
    }),
  )
}

const columnOf = (view: SweepView, figure: ShownFigure, arm: string, points: readonly number[]): Column => {
  const { today } = view.sweep
  const cells = points.map((point) => {
    const value = view.statistics.average(figure.column, point, arm)
    const isClear =
      point !== today && !figure.condition && view.statistics.difference(figure.column, point, today, arm).clear
    return `${figureWords(figure.measure.unit, value)}${isClear ? '*' : ''}`
  })
  const words = headOf(figure, arm).split(' ')
  const width = Math.max(LEAST_COLUMN, ...[...words, ...cells].map(({ length }) => length))
  return { figure, arm, cells, width }
}

/** Columns of as many figures as there is room for, one at least. */
const fitting = (view: SweepView, points: readonly number[], room: number): readonly Column[] => {
  const columns: Column[] = []
  let left = room
  for (const figure of view.figures) {
    const own = view.plan.arms.map((arm) => columnOf(view, figure, arm, points))
    left -= own.reduce((sum, { width }) => sum + width + GAP, 0)
    if (left < 0 && columns.length > 0) break
    columns.push(...own)
  }
  return columns
}

/** A sweep for the terminal: a row a point, a column a figure in an arm; then what was found, and what a reader must know. */
export const sweepTerminal = (view: SweepView, terminal: Terminal): string => {
  const { sweep, plan, figures } = view
  const { width } = terminal
  const paragraph = (text: string): string => wrapped(text, width)
  const title = `${bold(`${plan.name}: sweep`, terminal)}\n${paragraph(sweepAsked(view))}`
  const notes = ['Notes', ...sweepNotes(view).map((note) => paragraph(`- ${note}`))].join('\n')
  const [first] = figures
  if (first === undefined) return [title, 'No figure differs between runs.', notes].join('\n\n')
  const isShort = sweep.runnable.length > MOST_POINTS
  const points = tabledPoints(view, first, isShort ? SHOWN : MOST_POINTS)
  const labels = labelColumns(view, points)
  const labelled = labels.reduce((sum, { length }) => sum + length + GAP, 0)
  const columns = fitting(view, points, width - labelled)
  const table = terminalTable(
    {
      head: [...labels.map(({ head }) => head), ...columns.map(({ figure, arm }) => headOf(figure, arm))],
      rows: points.map((_, i) => [...labels.map(({ cells }) => cells[i]), ...columns.map(({ cells }) => cells[i])]),
      widths: [...labels.map(({ length }) => length), ...columns.map((column) => column.width)],
    },
    terminal,
  )
  const shown = new Set(columns.map(({ figure }) => figure))
  const rest = figures.filter((figure) => !shown.has(figure))
  const reading = [
    'Means over the seeds.',
    `* clearly differs from today's point, paired by seed.`,
    ...(isShort ? [`Of ${counted(sweep.runnable.length, 'point')} today's and the best are shown.`] : []),
    ...(rest.length === 0
      ? []
      : [`More figures are in the report: ${rest.map(({ measure }) => measure.name).join('; ')}.`]),
  ].join(' ')
  const found = sweepFindings(view)
    .filter(({ figure }) => shown.has(figure) || figure.condition)
    .map(({ figure, arm, sentences }) => {
      const told = figure === first ? sentences : sentences.slice(0, 2)
      return paragraph(`- ${figure.measure.name}, ${arm}: ${told.join(' ')}`)
    })
  return [title, table, paragraph(reading), ['Findings', ...found].join('\n'), notes].join('\n\n')
}
