import { counted } from '../arm-words.ts'
import { estimateWords, measureName } from '../drawings/measure.ts'
import { bold, type Terminal, terminalTable } from '../terminal-table.ts'
import { wrapped } from '../wrapped.ts'
import { costCells } from './cost-words.ts'
import { objectiveEffects } from './expression-estimates.ts'
import { riskEffects } from './risk-effects.ts'
import { rankedPoints, triedHead, triedRows } from './tried-points.ts'
import { searchSentences, tuneNotes } from './tune-notes.ts'
import { tuneAsked, tuneSentences } from './tune-sentences.ts'
import type { TuneView } from './tune-view.ts'

const MOST_POINTS = 10
const WIDEST = 22
const LEAST = 7
const GAP = 1
/** Columns from which on means have their bounds beside them. */
const ROOMY = 110
const LEAST_NAME = 14

/** A table whose columns are as wide as their words, and as many as there is room for. */
const fitted = (head: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): string => {
  const widths = head.map((name, k) =>
    Math.min(
      WIDEST,
      Math.max(LEAST, ...name.split(' ').map(({ length }) => length), ...rows.map((row) => row[k].length)),
    ),
  )
  let room = terminal.width
  const shown = widths.filter((width) => {
    room -= width + GAP
    return room >= 0
  }).length
  return terminalTable(
    {
      head: head.slice(0, shown),
      rows: rows.map((row) => row.slice(0, shown)),
      widths: widths.slice(0, shown),
    },
    terminal,
  )
}

/** Figures without their bounds. */
const bare = (words: string): string => words.replace(/ \[[^\]]*\]/, '')

const changeTable = (view: TuneView, terminal: Terminal): string => {
  const isWide = terminal.width >= ROOMY
  const shown = (words: string): string => (isWide ? words : bare(words))
  const effects = [...objectiveEffects(view), ...riskEffects(view)].map(
    ({ metric, current, recommended, difference }) => [
      measureName(metric),
      shown(estimateWords(metric.unit, current)),
      shown(estimateWords(metric.unit, recommended)),
      estimateWords(metric.unit, difference),
    ],
  )
  const costs = view.isKept
    ? []
    : view.costs.flatMap(({ title, rows }) =>
        rows.length === 0
          ? []
          : [
              [title],
              ...rows.map((row) => {
                const { name, today, recommended, difference, isClear } = costCells(row)
                return [name, shown(today), shown(recommended), `${difference}${isClear ? '*' : ''}`]
              }),
            ],
      )
  const head = ['', 'Today', isWide ? 'Recommended' : 'Then', 'Difference']
  const rows = [['Objectives and risk'], ...effects, ...costs]
  const figures = [1, 2, 3].map((k) => Math.max(head[k].length, ...rows.map((row) => row[k]?.length ?? 0)))
  const name = Math.max(LEAST_NAME, terminal.width - figures.reduce((sum, width) => sum + width + GAP, 0))
  const longest = Math.max(...rows.filter((row) => row.length > 1).map(([words]) => words.length))
  return terminalTable({ head, rows, widths: [Math.min(name, Math.max(longest, LEAST_NAME)), ...figures] }, terminal)
}

/** A tuning for the terminal: the front or the best points, what the change costs whom, findings and notes. */
export const tuneTerminal = (view: TuneView, terminal: Terminal): string => {
  const { plan, findings, objectives } = view
  const paragraph = (text: string): string => wrapped(text, terminal.width)
  const bullets = (title: string, texts: readonly string[]): string =>
    [title, ...texts.map((text) => paragraph(`- ${text}`))].join('\n')
  const ranked = rankedPoints(view)
  const front = new Set(findings.front.map(({ point }) => point))
  const shown = objectives.length > 1 ? ranked.filter(({ point }, i) => i < 2 || front.has(point)) : ranked
  const points = shown.slice(0, MOST_POINTS)
  return [
    `${bold(`${plan.name}: tuning`, terminal)}\n${paragraph(tuneAsked(view))}`,
    fitted(triedHead(view), triedRows(view, points), terminal),
    ...(points.length < ranked.length
      ? [paragraph(`${counted(points.length, 'point')} of ${ranked.length}; the report has all.`)]
      : []),
    bold('Today against recommended, and what the change costs whom', terminal),
    changeTable(view, terminal),
    '* clearly differs, paired by seed.',
    bullets('Findings', [...tuneSentences(view), ...searchSentences(view)]),
    bullets('Notes', tuneNotes(view)),
  ].join('\n\n')
}
