import { join } from 'node:path'
import { counted } from '../report/arm-words.ts'
import { storeColumns } from '../report/study/study-evidence.ts'
import { bold, type Terminal, terminalTable } from '../report/terminal-table.ts'
import { InputError } from '../studies/input-error.ts'
import { labelColumnName, partColumns } from '../studies/store/part-columns.ts'
import { readStore, type StudyStore } from '../studies/store/study-store.ts'
import { DONE } from './exit-codes.ts'
import type { ResultsOptions } from './options.ts'
import { print } from './output.ts'
import { type Answer, askStore } from './query-store.ts'
import { terminal } from './terminal.ts'

/** What a store holds, for reading. */
interface Contents {
  readonly runs: number
  readonly points: number
  readonly parts: number
}

const SQL_TYPES = { INT32: 'INTEGER', INT64: 'BIGINT', DOUBLE: 'DOUBLE', STRING: 'VARCHAR' } as const

const contentsOf = async (store: StudyStore): Promise<Contents> => {
  const points = new Set<number>()
  let runs = 0
  for (const part of store.parts())
    for (const { point } of await store.read(part, [])) {
      runs += 1
      points.add(point)
    }
  return { runs, points: points.size, parts: store.parts().length }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Queries that show what can be asked. */
const suggestions = ({ plan }: StudyStore): readonly string[] => {
  const figure = quoted(plan.figures[0].name)
  const labels = plan.labels.map(({ name }) => quoted(labelColumnName(plan, name)))
  const [first, second] = plan.arms
  const by = [...labels, 'arm'].join(', ')
  return [
    `select ${by}, avg(${figure}), count(*) as runs from runs group by all order by all`,
    `select ${by}, max(${figure}) as worst from runs group by all order by worst desc limit 10`,
    ...(second === undefined
      ? []
      : [
          `select a.point, avg(b.${figure} - a.${figure}) as difference from runs a join runs b using (point, seed) ` +
            `where a.arm = '${first}' and b.arm = '${second}' group by all order by all`,
        ]),
  ]
}

/** How other programs open the files. */
export const openedElsewhere = (folder: string): readonly string[] => {
  const parts = join(folder, 'parts')
  return [
    `duckdb -c "from '${parts}/*.parquet'"`,
    `pandas  pd.read_parquet('${parts}')`,
    `Polars  pl.read_parquet('${parts}/*.parquet')`,
  ]
}

const widthsOf = (rows: readonly (readonly string[])[], { width }: Terminal): readonly number[] =>
  (rows[0] ?? []).map((_, i) => Math.min(width, Math.max(1, ...rows.map((row) => row[i].length))))

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const shown = terminal()
  return terminalTable({ head, rows, widths: widthsOf([head, ...rows], shown) }, shown)
}

const describe = async (store: StudyStore, folder: string, json: boolean): Promise<string> => {
  const { plan } = store
  const contents = await contentsOf(store)
  const types = partColumns(plan).map(({ type }) => SQL_TYPES[type])
  const columns = storeColumns(plan).map(([name, unit, meaning], i) => ({ name, type: types[i], unit, meaning }))
  const queries = suggestions(store)
  const { kind, name, version, arms } = plan
  if (json)
    return JSON.stringify({ study: kind, scenario: name, version, arms, ...contents, columns, queries }, undefined, 2)
  return [
    `${kind} of ${name}: ${counted(contents.runs, 'run')} of ${counted(contents.points, 'point')} in ${counted(contents.parts, 'part')}`,
    '',
    tableOf(
      ['column', 'type', 'unit'],
      columns.map((column) => [column.name, column.type, column.unit]),
    ),
    '',
    bold('queries, for --sql', terminal()),
    ...queries.map((query) => `  ${query}`),
    bold('elsewhere', terminal()),
    ...openedElsewhere(folder).map((line) => `  ${line}`),
  ].join('\n')
}

/** Integers as they are, however large: JSON of JavaScript knows none beyond 2^53. */
const answerJson = ({ columns, rows }: Answer): string => {
  const mark = '\u0000'
  const named = rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])))
  const text = JSON.stringify({ columns, rows: named }, (_, x) => (typeof x === 'bigint' ? `${mark}${x}` : x), 2)
  return text.replaceAll(/"\\u0000(-?\d+)"/g, '$1')
}

const cellText = (x: unknown): string => {
  if (x === null || x === undefined) return ''
  if (typeof x !== 'object') return String(x)
  return JSON.stringify(x, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner))
}

/** `perplab results`: what a store holds, or the answer to a query of it. @returns the exit code */
export const resultsCommand = async (folder: string, options: ResultsOptions): Promise<number> => {
  const store = readStore(folder)
  const json = options.json === true
  if (store.parts().length === 0) throw new InputError(`${folder}: no run was finished: there is nothing to show`)
  if (options.sql === undefined) print(await describe(store, folder, json))
  else {
    const answer = await askStore(store, options.sql, openedElsewhere(folder))
    const { columns, rows } = answer
    if (json) print(answerJson(answer))
    else
      print(
        tableOf(
          columns.map(({ name }) => name),
          rows.map((row) => row.map(cellText)),
        ),
      )
  }
  return DONE
}
