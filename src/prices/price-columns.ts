import type { CsvTable } from './csv-table.ts'
import type { PriceFaults } from './price-fault.ts'

/** What a column of prices can be. */
export type PriceColumn = 'time' | 'open' | 'high' | 'low' | 'close' | 'price'

/** Where the columns stand in a file. */
export interface PriceLayout {
  readonly kind: 'bars' | 'ticks'
  /** Index of the first row with prices: 1 below a header, 0 without one. */
  readonly firstRow: number
  /** Fields that every row must have. */
  readonly width: number
  /** Index and name of each column; `time` always, then either the four of a bar or `price`. */
  readonly columns: Readonly<Partial<Record<PriceColumn, { readonly at: number; readonly name: string }>>>
  /** Index and wanted text of the columns that choose rows. */
  readonly chosen: readonly { readonly at: number; readonly text: string }[]
}

/** Header names that are understood, in lower case without spaces, dots, dashes and underscores; the first found is taken. */
const names: Readonly<Record<PriceColumn, readonly string[]>> = {
  time: [
    ...['tsopenms', 'opentime', 'opentimems', 'timestamp', 'timestampms', 'timestampus', 'time', 'ts', 'tsms', 'tsus'],
    ...['exchtsus', 'transacttime', 'tradetime', 'unix', 'unixtime', 'epoch', 'datetime', 'date', 'updatedats', 't'],
  ],
  open: ['open', 'o', 'openprice'],
  high: ['high', 'h', 'highprice'],
  low: ['low', 'l', 'lowprice'],
  close: ['close', 'c', 'closeprice'],
  price: ['price', 'p', 'lastprice', 'tradeprice', 'indexprice', 'markprice', 'last', 'mid'],
}

/** Columns of a Binance kline file: open time, open, high, low, close, volume, close time, quote volume, trades, two taker volumes, ignore. */
const KLINE_WIDTH = 12
const number = /^[+-]?[\d.]+([eE][+-]?\d+)?$/

const plainName = (header: string): string => header.toLowerCase().replace(/[\s._-]/g, '')

/**
 * Finds the columns: by the header's names, or, where the first row is all numbers, as a Binance kline file.
 * What is missing goes to `faults`.
 *
 * @param given - names of columns that the header calls otherwise: `{ price: 'answer' }`
 * @param where - column names and the text that a row must have there to be read: `{ venue: 'coinbase' }`
 */
export const priceLayout = (
  table: CsvTable,
  given: Readonly<Partial<Record<PriceColumn, string>>>,
  where: Readonly<Record<string, string>>,
  faults: PriceFaults,
): PriceLayout | undefined => {
  const header = table.rows[0]
  const line = table.lines[0]
  if (header.every((field) => number.test(field))) {
    if (header.length !== KLINE_WIDTH) {
      const rule = `a file without a header must be a Binance kline file of ${KLINE_WIDTH} columns; this has ${header.length}`
      faults.add(line, '', header.join(','), rule)
      return undefined
    }
    if (Object.keys(where).length > 0 || Object.keys(given).length > 0) {
      faults.add(line, '', header.join(','), 'columns can be named or rows chosen only where the file has a header')
      return undefined
    }
    const at = (index: number) => ({ at: index, name: `column ${index + 1}` })
    const columns = { time: at(0), open: at(1), high: at(2), low: at(3), close: at(4) }
    return { kind: 'bars', firstRow: 0, width: KLINE_WIDTH, columns, chosen: [] }
  }
  const plain = header.map(plainName)
  const found: Partial<Record<PriceColumn, { at: number; name: string }>> = {}
  for (const column of ['time', 'open', 'high', 'low', 'close', 'price'] as const) {
    const wanted = given[column]
    const at =
      wanted !== undefined
        ? header.indexOf(wanted)
        : (names[column].map((name) => plain.indexOf(name)).find((index) => index >= 0) ?? -1)
    if (at >= 0) found[column] = { at, name: header[at] }
    else if (wanted !== undefined) faults.add(line, wanted, '', `is no column; the header has ${header.join(', ')}`)
  }
  const chosen = Object.entries(where).map(([name, text]) => ({ at: header.indexOf(name), name, text }))
  for (const { at, name } of chosen) {
    if (at < 0) faults.add(line, name, '', `is no column; the header has ${header.join(', ')}`)
  }
  const bars = found.open && found.high && found.low && found.close
  if (found.time === undefined) faults.add(line, '', header.join(','), 'no column of times (timestamp, open_time, …)')
  if (!bars && found.price === undefined) {
    faults.add(line, '', header.join(','), 'neither open, high, low and close nor a price column')
  }
  if (faults.total > 0) return undefined
  const kind = bars && given.price === undefined ? 'bars' : 'ticks'
  return { kind, firstRow: 1, width: header.length, columns: found, chosen }
}
