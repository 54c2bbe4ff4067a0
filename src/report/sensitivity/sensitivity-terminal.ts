import { measureName } from '../drawings/measure.ts'
import { bold, type Terminal, terminalTable } from '../terminal-table.ts'
import { wrapped } from '../wrapped.ts'
import { indexHead, indexRows } from './sensitivity-rows.ts'
import { sensitivityAsked, sensitivityNotes, sensitivitySentences } from './sensitivity-sentences.ts'
import type { SensitivityView } from './sensitivity-view.ts'

const GAP = 1
const LEAST_NAME = 16
/** Columns that every table has: the parameter, its indices, whether it has an effect. */
const indices = { morris: 5, sobol: 4 } as const

/** A sensitivity study for the terminal: a table of indices for each figure and arm, what is said of them, and notes. */
export const sensitivityTerminal = (view: SensitivityView, terminal: Terminal): string => {
  const { plan, planned, found } = view
  const { width } = terminal
  const columns = indices[planned.question.method]
  const paragraph = (text: string): string => wrapped(text, width)
  const blocks = found.map((own) => {
    const head = indexHead(view).slice(0, columns)
    const rows = indexRows(view, own).map((row) => row.slice(0, columns))
    const title = bold(`${measureName(own.figure.measure)}, ${own.arm}`, terminal)
    const said = sensitivitySentences(view, own).map(paragraph).join('\n')
    if (rows.length === 0) return `${title}\n${said}`
    const longest = head.map((name, k) => Math.max(name.length, ...rows.map((row) => row[k].length)))
    const others = longest.slice(1).reduce((sum, x) => sum + x + GAP, 0)
    const first = Math.max(LEAST_NAME, Math.min(longest[0], width - others - GAP))
    return [title, terminalTable({ head, rows, widths: [first, ...longest.slice(1)] }, terminal), said].join('\n')
  })
  return [
    `${bold(`${plan.name}: sensitivity`, terminal)}\n${paragraph(sensitivityAsked(view))}`,
    ...(blocks.length === 0 ? ['No figure differs between runs.'] : blocks),
    ['Notes', ...sensitivityNotes(view).map((note) => paragraph(`- ${note}`))].join('\n'),
  ].join('\n\n')
}
