import { type CsvTable, csvTable } from './csv-table.ts'
import { type PriceColumn, type PriceLayout, priceLayout } from './price-columns.ts'
import { PriceFaults } from './price-fault.ts'
import { priceReader } from './price-text.ts'
import { type TimeUnit, timestamp, timeUnitOf } from './timestamp.ts'

/** How a file of prices is read. */
export interface ReadingOptions {
  /** Human price of one price unit: `MarketSpec.unitPrice`. */
  readonly unitPrice: string
  /** Columns that the header calls by other names: `{ price: 'answer' }`. A named price makes the file one of ticks. */
  readonly columns?: Readonly<Partial<Record<PriceColumn, string>>>
  /** Rows to read, where a file holds several series: `{ venue: 'coinbase', symbol: 'BTC-USD' }`. */
  readonly where?: Readonly<Record<string, string>>
  /** Bars that are missing: refused (as when left out), or bridged at the last close. */
  readonly gaps?: 'refuse' | 'hold'
  /** Longest time between two ticks, milliseconds; any when left out. */
  readonly longestSilence?: number
}

/** Bars as recorded: prices in price micro-units, times the opening of each bar in epoch milliseconds. */
export interface RecordedBars {
  readonly kind: 'bars'
  readonly times: Float64Array
  /** Milliseconds that a bar lasts. */
  readonly width: number
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
}

/** Ticks as recorded: one price at each of the strictly rising epoch milliseconds. */
export interface RecordedTicks {
  readonly kind: 'ticks'
  readonly times: Float64Array
  readonly prices: Float64Array
}

export type RecordedPrices = RecordedBars | RecordedTicks

interface Rows {
  readonly lines: number[]
  /** The row's fields; none where their number was wrong. */
  readonly fields: (readonly string[])[]
  /** NaN where the text was no time. */
  readonly times: number[]
  readonly prices: number[][]
}

const readRows = (table: CsvTable, layout: PriceLayout, options: ReadingOptions, faults: PriceFaults): Rows => {
  const reader = priceReader(options.unitPrice)
  const wanted = layout.kind === 'bars' ? (['open', 'high', 'low', 'close'] as const) : (['price'] as const)
  const time = layout.columns.time!
  const columns = wanted.map((name) => layout.columns[name]!)
  const rows: Rows = { lines: [], fields: [], times: [], prices: wanted.map(() => []) }
  let unit: TimeUnit | undefined
  for (let i = layout.firstRow; i < table.rows.length; i++) {
    const fields = table.rows[i]
    const line = table.lines[i]
    if (fields.length !== layout.width) {
      faults.add(line, '', fields.join(','), `has ${fields.length} fields where ${layout.width} are needed`)
      rows.lines.push(line)
      rows.fields.push([])
      rows.times.push(Number.NaN)
      for (const column of rows.prices) column.push(Number.NaN)
      continue
    }
    if (layout.chosen.some(({ at, text }) => fields[at] !== text)) continue
    const text = fields[time.at]
    unit ??= timeUnitOf(text)
    const milliseconds = unit === undefined ? undefined : timestamp(text, unit)
    if (milliseconds === undefined) {
      const rule =
        unit === undefined
          ? 'must be epoch s, ms, us or ns, or an ISO date'
          : `must be a time in ${unit}, as in the rows before it`
      faults.add(line, time.name, text, rule)
    }
    rows.lines.push(line)
    rows.fields.push(fields)
    rows.times.push(milliseconds ?? Number.NaN)
    columns.forEach((column, c) => {
      const price = reader.read(fields[column.at])
      if (typeof price === 'string') faults.add(line, column.name, fields[column.at], price)
      rows.prices[c].push(typeof price === 'string' ? Number.NaN : price)
    })
  }
  return rows
}

const barsOf = (rows: Rows, layout: PriceLayout, gaps: 'refuse' | 'hold', faults: PriceFaults): RecordedBars => {
  const { lines, fields, times, prices } = rows
  const columns = layout.columns
  const textOf = (i: number, column: PriceColumn): string => fields[i][columns[column]!.at] ?? ''
  const steps = times.slice(1).map((time, i) => time - times[i])
  const rising = steps.filter((step) => step > 0).sort((a, b) => a - b)
  const width = rising[rising.length >> 1] ?? 0
  if (times.length === 1)
    faults.add(lines[0], '', '', 'one bar alone does not tell how long it lasts: at least two are needed')
  else if (width > 0 && width < 4)
    faults.add(lines[0], '', '', `bars of ${width} ms are too short: at least 4 ms, or give ticks`)
  const timeName = columns.time!.name
  steps.forEach((step, i) => {
    const line = lines[i + 1]
    const text = textOf(i + 1, 'time')
    if (step === 0) faults.add(line, timeName, text, 'the same time as the row before')
    else if (step < 0)
      faults.add(
        line,
        timeName,
        text,
        `earlier than the row before (${textOf(i, 'time')}): rows must be sorted by time`,
      )
    else if (step < width)
      faults.add(line, timeName, text, `${step} ms after the row before, where bars last ${width} ms`)
    else if (step > width && gaps === 'refuse') {
      faults.add(line, timeName, text, `a gap: ${step} ms after the row before, where bars last ${width} ms`)
    }
  })
  const [open, high, low, close] = prices.map((column) => Float64Array.from(column))
  lines.forEach((line, i) => {
    if (low[i] > high[i])
      faults.add(line, columns.low!.name, textOf(i, 'low'), `is above the high (${textOf(i, 'high')})`)
    // The open may lie outside: BitMEX writes the close before as the open.
    else if (close[i] < low[i] || close[i] > high[i])
      faults.add(
        line,
        columns.close!.name,
        textOf(i, 'close'),
        `is outside low … high (${textOf(i, 'low')} … ${textOf(i, 'high')})`,
      )
  })
  return { kind: 'bars', times: Float64Array.from(times), width, open, high, low, close }
}

const ticksOf = (rows: Rows, layout: PriceLayout, longest: number, faults: PriceFaults): RecordedTicks => {
  const { lines, fields, times, prices } = rows
  const { at, name } = layout.columns.time!
  const kept: number[] = []
  times.forEach((time, i) => {
    const step = time - times[i - 1]
    if (step < 0)
      faults.add(
        lines[i],
        name,
        fields[i][at],
        `earlier than the row before (${fields[i - 1][at]}): rows must be sorted by time`,
      )
    if (step > longest)
      faults.add(
        lines[i],
        name,
        fields[i][at],
        `a gap: ${step} ms after the row before, where at most ${longest} are allowed`,
      )
    // Several trades of one millisecond: the last one stands.
    if (time !== times[i + 1]) kept.push(i)
  })
  return {
    kind: 'ticks',
    times: Float64Array.from(kept, (i) => times[i]),
    prices: Float64Array.from(kept, (i) => prices[0][i]),
  }
}

/**
 * The prices in the bytes of a CSV file (not compressed): bars or ticks, whichever its columns are.
 *
 * @param file - name for messages
 * @throws PriceFileError with every fault: place, value and rule
 */
export const recordedPrices = (bytes: Uint8Array, file: string, options: ReadingOptions): RecordedPrices => {
  const faults = new PriceFaults(file)
  let table: CsvTable | undefined
  try {
    table = csvTable(bytes)
  } catch {
    faults.add(0, '', '', 'is no UTF-8 text')
  }
  if (table !== undefined && table.rows.length === 0) faults.add(0, '', '', 'holds no rows')
  faults.refuse()
  const layout = priceLayout(table!, options.columns ?? {}, options.where ?? {}, faults)
  faults.refuse()
  const rows = readRows(table!, layout!, options, faults)
  if (rows.times.length === 0) {
    faults.add(0, '', '', 'holds no rows of prices')
    faults.refuse()
  }
  const prices =
    layout!.kind === 'bars'
      ? barsOf(rows, layout!, options.gaps ?? 'refuse', faults)
      : ticksOf(rows, layout!, options.longestSilence ?? Number.MAX_SAFE_INTEGER, faults)
  faults.refuse()
  return prices
}
