import { InputError } from '../studies/input-error.ts'
import type { StudyStore } from '../studies/store/study-store.ts'

/** What a query came to. */
export interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Values as DuckDB has them; integers of 64 bits or more as BigInt. */
  readonly rows: readonly (readonly unknown[])[]
}

/** DuckDB, where it is installed. @throws InputError that says how to install it, or to do without */
const duckdb = async (elsewhere: readonly string[]) => {
  try {
    return await import('@duckdb/node-api')
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND'
    const why = absent ? 'is not installed' : `cannot be loaded (${(error as Error).message})`
    throw new InputError(
      [
        `--sql needs DuckDB, which ${why}: npm install @duckdb/node-api`,
        'or open the files elsewhere:',
        ...elsewhere,
      ].join('\n  '),
    )
  }
}

/** Asks the runs of a store, as the view `runs`. @throws InputError with what DuckDB says of a query that it cannot answer */
export const askStore = async (store: StudyStore, sql: string, elsewhere: readonly string[]): Promise<Answer> => {
  if (sql.trim() === '') throw new InputError('--sql: is empty: write a query such as select count(*) from runs')
  const { DuckDBInstance } = await duckdb(elsewhere)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const files = store.parts().map((part) => `'${store.fileOf(part).replaceAll("'", "''")}'`)
  try {
    await connection.run(`create view runs as select * from read_parquet([${files.join(', ')}])`)
    const reader = await connection.runAndReadAll(sql)
    const types = reader.columnTypes().map(String)
    return {
      columns: reader.deduplicatedColumnNames().map((name, i) => ({ name, type: types[i] })),
      rows: reader.getRowsJS(),
    }
  } catch (error) {
    throw new InputError(`--sql: ${(error as Error).message}`)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
