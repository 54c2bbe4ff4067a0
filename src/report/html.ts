import type { ChartTable } from './chart.ts'

/** Text as HTML shows it, in elements and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** A text as a paragraph. */
export const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`

/** Texts as a list. @param name - its class */
export const bulletList = (items: readonly string[], name: string): string =>
  `<ul class="${name}">${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`

/** JSON that can stand in a `<script>`: no `<` can end it, no line separator can break it. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

/** An accessible table: a caption, heads of columns, and the first cell of each row as its head. */
export const htmlTable = ({ caption, head, rows }: ChartTable): string =>
  [
    `<table><caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(
      ([first, ...cells]) =>
        `<tr><th scope="row">${escapeHtml(first)}</th>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
    ),
    '</tbody></table>',
  ].join('\n')

/** A region that scrolls sideways by touch and by keyboard. */
export const scrolling = (label: string, content: string): string =>
  `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(label)}">${content}</div>`
