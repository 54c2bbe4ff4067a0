import { formatRound, type ShownUnit } from '../number-format.ts'
import { acrossLabels } from './across-labels.ts'
import type { Scale } from './scale.ts'
import { inset, line, pixels, text } from './svg-marks.ts'
import { shortened, textWidth } from './text-width.ts'

const NAME = 20
const GAP = 10
const BELOW = 26
/** Pixels that the names of rows may take beside their figures, in a narrow and in a wider column. */
const NARROW = 310
const ROOMY = 460
const LEAST_NAME = 110

/** One row: a line with its name and its figures, and marks below it. */
export interface FrameRow {
  readonly name: string
  /** Its figures, at the right end of the line. */
  readonly words: string
  /** Pixels of its marks. */
  readonly height: number
  /** SVG, from the top of its marks on. */
  readonly marks: (top: number) => string
}

/** Whether figures leave no room for a name in a narrow column. */
const isWide = (words: string): boolean => textWidth(words) > NARROW - LEAST_NAME

/** A name as long as there is room for it. */
const nameText = (name: string, words: string, y: number): string => {
  const cut = (room: number): string => shortened(name, Math.max(LEAST_NAME, room - 12), 12.5)
  const narrow = cut(isWide(words) ? NARROW : NARROW - textWidth(words))
  const roomy = cut(ROOMY - textWidth(words))
  return narrow === roomy
    ? text(0, y, narrow, 'name')
    : text(0, y, narrow, 'name narrow') + text(0, y, roomy, 'name roomy')
}

/** Rows that share an axis below them; names stand above marks, so that any width does. */
export const rowFrame = (rows: readonly FrameRow[], x: Scale, unit: ShownUnit, reference?: number): string => {
  let top = 0
  const drawn = rows.map(({ name, words, height, marks }) => {
    const from = top
    top += NAME + height + GAP
    return [
      nameText(name, words, from + 14),
      text(1, from + 14, words, isWide(words) ? 'figure roomy' : 'figure', 'end'),
      marks(from + NAME),
    ].join('')
  })
  const bottom = top
  const grid = x.ticks.map((tick) => line(inset(x.place(tick)), inset(x.place(tick)), 0, bottom + 5, 'grid'))
  const base =
    reference === undefined
      ? ''
      : line(inset(x.place(reference)), inset(x.place(reference)), 0, bottom + 5, 'axis-line')
  const labels = x.ticks.map((tick) => ({ share: inset(x.place(tick)), words: formatRound(unit, tick) }))
  return [
    `<svg class="field" width="100%" height="${pixels(bottom + BELOW)}">`,
    ...grid,
    base,
    ...drawn,
    line(0, 1, bottom, bottom, 'axis-line'),
    acrossLabels(labels, bottom + 20),
    '</svg>',
  ].join('')
}
