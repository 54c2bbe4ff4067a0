import { formatClock } from '../number-format.ts'
import type { AcrossLabel } from './across-labels.ts'
import { inset } from './svg-marks.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Steps that give round clock times, in milliseconds. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48, 96, 168].map((n) => n * HOUR),
]
const MARKS = 7

/** An axis of milliseconds since a start. */
export interface TimeScale {
  /** Position across of a time, with room for marks at both ends; what lies outside stands at the nearer end. */
  readonly place: (milliseconds: number) => number
  /** Round clock times. */
  readonly labels: readonly AcrossLabel[]
  /** How they are written. */
  readonly unit: 'h:mm' | 'h:mm:ss'
}

/** The axis from one time to a later one. */
export const timeScale = (from: number, to: number): TimeScale => {
  const width = Math.max(SECOND, to - from)
  const place = (time: number): number => inset(Math.min(1, Math.max(0, (time - from) / width)))
  const step = STEPS.find((each) => width / each <= MARKS) ?? width / MARKS
  const first = Math.ceil(from / step)
  const count = Math.max(0, Math.floor((from + width) / step) - first + 1)
  const labels = Array.from({ length: count }, (_, i) => {
    const time = (first + i) * step
    return { share: place(time), words: step < MINUTE ? formatClock(time) : formatClock(time).replace(/:\d\d$/, '') }
  })
  return { place, labels, unit: step < MINUTE ? 'h:mm:ss' : 'h:mm' }
}
