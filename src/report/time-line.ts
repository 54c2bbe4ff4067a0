import type { Series } from '../simulation/recorder.ts'
import { type ChartLine, drawn } from './chart.ts'
import { downsample } from './downsample.ts'
import { formatClock } from './number-format.ts'

const MILLISECONDS_PER_HOUR = 3_600_000
const TABLE_ROWS = 25

const timeOf = ({ columns, values }: Series): Float64Array => values[columns.indexOf('timeMs')]

/** Rows of a series at nearly equal steps, first and last included: what a table under a chart shows. */
export const sampledRows = (series: Series): readonly number[] => {
  const rows = timeOf(series).length
  const shown = Math.min(rows, TABLE_ROWS)
  return Array.from({ length: shown }, (_, i) => (shown === 1 ? 0 : Math.round((i * (rows - 1)) / (shown - 1))))
}

/** Time since the first sample as `h:mm:ss`. */
export const formatTime = (series: Series, row: number): string => {
  const time = timeOf(series)
  return formatClock(time[row] - time[0])
}

/**
 * A column over time, downsampled: x in hours since the first sample. Rows without a value are left out, and break the line.
 *
 * @param of - the value at a row
 * @param most - points at most, breaks aside
 */
export const timeLine = (
  series: Series,
  of: (row: number) => number | undefined,
  most: number,
): Pick<ChartLine, 'x' | 'y'> => {
  const time = timeOf(series)
  const rows: number[] = []
  const values: number[] = []
  for (let row = 0; row < time.length; row++) {
    const value = of(row)
    if (value === undefined) continue
    rows.push(row)
    values.push(value)
  }
  const hours = rows.map((row) => (time[row] - time[0]) / MILLISECONDS_PER_HOUR)
  const x: number[] = []
  const y: (number | '-')[] = []
  let last = -1
  for (const at of downsample(hours, values, most)) {
    // Between two kept rows of which the second's position is further on than its rank, some row has no value.
    if (last >= 0 && rows[at] - rows[last] > at - last) {
      x.push(drawn((hours[last] + hours[at]) / 2))
      y.push('-')
    }
    x.push(drawn(hours[at]))
    y.push(drawn(values[at]))
    last = at
  }
  return { x, y }
}
