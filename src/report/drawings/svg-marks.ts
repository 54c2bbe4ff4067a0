import { escapeHtml } from '../html.ts'

/** Units across a drawing in `stretched` coordinates; up and down it has pixels. */
export const ACROSS = 1000

/** Share of the width that stays free at both ends, so that marks at the ends lie within. */
const FREE = 0.04

/** Position of a share of the axis within the width, 0 to 1, with room for marks at both ends. */
export const inset = (share: number): number => FREE + (1 - 2 * FREE) * share

/** A position across, 0 to 1, as SVG has it. */
export const percent = (share: number): string => `${Number((100 * share).toFixed(2))}%`

/** A number of pixels or units with two decimals at most. */
export const pixels = (x: number): string => String(Number(x.toFixed(2)) + 0)

/** What is said of a mark where the pointer rests on it. */
export const told = (text: string): string => (text === '' ? '' : `<title>${escapeHtml(text)}</title>`)

/** A mark in pixels about a point whose position across is a share of the width: it keeps its form at any width. */
export const markAt = (share: number, y: number, mark: string, name = '', kind = ''): string =>
  `<svg x="${percent(share)}" y="${pixels(y)}" overflow="visible"><g class="${kind}">${told(name)}${mark}</g></svg>`

/** Paths whose x run from 0 to `ACROSS` and whose y are pixels, stretched to the width while their strokes are not. */
export const stretched = (height: number, paths: string): string =>
  `<svg width="100%" height="${pixels(height)}" viewBox="0 0 ${ACROSS} ${pixels(height)}" preserveAspectRatio="none">${paths}</svg>`

/** A path for `stretched`. */
export const path = (kind: string, d: string, more = ''): string =>
  `<path class="${kind}" d="${d}" vector-effect="non-scaling-stroke"${more}/>`

/** Corners for a path in `stretched` coordinates: shares across, pixels down. */
export const corners = (points: readonly (readonly [share: number, y: number])[]): string =>
  points.map(([share, y], i) => `${i === 0 ? 'M' : 'L'}${pixels(share * ACROSS)} ${pixels(y)}`).join('')

/** A line from one position to another, both shares across. */
export const line = (from: number, to: number, y1: number, y2: number, kind: string): string =>
  `<line class="${kind}" x1="${percent(from)}" x2="${percent(to)}" y1="${pixels(y1)}" y2="${pixels(y2)}"/>`

/** A bar between two positions across. */
export const bar = (from: number, to: number, y: number, height: number, kind: string, name = ''): string =>
  `<rect class="${kind}" x="${percent(Math.min(from, to))}" width="${percent(Math.abs(to - from))}" y="${pixels(y)}" height="${pixels(height)}">${told(name)}</rect>`

/** A text at a position across; `anchor` says which of its ends stands there. */
export const text = (
  share: number,
  y: number,
  words: string,
  kind: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  shift = 0,
): string =>
  `<text class="${kind}" x="${percent(share)}" y="${pixels(y)}" text-anchor="${anchor}"${shift === 0 ? '' : ` dx="${pixels(shift)}"`}>${escapeHtml(words)}</text>`
