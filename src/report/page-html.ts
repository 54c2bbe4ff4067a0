import type { Chart } from './chart.ts'
import { escapeHtml, scriptJson } from './html.ts'
import { reportScript } from './report-script.ts'
import { reportStyle } from './report-style.ts'

/** A part of a page with a heading and an entry in the list of sections. */
export interface PageSection {
  /** Letters and hyphens: the id of its heading, once in a page. */
  readonly id: string
  readonly title: string
  /** Its name in the list of sections, at most a few words. */
  readonly short: string
  /** Pieces of HTML, in their order. */
  readonly content: readonly string[]
}

/** Charts that the page's script draws, and what it draws them with. */
export interface PageCharts {
  readonly charts: readonly Chart[]
  /** Source of the chart library, from `chartLibrary()`. */
  readonly library: string
}

/** A report page without its shell. */
export interface Page {
  /** Text, as are `short` and the titles of sections; what is called HTML here is taken as it is. */
  readonly title: string
  /** HTML of the heading with what stands above all sections. */
  readonly header: string
  /** Text of the link that skips to the first section, for the keyboard. */
  readonly skip: string
  readonly sections: readonly PageSection[]
  /** HTML of the last lines. */
  readonly footer: string
  /** Style rules beside the report's own. */
  readonly style?: string
  /** Left out by a page whose drawings are all static: it then holds no script, and its policy allows none. */
  readonly drawn?: PageCharts
}

const sectionHtml = ({ id, title, content }: PageSection): string =>
  [`<section aria-labelledby="${id}">`, `<h2 id="${id}">${escapeHtml(title)}</h2>`, ...content, '</section>'].join('\n')

const policy = (drawn: PageCharts | undefined): string =>
  `default-src 'none'; ${drawn === undefined ? '' : "script-src 'unsafe-inline'; "}style-src 'unsafe-inline'; img-src data:`

const scripts = ({ charts, library }: PageCharts): readonly string[] => [
  `<script type="application/json" id="chart-data">${scriptJson(
    charts.filter(({ lines }) => lines.length > 0).map(({ id, x, y, lines }) => ({ id, x, y, lines })),
  )}</script>`,
  `<script>${library}</script>`,
  `<script>${reportScript}</script>`,
]

/**
 * A report as one HTML file that opens from disk and may load nothing: the report's style, a list of sections, the
 * sections, and the script of its charts where it has any. The same page gives the same bytes.
 */
export const pageHtml = ({ title, header, skip, sections, footer, style = '', drawn }: Page): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(drawn)}">`,
    '<meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="data:,">',
    `<title>${escapeHtml(title)} - perplab</title>`,
    `<style>${reportStyle}${style}</style>`,
    '</head>',
    '<body>',
    `<a class="skip" href="#${sections[0]?.id ?? ''}">${escapeHtml(skip)}</a>`,
    header,
    `<nav aria-label="Sections"><ul>${sections.map(({ id, short }) => `<li><a href="#${id}">${escapeHtml(short)}</a></li>`).join('')}</ul></nav>`,
    '<main>',
    ...sections.map(sectionHtml),
    '</main>',
    `<footer><p>${footer}</p></footer>`,
    ...(drawn === undefined ? [] : scripts(drawn)),
    '</body>',
    '</html>',
    '',
  ].join('\n')
