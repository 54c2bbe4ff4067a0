import Table from 'cli-table3'

/** How much room a terminal gives, and whether it shows colours. */
export interface Terminal {
  /** Columns of text. */
  readonly width: number
  /** False without a TTY or with NO_COLOR: the text then holds no escape sequence. */
  readonly color: boolean
}

/** A table for a terminal: the first column left, the others right, no frame but a rule under the head. */
export interface TableText {
  readonly head: readonly string[]
  /** A row of one cell is a title across the table. */
  readonly rows: readonly (readonly string[])[]
  /** Width of each column; content beyond it is wrapped at spaces. */
  readonly widths: readonly number[]
}

const CHARS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
}

/** Text in bold, where the terminal shows it. */
export const bold = (text: string, { color }: Terminal): string => (color ? `\u001b[1m${text}\u001b[22m` : text)

/** Text that stands back, where the terminal shows it. */
export const dim = (text: string, { color }: Terminal): string => (color ? `\u001b[2m${text}\u001b[22m` : text)

/** The table as lines, none longer than the sum of its widths and gaps, without blanks at the ends. */
export const terminalTable = ({ head, rows, widths }: TableText, terminal: Terminal): string => {
  const columns = widths.length
  const table = new Table({
    chars: CHARS,
    colWidths: [...widths],
    colAligns: widths.map((_, i) => (i === 0 ? 'left' : 'right')),
    wordWrap: true,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  })
  table.push(head.map((name) => ({ content: bold(name, terminal), vAlign: 'bottom' as const })))
  table.push(widths.map((width) => dim('-'.repeat(width), terminal)))
  for (const row of rows) {
    if (row.length === 1) table.push([{ content: bold(row[0], terminal), colSpan: columns, hAlign: 'left' }])
    else table.push([...row])
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
