import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderBytes } from './folder-bytes.ts'
import { buildPerplab, perplab, temporaryFolder } from './perplab.ts'

const TINY = join(import.meta.dirname, 'tiny.yaml')
const SWEEP = [
  'sweep',
  TINY,
  '--vary',
  'margin.maintenance=1%..5%:5',
  '--vary',
  'insurance.deposit=0..1_000:3',
] as const
const SEEDS = ['--seeds', '4', '--workers', '1', '--quiet'] as const

const folder = temporaryFolder()
const inFolder = (name: string): string => join(folder.path, name)
const run = (...words: readonly string[]) => perplab(folder.path, words)

beforeAll(async () => {
  buildPerplab()
  expect((await run(...SWEEP, ...SEEDS, '--out', 'whole')).code).toBe(0)
})
afterAll(folder.remove)

const hasDuckdb = ((): boolean => {
  try {
    createRequire(import.meta.url).resolve('@duckdb/node-api')
    return true
  } catch {
    return false
  }
})()

describe('merge', () => {
  test('puts three shards together to the bytes of one machine, and says what is missing before', async () => {
    for (const shard of ['1', '2', '3']) {
      expect((await run(...SWEEP, ...SEEDS, '--shard', `${shard}/3`, '--out', `shard-${shard}`)).code).toBe(0)
      expect(JSON.parse(readFileSync(inFolder(`shard-${shard}/cut-short.json`), 'utf8'))).toEqual({
        because: 'shard',
        detail: `${shard}/3`,
      })
      expect(existsSync(inFolder(`shard-${shard}/report.html`))).toBe(false)
    }
    const names = ['1', '2', '3'].flatMap((shard) => readdirSync(inFolder(`shard-${shard}/parts`)))
    expect(names.sort()).toEqual(readdirSync(inFolder('whole/parts')).sort())
    const two = await run('merge', 'merged', 'shard-1', 'shard-3')
    expect(two.code).toBe(1)
    expect(two.err).toMatch(/\d+ of 64 runs are missing \(merged: 1\/3 and 3\/3\)/)
    expect(existsSync(inFolder('merged/report.html'))).toBe(false)
    const three = await run('merge', 'merged', 'shard-2', '--json', '--quiet')
    expect(three).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(three.out).plan.kind).toBe('sweep')
    expect(folderBytes(inFolder('merged'))).toEqual(folderBytes(inFolder('whole')))
  })

  test('refuses stores of other plans, damaged parts and folders that hold none, and writes nothing', async () => {
    expect((await run(...SWEEP, '--seeds', '1', '--quiet', '--out', 'other')).code).toBe(0)
    cpSync(inFolder('shard-1'), inFolder('damaged'), { recursive: true })
    const [part] = readdirSync(inFolder('damaged/parts'))
    const path = inFolder(`damaged/parts/${part}`)
    writeFileSync(path, readFileSync(path).subarray(0, 500))
    const before = folderBytes(inFolder('merged'))
    for (const [into, from, message] of [
      ['merged', 'other', 'other: is of another plan than merged'],
      ['merged', 'damaged', `damaged: part ${part.replace('.parquet', '')} differs from the one in merged`],
      ['merged', 'absent', 'absent: is no study'],
      ['new', 'damaged', `${part}: cannot be read`],
    ]) {
      const ended = await run('merge', into, from)
      expect(ended).toMatchObject({ code: 2, out: '' })
      expect(ended.err).toContain(message)
    }
    expect(folderBytes(inFolder('merged'))).toEqual(before)
    expect(existsSync(inFolder('new'))).toBe(false)
  })
})

describe('report', () => {
  test('writes the same reports again from the store alone', async () => {
    const before = folderBytes(inFolder('whole'))
    for (const file of ['report.html', 'summary.md']) rmSync(inFolder(`whole/${file}`))
    const ended = await run('report', 'whole')
    expect(ended.code).toBe(0)
    expect(ended.err).toContain('64 runs; written: ')
    expect(folderBytes(inFolder('whole'))).toEqual(before)
  })
})

describe('results', () => {
  test('says what is in the store, column by column', async () => {
    const ended = await run('results', 'whole', '--json')
    expect(ended.code).toBe(0)
    const told = JSON.parse(ended.out)
    expect(told).toMatchObject({ study: 'sweep', scenario: 'tiny', runs: 64, points: 16 })
    expect(told.columns).toContainEqual(
      expect.objectContaining({ name: 'margin.tiers.0.maintenance', type: 'DOUBLE', unit: '%' }),
    )
    expect(told.columns).toContainEqual(expect.objectContaining({ name: 'seed', type: 'BIGINT' }))
    const table = await run('results', 'whole')
    expect(table.out).toContain('64 runs of 16 points')
    for (const query of told.queries) expect(table.out).toContain(query)
  })

  test('says how to install DuckDB, or do without, where it is missing', async () => {
    const hook = `export const resolve = (name, context, next) => {
      if (name.startsWith('@duckdb/')) throw Object.assign(new Error('missing'), { code: 'ERR_MODULE_NOT_FOUND' })
      return next(name, context)
    }`
    const url = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`
    const register = `import { register } from 'node:module'; register(${JSON.stringify(url(hook))})`
    const words = ['results', 'whole', '--sql', 'select 1']
    const ended = await perplab(folder.path, words, undefined, ['--import', url(register)])
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain('npm install @duckdb/node-api')
    expect(ended.err).toContain("pd.read_parquet('whole/parts')")
  })

  // An optional package: where it is not installed these are skipped, but not in CI.
  describe.skipIf(!hasDuckdb && process.env.CI !== 'true')('with DuckDB', () => {
    const ask = async (sql: string) => {
      const ended = await run('results', 'whole', '--json', '--sql', sql)
      expect(ended.err).toBe('')
      return JSON.parse(ended.out)
    }

    test('answers queries over all parts, whose columns have the types that it says', async () => {
      const { columns, queries } = JSON.parse((await run('results', 'whole', '--json')).out)
      const described = await ask('describe runs')
      const types = described.rows.map((row: Record<string, string>) => [row.column_name, row.column_type])
      expect(types).toEqual(columns.map(({ name, type }: Record<string, string>) => [name, type]))
      const { rows } = await ask(
        'select count(*) as n, count(distinct point) as points, min(seed) as first, sum(seed)::hugeint * 1000000000000 as large from runs',
      )
      expect(rows).toEqual([{ n: 64, points: 16, first: 7, large: 544_000_000_000_000 }])
      const text = (await run('results', 'whole', '--json', '--sql', 'select 9007199254740993 as n')).out
      expect(text).toContain('"n": 9007199254740993')
      for (const query of queries) expect((await ask(query)).rows.length).toBeGreaterThan(0)
    })

    test('prints a table, with nothing where there is nothing', async () => {
      const ended = await run('results', 'whole', '--sql', "select 'a' as word, null as none, 12 as n")
      expect(ended.out).toBe('word none  n\n---- ---- --\na         12\n')
    })

    test('refuses what is no query, and leaves the store as it was', async () => {
      const before = folderBytes(inFolder('whole'))
      for (const sql of ['selec 1', 'select defict from runs', '']) {
        const ended = await run('results', 'whole', '--sql', sql)
        expect(ended).toMatchObject({ code: 2, out: '' })
        expect(ended.err).toContain('--sql: ')
      }
      expect(folderBytes(inFolder('whole'))).toEqual(before)
    })
  })
})
