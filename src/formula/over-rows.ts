import type { RowsTerm } from './compile-formula.ts'

/** Figures of samples by name, one entry a sample in each; `undefined` where a sample does not have the figure. */
export interface Rows {
  readonly count: number
  readonly columns: ReadonlyMap<string, readonly (number | undefined)[]>
}

/** What a function over rows comes to, or of how many rows it would have to be told. */
export type OverRows =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'too-few'; readonly rows: number }

/**
 * The value of a function over rows. Rows that lack a figure which its argument names are left out,
 * and so are those where the argument is no number (0 / 0).
 *
 * @param symbols - the row symbols that the formula was compiled with, in their order
 */
export const overRows = (
  { aggregate, symbols: named, ofRow }: RowsTerm,
  symbols: readonly string[],
  rows: Rows,
): OverRows => {
  const used = named.map((name) => ({ place: symbols.indexOf(name), column: rows.columns.get(name) ?? [] }))
  const row = new Float64Array(symbols.length)
  const found: number[] = []
  for (let i = 0; i < rows.count; i++) {
    if (used.some(({ column }) => column[i] === undefined)) continue
    for (const { place, column } of used) row[place] = column[i] as number
    const x = ofRow(row)
    if (!Number.isNaN(x)) found.push(x)
  }
  if (found.length < aggregate.least) return { kind: 'too-few', rows: found.length }
  return { kind: 'value', value: aggregate.apply(Float64Array.from(found).sort()) }
}
