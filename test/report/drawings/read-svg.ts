/** Numbers of a page's drawings, read back from its text. */
export interface ReadDrawing {
  /** Every position across, per cent of the width. */
  readonly across: readonly number[]
  /** Every position down, pixels. */
  readonly down: readonly number[]
  /** Height of the field, pixels. */
  readonly height: number
}

const numbers = (text: string, pattern: RegExp): readonly number[] =>
  [...text.matchAll(pattern)].map(([, x]) => Number(x))

/** The field of a drawing: where its marks and lines stand. Marks in pixels about a point are their point. */
export const readDrawing = (html: string): ReadDrawing => {
  const field = /<svg class="field"[^>]*height="([\d.]+)">(.*)<\/svg><\/div>/s.exec(html)
  if (field === null) return { across: [], down: [], height: 0 }
  const content = field[2]
  const bars = [...content.matchAll(/x="(-?[\d.]+)%" width="(-?[\d.]+)%"/g)].map(
    ([, x, width]) => Number(x) + Number(width),
  )
  const paths = [...content.matchAll(/ d="([^"]*)" vector-effect/g)].map(([, d]) => d)
  const pairs = paths.flatMap((d) =>
    [...d.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x) / 10, Number(y)]),
  )
  return {
    across: [
      ...numbers(content, / (?:x|x1|x2|cx|width)="(-?[\d.]+)%"/g),
      ...bars,
      ...pairs.map(([x]) => x),
      ...paths.flatMap((d) => numbers(d, /H(-?[\d.]+)/g)).map((x) => x / 10),
    ],
    down: [
      ...numbers(content, /<(?:line|text|svg)[^>]* (?:y|y1|y2)="(-?[\d.]+)"/g),
      ...pairs.map(([, y]) => y),
      ...paths.flatMap((d) => numbers(d, /V(-?[\d.]+)/g)),
    ],
    height: Number(field[1]),
  }
}

/** Text of a drawing's data table, or of the table itself, as a reader sees it. */
export const tableText = (html: string): string =>
  [...html.matchAll(/<table.*?<\/table>/gs)]
    .map(([table]) => table.replaceAll(/<[^>]*>/g, ' '))
    .join(' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

const VOID = new Set(['meta', 'link', 'input', 'br'])

/** The first place where elements do not nest, in words; empty where all do. */
export const nestingFault = (html: string): string => {
  const open: string[] = []
  for (const [tag, end, name, , own] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<]*")?)*)\s*(\/?)>/g,
  )) {
    if (VOID.has(name) || own === '/') continue
    if (end === '') open.push(name)
    else if (open.pop() !== name) return `${tag} after ${open.join(' ')}`
  }
  const stray = html.replaceAll(/<\/?[a-z][^<>]*>|<!doctype html>/g, '').match(/[<>]/)
  return open.length > 0 ? `open: ${open.join(' ')}` : stray === null ? '' : 'a stray bracket'
}
