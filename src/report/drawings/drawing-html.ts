import type { ChartTable } from '../chart.ts'
import { escapeHtml, htmlTable, scrolling } from '../html.ts'

/** An entry of a legend: a mark as it is drawn, and what it stands for. */
export interface LegendEntry {
  readonly name: string
  /** SVG of a 30 by 14 pixel box. */
  readonly swatch: string
  /** Class that gives its colour. */
  readonly kind: string
}

/** A static drawing with all that is said about it. */
export interface Drawing {
  /** Letters and hyphens: once in a page. */
  readonly id: string
  readonly title: string
  /** Sentences: how to read it and what it says, for those who do not see it too. */
  readonly reading: string
  readonly legend: readonly LegendEntry[]
  /** Names of the axes with their units; they stand above and below the drawing. */
  readonly yName?: string
  readonly xName?: string
  /** The SVG; empty where there is nothing to draw. */
  readonly picture: string
  /** Pixels below which the drawing scrolls sideways rather than shrink. */
  readonly leastWidth?: number
  readonly table: ChartTable
  /** Across both columns of a page. */
  readonly full?: boolean
}

const entry = ({ name, swatch, kind }: LegendEntry): string =>
  `<span><svg class="${kind}" width="30" height="14" viewBox="-15 -7 30 14" aria-hidden="true">${swatch}</svg>${escapeHtml(name)}</span>`

/** Pixels that a drawing can count on in a telephone's width. */
const NARROWEST = 320

const plot = ({ id, title, picture, leastWidth = 0 }: Drawing): string => {
  const least = leastWidth > NARROWEST ? ` style="min-width:${Math.ceil(leastWidth)}px"` : ''
  const image = `<div class="plot" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-reading"${least}>${picture}</div>`
  return least === '' ? image : scrolling(`Drawing: ${title}`, image)
}

/** A drawing with its heading, legend, names of axes, how to read it, and its data as a table; it needs no script. */
export const drawingHtml = (drawing: Drawing): string => {
  const { id, title, reading, legend, yName, xName, picture, table, full } = drawing
  const head = `<h3 id="${id}-title">${escapeHtml(title)}</h3>`
  const words = `<p class="reading" id="${id}-reading">${escapeHtml(reading)}</p>`
  if (picture === '') {
    return `<section class="chart drawn nothing" aria-labelledby="${id}-title">${head}${words}</section>`
  }
  return [
    `<section class="chart drawn${full ? ' full' : ''}" aria-labelledby="${id}-title">`,
    head,
    ...(legend.length === 0 ? [] : [`<div class="legend" aria-hidden="true">${legend.map(entry).join('')}</div>`]),
    ...(yName === undefined ? [] : [`<p class="axis">${escapeHtml(yName)}</p>`]),
    plot(drawing),
    ...(xName === undefined ? [] : [`<p class="axis x">${escapeHtml(xName)}</p>`]),
    words,
    `<details><summary>Data of this drawing</summary>${scrolling(`Data: ${title}`, htmlTable(table))}</details>`,
    '</section>',
  ].join('\n')
}
