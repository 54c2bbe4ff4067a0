/** How numbers on an axis or in a tooltip are written. */
export type AxisFormat = 'money' | 'price' | 'bps' | 'hours' | 'plain'

/** One axis. Its name stands in the page above or below the drawing, where nothing can cover it. */
export interface ChartAxis {
  readonly name: string
  readonly scale: 'linear' | 'log'
  readonly format: AxisFormat
  readonly min?: number
  readonly max?: number
}

/** One line of a chart, by columns: as many y as x. */
export interface ChartLine {
  readonly name: string
  /** Position of the arm, which gives the colour; -1 for what is common to all arms. */
  readonly arm: number
  readonly dash: 'solid' | 'dashed' | 'dotted'
  /** Pixels. */
  readonly width: number
  readonly step?: true
  /** Shape of the marks at its points; none for lines of many points. */
  readonly symbol?: 'circle' | 'triangle' | 'rect' | 'diamond'
  readonly x: readonly number[]
  /** `'-'` breaks the line: there is no value. */
  readonly y: readonly (number | '-')[]
  /** A further figure of each point, for the tooltip. */
  readonly also?: { readonly name: string; readonly values: readonly (number | '-')[] }
  /** Where the line ends because nothing more trades. */
  readonly end?: readonly [x: number, y: number]
}

/** What a chart shows, as rows of text: for readers who do not see it. */
export interface ChartTable {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A chart of lines with all that is said about it. */
export interface Chart {
  /** Letters and hyphens: the element's id. */
  readonly id: string
  readonly title: string
  /** Sentences: how to read it. */
  readonly reading: string
  readonly x: ChartAxis
  readonly y: ChartAxis
  /** Empty where there is nothing to draw; `reading` then says so. */
  readonly lines: readonly ChartLine[]
  readonly table: ChartTable
}

/** A number with seven significant digits, enough for a drawing; -0 counts as 0. */
export const drawn = (x: number): number => Number(x.toPrecision(7)) + 0
