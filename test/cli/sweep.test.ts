import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderBytes, folderTimes } from './folder-bytes.ts'
import { buildPerplab, perplab, temporaryFolder } from './perplab.ts'

const TINY = join(import.meta.dirname, 'tiny.yaml')
const VARY = ['--vary', 'margin.maintenance=1%..5%:3', '--vary', 'insurance.deposit=0..1_000:3'] as const
const SWEEP = ['sweep', TINY, ...VARY, '--seeds', '8', '--quiet'] as const

const folder = temporaryFolder()
const inFolder = (name: string): string => join(folder.path, name)
const run = (...words: readonly string[]) => perplab(folder.path, words)

beforeAll(async () => {
  buildPerplab()
  const whole = await run(...SWEEP, '--workers', '2', '--out', 'whole', '--json')
  expect(whole).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(whole.out)).toMatchObject({ plan: { kind: 'sweep', seeds: 8 } })
})
afterAll(folder.remove)

const partsOf = (name: string): readonly string[] => readdirSync(inFolder(`${name}/parts`))

describe('sweep', () => {
  test('leaves plan, parts and reports, the same bytes with any number of threads', async () => {
    const whole = folderBytes(inFolder('whole'))
    expect(Object.keys(whole).filter((name) => !name.startsWith('parts'))).toEqual([
      'plan.json',
      'report.html',
      'summary.md',
    ])
    expect(partsOf('whole').length).toBeGreaterThan(5)
    for (const workers of ['0', '1']) {
      expect((await run(...SWEEP, '--workers', workers, '--out', `w${workers}`)).code).toBe(0)
      expect(folderBytes(inFolder(`w${workers}`))).toEqual(whole)
    }
  })

  test('runs nothing again that is finished', async () => {
    const before = folderTimes(inFolder('whole/parts'))
    expect((await run(...SWEEP, '--workers', '1', '--out', 'whole')).code).toBe(0)
    expect(folderTimes(inFolder('whole/parts'))).toEqual(before)
  })

  test('keeps what is finished on Ctrl-C, ends with 130, and goes on to the same bytes', async () => {
    const words = ['sweep', TINY, ...VARY, '--seeds', '8', '--workers', '2', '--out', 'stopped']
    let sent = false
    const ended = await perplab(folder.path, words, (err, interrupt) => {
      if (sent || !/ [1-9]\d %/.test(err)) return
      sent = true
      interrupt()
    })
    expect(ended).toMatchObject({ code: 130, signal: null })
    expect(ended.err).toMatch(/interrupted: \d+ of 80 runs are kept; the same command goes on/)
    expect(JSON.parse(readFileSync(inFolder('stopped/cut-short.json'), 'utf8')).because).toBe('interrupt')
    expect(partsOf('stopped').length).toBeLessThan(partsOf('whole').length)
    const before = folderTimes(inFolder('stopped/parts'))
    expect((await run(...SWEEP, '--out', 'stopped')).code).toBe(0)
    const after = folderTimes(inFolder('stopped/parts'))
    for (const [name, times] of before) expect(after.get(name)).toBe(times)
    expect(folderBytes(inFolder('stopped'))).toEqual(folderBytes(inFolder('whole')))
  })

  test('stops at its budget, says so in its store, and goes on to the same bytes', async () => {
    const cut = await run(...SWEEP, '--workers', '0', '--budget', '50ms', '--out', 'cut')
    expect(cut.code).toBe(0)
    expect(cut.err).toMatch(/the budget is spent: \d+ of 80 runs are kept/)
    expect(JSON.parse(readFileSync(inFolder('cut/cut-short.json'), 'utf8')).because).toBe('budget')
    expect(partsOf('cut').length).toBeLessThan(partsOf('whole').length)
    expect((await run(...SWEEP, '--out', 'cut')).code).toBe(0)
    expect(folderBytes(inFolder('cut'))).toEqual(folderBytes(inFolder('whole')))
  })

  test('says with --dry-run what it would do, and writes nothing', async () => {
    const dry = await run(...SWEEP, '--dry-run', '--json', '--out', 'dry')
    expect(dry.code).toBe(0)
    expect(dry.err).toMatch(/about .* with \d+ workers?: a run took/)
    expect(JSON.parse(dry.out)).toMatchObject({
      runs: 80,
      inStore: 0,
      seeds: 8,
      firstSeed: 7,
      arms: ['amm'],
      folder: 'dry',
    })
    expect(existsSync(inFolder('dry'))).toBe(false)
    const again = await run(...SWEEP, '--dry-run', '--json', '--out', 'whole')
    expect(JSON.parse(again.out)).toMatchObject({ runs: 80, inStore: 80 })
  })
})

describe('wrong input ends with 2, says what is wrong, and leaves the store as it was', () => {
  const copy = (name: string, change: (plan: string) => string): string => {
    cpSync(inFolder('whole'), inFolder(name), { recursive: true })
    const plan = inFolder(`${name}/plan.json`)
    writeFileSync(plan, change(readFileSync(plan, 'utf8')))
    return name
  }

  test.each([
    [
      'paths that are none, and ranges that are none',
      [
        ...[
          '--vary',
          'margin.maintenence=1%..2%',
          '--vary',
          'insurance.deposit=9..1',
          '--vary',
          'fees.taker=1bps..1bps',
        ],
        ...['--vary', 'fees.maker=1bps..2%', '--vary', 'traders.0.count=1..3:9', '--vary', 'seed=1..9'],
      ],
      [
        'margin.maintenence: is no path of the scenario; did you mean margin.tiers.0.maintenance?',
        'insurance.deposit: 9..1 is reversed: 9 is above 1',
        'fees.taker: 1bps..1bps is empty: both ends are the same value',
        'fees.maker: 1bps..2% must have one unit at both ends, not bps and %',
        'traders.0.count: 1..3:9 has levels that are the same value',
        'seed: cannot vary: seed is varied by itself: seed, seed + 1, …',
      ],
    ],
    [
      'metrics that are none',
      ['--metric', 'defict', '--metric', 'p95(abs(basisBp))'],
      ['"defict": ', 'did you mean deficit?', '"p95(abs(basisBp))": ', 'did you mean basisBps?'],
    ],
    [
      'a store of another study',
      ['--vary', 'margin.maintenance=1%..4%:3'],
      ['whole: holds another study (it differs in'],
    ],
    ['more seeds than the plan has', ['--seeds', '9'], ['whole: holds another study (it differs in seeds)']],
    [
      'another scenario',
      ['--seed', '8'],
      ['whole: holds another study (it differs in scenario, fingerprint, firstSeed)'],
    ],
    ['a stop rule without its width', ['--until', 'deficit='], ['--until deficit=: must be METRIC=WIDTH']],
    ['a stop rule over shards', ['--until', 'deficit=5', '--shard', '1/2'], ['--shard: ']],
    ['a budget without its unit', ['--budget', '10'], ['It must be a duration above 0']],
    ['a shard of none', ['--shard', '4/3'], ['It must be I/N']],
  ])('%s', async (_, words, messages) => {
    const before = folderBytes(inFolder('whole'))
    const ended = await run(...SWEEP, ...words, '--out', 'whole')
    expect(ended).toMatchObject({ code: 2, out: '' })
    for (const message of messages) expect(ended.err).toContain(message)
    expect(folderBytes(inFolder('whole'))).toEqual(before)
  })

  test.each([
    [
      'another version',
      (plan: string) => plan.replace(/"version": ".*"/, '"version": "0.0.9"'),
      'holds runs of perplab 0.0.9',
    ],
    ['another format', (plan: string) => plan.replace('"format": 1', '"format": 99'), 'is a store of format 99'],
    ['a plan that is none', () => 'null', 'is no plan of a study'],
    ['a damaged plan', (plan: string) => plan.slice(0, 100), 'cannot be read as JSON'],
  ])('a store of %s', async (name, change, message) => {
    const other = copy(name.replaceAll(' ', '-'), change)
    const before = folderBytes(inFolder(other))
    const commands = [
      [...SWEEP, '--out', other],
      ['report', other],
    ]
    for (const words of commands) {
      const ended = await run(...words)
      expect(ended).toMatchObject({ code: 2, out: '' })
      expect(ended.err).toContain(message)
    }
    expect(folderBytes(inFolder(other))).toEqual(before)
  })
})
