import { parquetReadObjects } from 'hyparquet'
import { ByteWriter, type ColumnSource, parquetWrite } from 'hyparquet-writer'
import type { RunRow, StudyPlan, StudyPoint } from '../plan/study-plan.ts'
import { OWN_COLUMNS, partColumns } from './part-columns.ts'

/** What the columns mean, for whoever opens a part without perplab. */
const meaning = (plan: StudyPlan): string => {
  const { format, version, name, kind } = plan
  const measured = partColumns(plan).filter(({ nullable }) => nullable)
  const units = Object.fromEntries(measured.map((column) => [column.name, column.unit]))
  return JSON.stringify({ format, version, study: name, kind, units })
}

/**
 * A part of a store as a Parquet file: a row a run. The same rows give the same bytes.
 *
 * @param points - by position in the study
 */
export const encodePart = (
  plan: StudyPlan,
  rows: readonly RunRow[],
  points: ReadonlyMap<number, StudyPoint>,
): Uint8Array => {
  const writer = new ByteWriter()
  parquetWrite({
    writer,
    createdBy: 'perplab',
    kvMetadata: [{ key: 'perplab', value: meaning(plan) }],
    columnData: partColumns(plan).map(
      ({ name, type, nullable, of }): ColumnSource => ({
        name,
        type,
        nullable,
        data: rows.map((row) => of(row, points.get(row.point) as StudyPoint)),
      }),
    ),
  })
  return new Uint8Array(writer.getBuffer())
}

/**
 * Rows of a part; what was not asked for is left out.
 *
 * @param asked - names of figure columns; all when left out
 * @param details - what runs keep besides figures is read too
 */
export const decodePart = async (
  plan: Pick<StudyPlan, 'figures'>,
  bytes: Uint8Array,
  asked: readonly string[] = plan.figures.map(({ name }) => name),
  details = true,
): Promise<readonly RunRow[]> => {
  const wanted = plan.figures.filter(({ name }) => asked.includes(name)).map(({ name }) => name)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const rows = await parquetReadObjects({
    file,
    columns: [...OWN_COLUMNS.filter((name) => details || name !== 'detail'), ...wanted],
  })
  return rows.map((row) => ({
    point: Number(row['point']),
    arm: String(row['arm']),
    seed: Number(row['seed']),
    digest: String(row['digest']),
    blocks: Number(row['blocks']),
    figures: plan.figures.map(({ name }) => (row[name] == null ? undefined : Number(row[name]))),
    detail: String(row['detail'] ?? ''),
  }))
}
