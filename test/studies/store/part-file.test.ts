import { parquetMetadata } from 'hyparquet'
import { describe, expect, test } from 'vitest'
import type { RunRow, StudyPlan, StudyPoint } from '../../../src/studies/plan/study-plan.ts'
import { partColumns } from '../../../src/studies/store/part-columns.ts'
import { decodePart, encodePart } from '../../../src/studies/store/part-file.ts'
import { smallPlan, smallPoint, smallRow } from '../small-plan.ts'

const PLAN = smallPlan()
const LARGEST = Number.MAX_SAFE_INTEGER

const runs = [0, 1, 2].flatMap((point) =>
  ['amm', 'book'].flatMap((arm) => [7, LARGEST - 1, LARGEST].map((seed) => ({ point, arm, seed }))),
)
const pointsOf = (rows: readonly RunRow[], of = smallPoint): ReadonlyMap<number, StudyPoint> =>
  new Map(rows.map(({ point }) => [point, of(point)]))
const bytesOf = (rows: readonly RunRow[], plan: StudyPlan = PLAN): Uint8Array => encodePart(plan, rows, pointsOf(rows))

const ROWS: readonly RunRow[] = runs.map((run, i) => ({
  ...smallRow(run),
  figures: [i === 0 ? undefined : i * 1e-7, i % 2 === 0 ? -123_456_789.000001 : Number.MAX_VALUE, undefined],
  detail: i === 3 ? '{"text":"ä, \\"quoted\\"\\n"}' : '',
}))

describe('a part', () => {
  test('reads back as the rows that it was made of, to the last bit', async () => {
    expect(await decodePart(PLAN, bytesOf(ROWS))).toEqual(ROWS)
  })

  test('gives the figures that are asked for, whatever their names hold', async () => {
    const rows = await decodePart(PLAN, bytesOf(ROWS), ['fund.end'])
    expect(rows.map(({ figures }) => figures)).toEqual(ROWS.map(({ figures }) => [undefined, figures[1], undefined]))
    const none = await decodePart(PLAN, bytesOf(ROWS), [])
    expect(none.map(({ seed, digest }) => [seed, digest])).toEqual(ROWS.map(({ seed, digest }) => [seed, digest]))
  })

  test('has the same bytes for the same rows, and other bytes for others', () => {
    expect(bytesOf(structuredClone(ROWS))).toEqual(bytesOf(ROWS))
    const one = ROWS.map((row, i) => (i === 4 ? { ...row, figures: [row.figures[0], 1, undefined] } : row))
    expect(bytesOf(one)).not.toEqual(bytesOf(ROWS))
  })

  test('has columns of one type in every part, also where a part has no value of a figure or label', () => {
    const schemaOf = (rows: readonly RunRow[]) => parquetMetadata(bytesOf(rows).buffer as ArrayBuffer).schema.slice(1)
    const [mixed, empty] = [ROWS, ROWS.slice(0, 1)].map(schemaOf)
    const shape = ({ name, type, repetition_type }: (typeof mixed)[number]) => [name, type, repetition_type]
    expect(empty.map(shape)).toEqual(mixed.map(shape))
    expect(mixed.map(({ name }) => name)).toEqual(partColumns(PLAN).map(({ name }) => name))
  })

  test('says what its columns mean', () => {
    const { key_value_metadata: metadata } = parquetMetadata(bytesOf(ROWS).buffer as ArrayBuffer)
    const said = JSON.parse(metadata?.find(({ key }) => key === 'perplab')?.value ?? '')
    expect(said).toMatchObject({
      format: 1,
      version: '1.2.3',
      study: 'small',
      units: { 'margin.tiers.0.maintenance': '%', deficit: 'quote' },
    })
  })

  test('keeps labels whose names others have already under a longer one, with their own units', async () => {
    const plan = smallPlan({
      labels: [
        { name: 'seed', kind: 'number', unit: 's' },
        { name: 'deficit', kind: 'number', unit: '%' },
      ],
    })
    expect(partColumns(plan).map(({ name, unit }) => [name, unit])).toEqual(
      expect.arrayContaining([
        ['seed', ''],
        ['parameter.seed', 's'],
        ['parameter.deficit', '%'],
        ['deficit', 'quote'],
      ]),
    )
    const rows = ROWS.slice(3, 6)
    const bytes = encodePart(
      plan,
      rows,
      pointsOf(rows, () => ({ labels: [11, 12], changes: [] })),
    )
    expect(await decodePart(plan, bytes)).toEqual(rows)
  })

  test('that is cut off cannot be read', async () => {
    const bytes = bytesOf(ROWS)
    for (const length of [0, 10, Math.floor(bytes.length / 2), bytes.length - 1])
      await expect(decodePart(PLAN, bytes.slice(0, length))).rejects.toThrow()
  })
})
