import type { Duration } from './quantities.ts'

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

/** Whole milliseconds as users write them, in the largest unit that needs no decimals: `90s`, `6h`. */
export const formatDuration = (milliseconds: number): Duration => {
  const unit = UNITS.find(([, length]) => milliseconds > 0 && milliseconds % length === 0)
  return unit === undefined ? `${milliseconds}ms` : `${milliseconds / unit[1]}${unit[0]}`
}
