/** Text that stands in a Markdown table or sentence as it is. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, '\\$&')

/** A list of sentences. */
export const markdownList = (items: readonly string[]): string =>
  items.map((item) => `- ${escapeMarkdown(item)}`).join('\n')

/** One line of a table, from cells that are Markdown already. */
export const markdownRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** A table whose first columns are words and the others numbers. @param words - how many columns are words */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[], words: number): string =>
  [
    markdownRow(head),
    markdownRow(head.map((_, i) => (i < words ? '---' : '---:'))),
    ...rows.map((cells) => markdownRow(cells)),
  ].join('\n')
