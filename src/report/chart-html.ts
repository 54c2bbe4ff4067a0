import type { Chart, ChartLine } from './chart.ts'
import { escapeHtml, htmlTable, scrolling } from './html.ts'

const DASHES: Readonly<Record<ChartLine['dash'], string>> = { solid: '', dashed: '6 4', dotted: '2 3' }

const symbolShape = (symbol: ChartLine['symbol']): string => {
  if (symbol === 'circle') return '<circle cx="15" cy="6" r="3.5"/>'
  if (symbol === 'triangle') return '<path d="M15 2l4 7h-8z"/>'
  if (symbol === 'rect') return '<rect x="12" y="3" width="6" height="6"/>'
  if (symbol === 'diamond') return '<path d="M15 1.5l4 4.5-4 4.5-4-4.5z"/>'
  return ''
}

/** Class that gives an arm's colour, or that of what is common to all. */
export const colourClass = (arm: number): string => (arm < 0 ? 'shared' : `arm${arm % 6}`)

const legendEntry = ({ name, arm, dash, width, symbol }: ChartLine): string => {
  const line = `<line x1="0" y1="6" x2="30" y2="6" stroke-width="${width}" stroke-dasharray="${DASHES[dash]}"/>`
  const swatch = `<svg class="${colourClass(arm)}" width="30" height="12" aria-hidden="true">${line}${symbolShape(symbol)}</svg>`
  return `<button type="button" aria-pressed="true" data-line="${escapeHtml(name)}">${swatch}${escapeHtml(name)}</button>`
}

/** A chart with its heading, legend, how to read it, and its data as a table; the drawing itself is the page script's. */
export const chartHtml = ({ id, title, reading, x, y, lines, table }: Chart): string => {
  const head = `<h3 id="${id}-title">${escapeHtml(title)}</h3>`
  const text = `<p class="reading" id="${id}-reading">${escapeHtml(reading)}</p>`
  if (lines.length === 0) return `<section class="chart nothing" aria-labelledby="${id}-title">${head}${text}</section>`
  return [
    `<section class="chart" aria-labelledby="${id}-title">`,
    head,
    `<div class="legend" role="group" aria-label="Lines shown">${lines.map(legendEntry).join('')}</div>`,
    `<p class="axis">${escapeHtml(y.name)}</p>`,
    `<div class="drawing" id="${id}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-reading"></div>`,
    `<p class="axis x">${escapeHtml(x.name)}</p>`,
    text,
    `<details><summary>Data of this chart</summary>${scrolling(`Data: ${title}`, htmlTable(table))}</details>`,
    '</section>',
  ].join('\n')
}
