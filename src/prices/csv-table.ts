/** The text of a CSV file cut into fields. */
export interface CsvTable {
  /** Rows that hold anything, the header included. */
  readonly rows: readonly (readonly string[])[]
  /** Line of each row in the file, 1 for the first. */
  readonly lines: readonly number[]
}

const SEPARATORS = [',', ';', '\t']

const bare = (field: string): string => {
  const text = field.trim()
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).trim() : text
}

/**
 * Cuts UTF-8 bytes into rows and fields. The separator is whichever of comma, semicolon and tab the first row has most of;
 * lines end in LF or CRLF; empty lines are skipped; quotes around a field are taken off. A separator inside quotes cuts
 * the field, which then shows as a row with too many fields: tables of prices have no such text.
 *
 * @throws TypeError when the bytes are no UTF-8
 */
export const csvTable = (bytes: Uint8Array): CsvTable => {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const rows: string[][] = []
  const lines: number[] = []
  let separator = ','
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return
    if (rows.length === 0) {
      const count = (mark: string): number => line.split(mark).length
      separator = SEPARATORS.reduce((best, mark) => (count(mark) > count(best) ? mark : best))
    }
    rows.push(line.split(separator).map(bare))
    lines.push(i + 1)
  })
  return { rows, lines }
}
