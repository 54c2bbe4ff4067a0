import { ln } from '../numeric/transcendental.ts'

/** Points of one kind in a plot, drawn with one letter. */
export interface PlottedPoints {
  /** A single character. */
  readonly mark: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** A plot in characters, both axes logarithmic. */
export interface TextPlot {
  readonly plotted: readonly PlottedPoints[]
  /** Characters, labels included. */
  readonly width: number
  /** Lines of the drawing, at least 2. */
  readonly height: number
  readonly xLabel: (x: number) => string
  readonly yLabel: (y: number) => string
  /** Drawn where several letters would meet. */
  readonly several: string
}

/** 1, 2 and 5 times each power of ten from `low` to `high`, or the powers alone where that is more than `most`. */
const roundNumbers = (low: number, high: number, most: number): readonly number[] => {
  const decades: number[] = []
  let power = 1
  while (power > low) power /= 10
  while (power * 10 <= low) power *= 10
  for (; power <= high; power *= 10) decades.push(power)
  const fine = decades.flatMap((x) => [x, 2 * x, 5 * x]).filter((x) => x >= low && x <= high)
  return fine.length <= most ? fine : decades.filter((x) => x >= low)
}

/** Position of x on a scale of `cells` cells from `low` to `high`. */
const cellOf = (x: number, low: number, high: number, cells: number): number =>
  high === low ? 0 : Math.round((ln(x / low) / ln(high / low)) * (cells - 1))

/**
 * Points on logarithmic axes as lines of text with labelled axes; between two points of one kind the line is dotted.
 * Points that are not above zero are left out; an empty plot is an empty text.
 */
export const textPlot = ({ plotted, width, height, xLabel, yLabel, several }: TextPlot): string => {
  const kinds = plotted.map(({ mark, points }) => ({ mark, points: points.filter(([x, y]) => x > 0 && y > 0) }))
  const all = kinds.flatMap(({ points }) => points)
  if (all.length === 0) return ''
  const bound = (of: (...xs: number[]) => number, axis: 0 | 1): number =>
    all.reduce((m, p) => of(m, p[axis]), all[0][axis])
  const [left, right, low, high] = [bound(Math.min, 0), bound(Math.max, 0), bound(Math.min, 1), bound(Math.max, 1)]
  const yMarks = roundNumbers(low, high, Math.floor(height / 2))
  const margin = Math.max(...[low, high, ...yMarks].map((y) => yLabel(y).length)) + 2
  const columns = Math.max(10, width - margin)
  const cells = Array.from({ length: height }, () => new Array<string>(columns).fill(' '))
  const place = (x: number, y: number, mark: string): void => {
    const row = cells[height - 1 - cellOf(y, low, high, height)]
    const column = cellOf(x, left, right, columns)
    const there = row[column]
    row[column] = there === ' ' || there === '.' || there === mark ? mark : mark === '.' ? there : several
  }
  for (const { mark, points } of kinds) {
    for (const [i, [x, y]] of points.entries()) {
      place(x, y, mark)
      const next = points[i + 1]
      if (next === undefined) continue
      const steps = cellOf(next[0], left, right, columns) - cellOf(x, left, right, columns)
      for (let step = 1; step < steps; step++) {
        const share = step / steps
        place(x + share * (next[0] - x), y + share * (next[1] - y), '.')
      }
    }
  }
  const labels = new Map(yMarks.map((y) => [height - 1 - cellOf(y, low, high, height), yLabel(y)]))
  const lines = cells.map((row, i) => `${(labels.get(i) ?? '').padStart(margin - 2)} |${row.join('')}`.trimEnd())
  const axis = new Array<string>(columns).fill(' ')
  const xs = roundNumbers(left, right, Math.floor(columns / 9))
  let free = 0
  for (const x of xs) {
    const label = xLabel(x)
    const at = Math.min(cellOf(x, left, right, columns), columns - label.length)
    if (at < free) continue
    for (const [i, letter] of [...label].entries()) axis[at + i] = letter
    free = at + label.length + 1
  }
  return [
    ...lines,
    `${' '.repeat(margin - 1)}+${'-'.repeat(columns)}`,
    `${' '.repeat(margin)}${axis.join('').trimEnd()}`,
  ].join('\n')
}
