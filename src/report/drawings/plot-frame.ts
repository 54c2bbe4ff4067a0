import { escapeHtml } from '../html.ts'
import { formatRound, type ShownUnit } from '../number-format.ts'
import { type AcrossLabel, acrossLabels } from './across-labels.ts'
import type { Scale } from './scale.ts'
import { line, percent, pixels } from './svg-marks.ts'
import { textWidth } from './text-width.ts'

const TOP = 12
const BELOW = 24

/** A field with an axis at its left and labels below it. */
export interface PlotFrame {
  readonly y: Scale
  readonly yUnit: ShownUnit
  /** Pixels of the field itself. */
  readonly height: number
  /** From left to right. */
  readonly labels: readonly AcrossLabel[]
  /** Show every label: the drawing is as wide as they need. */
  readonly every?: boolean
  /** Grid lines upwards too, at the labels. */
  readonly grid?: boolean
  /** SVG within the field. */
  readonly content: string
  /** SVG below the labels, and its height in pixels. */
  readonly below?: { readonly content: string; readonly height: number }
}

/** Pixels from the top of a field of that height at which a share of its axis lies. */
export const down = (share: number, height: number): number => TOP + (1 - share) * (height - 2 * TOP)

/** A column of labels in a width of its own, each at the middle of its line. */
export const leftLabels = (
  labels: readonly { readonly y: number; readonly words: string }[],
  height: number,
): string => {
  const width = Math.ceil(Math.max(0, ...labels.map(({ words }) => textWidth(words)))) + 10
  const words = labels.map(
    ({ y, words: own }) =>
      `<text class="tick" x="${width - 7}" y="${pixels(y + 4)}" text-anchor="end">${escapeHtml(own)}</text>`,
  )
  return `<svg class="left" width="${width}" height="${pixels(height)}">${words.join('')}</svg>`
}

/** A drawing with an axis of numbers at its left: grid lines, labels, content. */
export const plotFrame = ({ y, yUnit, height, labels, every, grid, content, below }: PlotFrame): string => {
  const whole = height + BELOW + (below?.height ?? 0)
  const at = (tick: number): number => down(y.place(tick), height)
  const left = leftLabels(
    y.ticks.map((tick) => ({ y: at(tick), words: formatRound(yUnit, tick) })),
    whole,
  )
  const rules = y.ticks.map((tick) => line(0, 1, at(tick), at(tick), 'grid'))
  const upright = labels.map(({ share }) =>
    grid ? line(share, share, 0, height, 'grid') : line(share, share, height, height + 5, 'axis-line'),
  )
  return [
    left,
    `<svg class="field" width="100%" height="${pixels(whole)}">`,
    ...rules,
    ...upright,
    `<line class="axis-line" x1="0" x2="${percent(1)}" y1="${height}" y2="${height}"/>`,
    content,
    acrossLabels(labels, height + 19, every),
    below === undefined
      ? ''
      : `<svg y="${height + BELOW}" width="100%" height="${pixels(below.height)}">${below.content}</svg>`,
    '</svg>',
  ].join('')
}
