import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPerplab, perplab, SMALL, temporaryFolder } from './perplab.ts'

const folder = temporaryFolder()
const inFolder = (name: string): string => join(folder.path, name)
const run = (...words: readonly string[]) => perplab(folder.path, words)

beforeAll(buildPerplab)
afterAll(folder.remove)

describe('compare', () => {
  test('prints a table, writes whole files, and gives the same bytes with other threads', async () => {
    const table = await run('compare', SMALL, '--seeds', '2', '--workers', '2', '--out', 'two')
    expect(table.err).toContain('6 runs')
    expect(table.code).toBe(0)
    expect(table.out).toContain('Conservation drift: amm 0, ladder 0, book 0.')
    expect(table.out).not.toContain('\u001b')
    expect(readdirSync(inFolder('two')).sort()).toEqual([
      'report.html',
      'results.json',
      'series-amm.csv',
      'series-book.csv',
      'series-ladder.csv',
      'summary.md',
    ])
    const json = await run('compare', SMALL, '--seeds', '2', '--workers', '0', '--out', 'none', '--json', '--quiet')
    expect(json.err).toBe('')
    expect(json.out).toBe(readFileSync(inFolder('two/results.json'), 'utf8'))
    for (const file of readdirSync(inFolder('two')))
      expect(readFileSync(inFolder(`none/${file}`), 'utf8') === readFileSync(inFolder(`two/${file}`), 'utf8')).toBe(
        true,
      )
    const { engines } = JSON.parse(json.out)
    for (const arm of ['amm', 'ladder', 'book']) {
      expect(engines[arm]).toMatchObject({ conservationDrift: 0, digest: expect.stringMatching(/^[0-9a-f]{32}$/) })
      expect(engines[arm].deficit).toBeGreaterThanOrEqual(0)
      expect(engines[arm].metrics.volume).toBeGreaterThan(0)
    }
  })

  test('keeps finished seeds on Ctrl-C, even when it arrives twice, and ends with 130', async () => {
    const words = ['compare', SMALL, '--seeds', '200', '--workers', '2', '--json', '--out', 'stopped']
    let sent = false
    const ended = await perplab(folder.path, words, (err, interrupt) => {
      // Lines come about every tenth: the first of two digits may say 10 % or 12 %.
      if (sent || !/ [1-9]\d %/.test(err)) return
      sent = true
      interrupt()
      setTimeout(interrupt, 20)
    })
    expect(ended).toMatchObject({ code: 130, signal: null })
    expect(ended.err).toMatch(/interrupted: \d+ of 200 seeds were finished and are written/)
    const results = JSON.parse(ended.out)
    expect(results.complete).toBe(false)
    expect(results.seeds.length).toBeGreaterThan(0)
    expect(results.seeds).toEqual(results.seeds.map((_: number, i: number) => 7 + i))
    expect(readFileSync(inFolder('stopped/results.json'), 'utf8')).toBe(ended.out)
    expect(readdirSync(inFolder('stopped')).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})

describe('run', () => {
  test('goes on in a new process from a checkpoint as if it had not stopped', async () => {
    for (const arm of ['amm', 'ladder', 'book']) {
      const common = ['run', SMALL, '--engine', arm, '--json', '--quiet'] as const
      const whole = await run(...common, '--out', 'whole')
      expect(whole.code).toBe(0)
      const kept = await run(...common, '--checkpoint', `${arm}.bin`, '--until-block', '137')
      expect(kept.code).toBe(0)
      expect(JSON.parse(kept.out)).toMatchObject({ engine: arm, block: 137, timeMs: 274_000 })
      const resumed = await run(...common, '--resume', `${arm}.bin`, '--out', 'resumed')
      expect(resumed.out).toBe(whole.out)
      const series = `run-${arm}-seed-7.csv`
      expect(readFileSync(inFolder(`resumed/${series}`), 'utf8')).toBe(
        readFileSync(inFolder(`whole/${series}`), 'utf8'),
      )
    }
  })

  test('refuses a checkpoint of another engine or seed, and a file that is none', async () => {
    for (const words of [
      ['--engine', 'book', '--resume', 'amm.bin'],
      ['--seed', '8', '--resume', 'amm.bin'],
      ['--resume', SMALL],
      ['--resume', 'absent.bin'],
    ]) {
      const ended = await run('run', SMALL, ...words)
      expect(ended.code).toBe(2)
      expect(ended.err).toContain('--resume')
      expect(ended.out).toBe('')
    }
  })

  test('logs events as one JSON object a line, with block and time', async () => {
    const ended = await run('run', SMALL, '--events', 'events.ndjson', '--quiet')
    expect(ended.code).toBe(0)
    const events = readFileSync(inFolder('events.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(new Set(events.map(({ kind }) => kind))).toContain('fill')
    const fills = events.filter(({ kind }) => kind === 'fill')
    const result = JSON.parse(readFileSync(inFolder('results/small/run-amm-seed-7.json'), 'utf8'))
    expect(fills.length).toBe(result.metrics.fills)
    expect(events.every(({ block, time }, i) => time === 2000 * block && block >= (events[i - 1]?.block ?? 0))).toBe(
      true,
    )
  })
})

describe('a run that fails', () => {
  // Prices a thousand times as high, thrice, leave what a number holds: a failure that is no broken invariant.
  const failing = inFolder('failing.yaml')
  const moves = [20, 30, 40].map((s) => `  - { at: ${s}s, do: move-price, market: BTC-PERP, by: "999" }\n`)
  beforeAll(() => writeFileSync(failing, `${readFileSync(SMALL, 'utf8')}steps:\n${moves.join('')}`))

  test('leaves the scenario that replays it, whatever went wrong, and the events that led there', async () => {
    const ended = await run('run', failing, '--out', 'failed', '--events', 'failed.ndjson')
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toContain('replay it: npx perplab run')
    expect(readdirSync(inFolder('failed'))).toEqual(['broken-amm-seed-7.yaml'])
    const events = readFileSync(inFolder('failed.ndjson'), 'utf8').trimEnd().split('\n')
    expect(JSON.parse(events.at(-1) ?? '').time).toBeGreaterThan(0)
    const replayed = await run('run', join('failed', 'broken-amm-seed-7.yaml'), '--engine', 'amm', '--out', 'again')
    expect(replayed.code).toBe(1)
  })
})

describe('wrong input ends with 2, says what is wrong, and writes nothing', () => {
  const broken = inFolder('broken.yaml')
  beforeAll(() => {
    writeFileSync(
      broken,
      readFileSync(SMALL, 'utf8').replace('blockTime: 2s', 'blockTime: 2').replace('maintenance:', 'maintenence:'),
    )
  })

  test.each([
    [['compar', 'small'], 'Did you mean compare?'],
    [['compare', 'flash-crash', '--seedz', '3'], '--seed'],
    [['compare', 'flash-crash', '--seeds', '0'], 'whole number from 1'],
    [['compare', 'flash-crash', '--seeds', '2.5'], 'whole number from 1'],
    [['compare', 'flash-crash', '--seed', '-1'], 'whole number from 0'],
    [['compare', 'flash-crsh'], 'did you mean flash-crash?'],
    [['compare', SMALL, '--engine', 'bok'], 'did you mean book?'],
    [['compare', SMALL, '--prices', 'absent.csv'], 'absent.csv'],
    [['run', SMALL, '--checkpoint', 'a.bin'], '--until-block'],
    [['run', SMALL, '--until-block', '3'], '--checkpoint'],
    [['run', SMALL, '--engine', 'amm', '--engine', 'book'], 'one engine'],
    [['run', SMALL, '--checkpoint', 'a.bin', '--until-block', '99999', '--quiet'], 'the run ends with block'],
    [['compare'], 'scenario'],
    [[], 'Usage'],
  ] as const)('perplab %j', async (words, said) => {
    const ended = await run(...words)
    expect(ended.err).toContain(said)
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(existsSync(inFolder('results/flash-crash')) || existsSync(inFolder('a.bin'))).toBe(false)
  })

  test('all faults of a scenario at once, each with its place', async () => {
    const ended = await run('compare', broken)
    expect(ended.code).toBe(2)
    expect(ended.err).toMatch(/broken\.yaml:11:21 {2}chain\.blockTime: 2 must say its unit/)
    expect(ended.err).toContain('did you mean maintenance?')
  })

  // Hours of runs were lost, or printed and then called wrong input.
  test.each([
    ['compare', SMALL, '--seeds', '1', '--out', 'file'],
    ['run', SMALL, '--out', 'file/below'],
    ['impact', SMALL, '--out', 'file'],
  ])('a folder that cannot be written, before anything is run: %s', async (...words) => {
    writeFileSync(inFolder('file'), '')
    const ended = await run(...words)
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toMatch(/^file\S*: cannot be written \(E[A-Z]+\)\n$/)
  })
})

describe('the other commands', () => {
  test('validate says what would be run, and schema is JSON', async () => {
    const [valid, json, schema] = await Promise.all([
      run('validate', SMALL),
      run('validate', SMALL, '--json'),
      run('schema'),
    ])
    expect(valid).toMatchObject({ code: 0 })
    expect(valid.out).toContain('small is valid')
    expect(JSON.parse(json.out)).toMatchObject({ valid: true, blocks: 300, markets: ['BTC-PERP'] })
    expect(JSON.parse(schema.out)).toMatchObject({ type: 'object' })
  })

  test('impact prints a table, or one object', async () => {
    const table = await run('impact', SMALL)
    expect(table).toMatchObject({ code: 0, err: '' })
    expect(table.out).toContain('amm')
    const json = await run('impact', SMALL, '--json', '--out', 'impact')
    expect(typeof JSON.parse(json.out)).toBe('object')
    expect(readFileSync(inFolder('impact/impact.json'), 'utf8')).toBe(json.out)
  })

  test('--help and --version are no errors', async () => {
    const help = await run('--help')
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toContain('compare')
  })
})
