import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPerplab, type Ended, perplab, SMALL, temporaryFolder } from './perplab.ts'

const folder = temporaryFolder()
const inFolder = (name: string): string => join(folder.path, name)
const small = readFileSync(SMALL, 'utf8')

/** Makes fast-check a package that cannot be found. */
const WITHOUT = inFolder('without-fast-check.mjs')
const HOOKS = `export const resolve = (name, context, next) => {
  if (/^fast-check/.test(name)) throw Object.assign(new Error('fast-check is not installed'), { code: 'ERR_MODULE_NOT_FOUND' })
  return next(name, context)
}`

const run = (...words: readonly string[]): Promise<Ended> =>
  perplab(folder.path, words, () => {}, ['--import', `file://${WITHOUT}`])

beforeAll(() => {
  buildPerplab()
  const hooks = `data:text/javascript,${encodeURIComponent(HOOKS)}`
  writeFileSync(WITHOUT, `import { register } from 'node:module'\nregister(${JSON.stringify(hooks)})\n`)
}, 120_000)
afterAll(folder.remove)

const written = (name: string, text: string): string => {
  writeFileSync(inFolder(name), text)
  return name
}

/** Prices a thousand times as high, thrice, leave what a number holds. */
const moves = [20, 30, 40].map((s) => `  - { at: ${s}s, do: move-price, by: "999" }\n`).join('')

test('no module of the command line reaches fast-check', () => {
  const src = join(import.meta.dirname, '..', '..', 'src')
  const seen = new Set<string>()
  const reach = (file: string, trail: readonly string[]): void => {
    if (seen.has(file)) return
    seen.add(file)
    const here = [...trail, relative(src, file)]
    const code = readFileSync(file, 'utf8').replace(/^import type .*$/gm, '')
    for (const [, target] of code.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      expect(target.startsWith('fast-check'), here.join(' > ')).toBe(false)
      if (target.startsWith('.')) reach(join(dirname(file), target), here)
    }
  }
  reach(join(src, 'cli', 'main.ts'), [])
  expect(seen.size).toBeGreaterThan(200)
  expect([...seen].some((file) => file.endsWith('scenario-laws.ts'))).toBe(true)
})

describe('check, with fast-check away', () => {
  test('writes a law that breaks as a scenario that breaks it in the same block, in another process', async () => {
    const file = written('failing.yaml', `${small}steps:\n${moves}`)
    const checked = await run('check', file, '--runs', '2', '--laws', 'PERP-02', '--json', '--quiet')
    expect(checked).toMatchObject({ code: 1, err: '' })
    const { laws, runs, complete } = JSON.parse(checked.out)
    expect({ runs, complete }).toEqual({ runs: 2, complete: true })
    const { status, broken, counterexample } = laws.find(({ law }: { law: string }) => law === 'PERP-01')
    expect(status).toBe('broken')
    expect(broken.map(({ arm, seed }: { arm: string; seed: number }) => [arm, seed])).toEqual([
      ['amm', 7],
      ['ladder', 7],
    ])
    expect(counterexample).toMatchObject({
      file: join('repro', 'PERP-01.yaml'),
      before: { traders: 55, steps: 3 },
      after: { traders: 1 },
    })
    expect(counterexample.after.steps).toBeLessThanOrEqual(2)
    const text = readFileSync(inFolder(counterexample.file), 'utf8')
    expect(text.split('\n').length).toBeLessThan(60)
    expect(text).toContain(`# replay: ${counterexample.command}`)
    const words = counterexample.command.replace('npx perplab ', '').split(' ')
    const replayed = await run(...words, '--json', '--quiet')
    expect(replayed.code).toBe(1)
    const [law] = JSON.parse(replayed.out).laws
    expect(law).toMatchObject({ law: 'PERP-01', status: 'broken', violation: counterexample.after.violation })
    expect(law.violation.block).toBeGreaterThan(0)
    const told = await run(...words)
    expect(told.out).toContain(`PERP-01 is broken in block ${law.violation.block}`)
  }, 120_000)

  test('writes a property that breaks, with what varied, and run tells the same figures', async () => {
    const properties = 'properties: ["deficit >= 0", "fund.drawdown <= 1%", "p95(mid) > 0"]\n'
    const file = written('varied.yaml', `${small}${properties}vary: { insurance.deposit: 0..100 }\n`)
    const words = ['--runs', '3', '--laws', 'PERP-02', '--vary', 'fees.taker=[1bps, 9bps]', '--json', '--quiet']
    const checked = await run('check', file, ...words, '--out', 'found')
    expect(checked).toMatchObject({ code: 1, err: '' })
    const found = JSON.parse(checked.out).properties
    expect(found.map(({ status }: { status: string }) => status)).toEqual(['held', 'broken', 'not-measured'])
    expect(Object.keys(found[1].broken[0].parameters)).toEqual(['insurance.deposit', 'fees.taker'])
    const { counterexample } = found[1]
    expect(readdirSync(inFolder('found'))).toEqual(['property-2.yaml'])
    const replayed = await run(...counterexample.command.replace('npx perplab ', '').split(' '), '--json', '--quiet')
    expect(replayed.code).toBe(1)
    const [property] = JSON.parse(replayed.out).properties
    expect(property.status).toBe('broken')
    expect(counterexample.after.violation.detail).toBe(`"fund.drawdown <= 1%" does not hold: ${property.figures}`)
  }, 240_000)

  test('shrinks the deficit of the worst protocol that ships to a scenario of one screen', async () => {
    const words = ['--engine', 'amm', '--runs', '1', '--laws', 'PERP-01', '--json', '--quiet', '--out', 'worst']
    const checked = await run('check', 'thin-fund', ...words)
    expect(checked).toMatchObject({ code: 1, err: '' })
    const [deficit] = JSON.parse(checked.out).properties
    expect(deficit).toMatchObject({ property: 'deficit == 0', status: 'broken' })
    const { before, after, shrunkToTheEnd, file, command } = deficit.counterexample
    expect(before).toMatchObject({ traders: 266, blocks: 1800 })
    expect(shrunkToTheEnd).toBe(true)
    expect(after.traders).toBeLessThan(10)
    expect(readFileSync(inFolder(file), 'utf8').split('\n').length).toBeLessThanOrEqual(60)
    const replayed = await run(...command.replace('npx perplab ', '').split(' '))
    expect(replayed.code).toBe(1)
    expect(replayed.out).toContain('The property "deficit == 0" does not hold')
  }, 240_000)

  test('ends with 0 and writes nothing where all holds, and shows what was not put to the test', async () => {
    const table = await run('check', SMALL, '--runs', '1', '--laws', 'PERP-02,PERP-17', '--out', 'nothing')
    expect(table.code).toBe(0)
    expect(table.err).toContain('1 runs in')
    expect(table.out).toMatch(/PERP-02 .* held +1 /)
    expect(table.out).toMatch(/PERP-17 .* vacuous +1 +nothing/)
    expect(existsSync(inFolder('nothing'))).toBe(false)
  }, 120_000)

  test('keeps what it found on Ctrl-C', async () => {
    let sent = false
    const words = ['check', SMALL, '--runs', '60', '--laws', 'PERP-02', '--json']
    const ended = await perplab(folder.path, words, (err, interrupt) => {
      if (sent || !/ [1-9]\d %/.test(err)) return
      sent = true
      interrupt()
    })
    expect(ended.code).toBe(130)
    expect(ended.err).toMatch(/interrupted: \d+ of 60 runs were judged/)
    const { runs, complete, laws } = JSON.parse(ended.out)
    expect(complete).toBe(false)
    expect(laws[0]).toMatchObject({ law: 'PERP-02', status: 'held', runs })
  }, 120_000)

  test.each([
    [['--laws', 'PERP-2'], '--laws PERP-2: is no law; did you mean PERP-02?'],
    [['--vary', 'insurance.depositt=0..5'], 'did you mean insurance.deposit?'],
    [['--vary', 'insurance.deposit=5..1'], 'is reversed'],
    [['--vary', 'insurance.deposit'], 'must be PATH=RANGE'],
    [['--runs', '0'], 'whole number from 1'],
    [['--minutes', 'long'], 'number of minutes'],
    [['--engine', 'bok'], 'did you mean book?'],
  ] as const)('%j is wrong input', async (words, said) => {
    const ended = await run('check', SMALL, ...words)
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain(said)
    expect(existsSync(inFolder('repro/PERP-02.yaml'))).toBe(false)
  })

  test.each([
    ['laws: [PERP-1]', 'laws[0]: PERP-1 is no law; did you mean PERP-01?'],
    ['properties: ["deficit == "]', 'the expression ends too early'],
    ['properties: ["import(1) == 0"]', 'unknown function `import`'],
    ['properties: ["p95(basisBsp) < 1"]', 'did you mean basisBps?'],
    ['vary: { insurance.deposit: [] }', 'is empty'],
  ])('%s is wrong input', async (line, said) => {
    const ended = await run('check', written('wrong.yaml', `${small}${line}\n`))
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain(said)
  })
})
