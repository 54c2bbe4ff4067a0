import { text } from './svg-marks.ts'
import { textWidth } from './text-width.ts'

/** A label below a drawing. */
export interface AcrossLabel {
  /** Position across, 0 to 1. */
  readonly share: number
  readonly words: string
}

/** Pixels across that a drawing has at least, by the width of its column. */
const ROOMS = { narrow: 240, roomy: 380 } as const
const GAP = 10

/** Which of the labels fit beside each other in so many pixels: the first, then each that leaves a gap to the one before it. */
const fitting = (labels: readonly AcrossLabel[], room: number): ReadonlySet<AcrossLabel> => {
  const kept = new Set<AcrossLabel>()
  let free = -Infinity
  for (const label of labels) {
    const half = textWidth(label.words) / 2
    if (label.share * room - half < free) continue
    kept.add(label)
    free = label.share * room + half + GAP
  }
  return kept
}

/**
 * Labels below a drawing, from left to right; those that a narrow column has no room for are shown in a wider one only.
 *
 * @param every - show all: the caller sees to it that there is room
 */
export const acrossLabels = (labels: readonly AcrossLabel[], y: number, every = false): string => {
  const narrow = every ? new Set(labels) : fitting(labels, ROOMS.narrow)
  const roomy = every ? new Set(labels) : fitting(labels, ROOMS.roomy)
  return labels
    .filter((label) => narrow.has(label) || roomy.has(label))
    .map((label) => {
      const kind = narrow.has(label) ? (roomy.has(label) ? 'tick' : 'tick narrow') : 'tick roomy'
      return text(label.share, y, label.words, kind, 'middle')
    })
    .join('')
}
