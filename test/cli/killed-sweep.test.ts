import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { POPULATION } from '../../src/numeric/purposes.ts'
import { RandomStream } from '../../src/numeric/random.ts'
import { folderBytes, folderTimes } from './folder-bytes.ts'
import { buildPerplab, perplab, temporaryFolder } from './perplab.ts'

const root = join(import.meta.dirname, '..', '..')
const TINY = join(import.meta.dirname, 'tiny.yaml')
const SWEEP = [
  ...['sweep', TINY, '--vary', 'margin.maintenance=1%..5%:5', '--vary', 'insurance.deposit=0..1_000:3'],
  ...['--seeds', '12', '--workers', '2', '--quiet'],
] as const

const folder = temporaryFolder()
const inFolder = (name: string): string => join(folder.path, name)
const run = (...words: readonly string[]) => perplab(folder.path, words)

beforeAll(async () => {
  buildPerplab()
  expect((await run(...SWEEP, '--out', 'alone')).code).toBe(0)
})
afterAll(folder.remove)

const finished = (name: string): readonly string[] =>
  existsSync(inFolder(`${name}/parts`))
    ? readdirSync(inFolder(`${name}/parts`)).filter((file) => file.endsWith('.parquet'))
    : []

/** Starts the sweep and sends SIGKILL so many milliseconds after it has finished so many parts more. */
const kill = async (name: string, parts: number, delay: number): Promise<string | null> => {
  const words = [join(root, 'bin', 'perplab.mjs'), ...SWEEP, '--out', name]
  const child = spawn(process.execPath, words, { cwd: folder.path, stdio: 'ignore' })
  const wanted = finished(name).length + parts
  const watch = setInterval(() => {
    if (finished(name).length < wanted) return
    clearInterval(watch)
    setTimeout(() => child.kill('SIGKILL'), delay)
  }, 2)
  const signal = await new Promise<string | null>((resolve) => child.on('close', (_, by) => resolve(by)))
  clearInterval(watch)
  return signal
}

/** The temporary files that are there. */
const temporary = (name: string): readonly string[] =>
  Object.keys(folderBytes(inFolder(name))).filter((file) => file.endsWith('.tmp'))

describe('a sweep that is killed', () => {
  test('five times at random moments loses and repeats nothing, and ends with the bytes of one left alone', async () => {
    const draws = new RandomStream(4, POPULATION, 0, 0)
    let kept: ReadonlyMap<string, string> = new Map()
    for (let time = 0; time < 5; time++) {
      // The first moment may be before there is a plan, the others are among the parts.
      const signal = await kill('killed', time === 0 ? 0 : draws.below(2), draws.below(time === 0 ? 1500 : 60))
      expect(signal).toBe('SIGKILL')
      const now = existsSync(inFolder('killed/parts'))
        ? folderTimes(inFolder('killed/parts'))
        : new Map<string, string>()
      for (const [name, times] of kept) expect(now.get(name)).toBe(times)
      kept = new Map([...now].filter(([name]) => name.endsWith('.parquet')))
    }
    expect(finished('killed').length).toBeLessThan(finished('alone').length)
    expect((await run(...SWEEP, '--out', 'killed')).code).toBe(0)
    const end = folderTimes(inFolder('killed/parts'))
    for (const [name, times] of kept) expect(end.get(name)).toBe(times)
    expect(folderBytes(inFolder('killed'))).toEqual(folderBytes(inFolder('alone')))
  })

  test('between writing a part and giving it its name leaves no trace in the end', async () => {
    const hook = inFolder('kill-at-rename.mjs')
    writeFileSync(
      hook,
      `import fs from 'node:fs'
      import { syncBuiltinESMExports } from 'node:module'
      const { renameSync } = fs
      let renamed = 0
      fs.renameSync = (from, to) => {
        if (to.endsWith(process.env.KILL_AT) && ++renamed === 3) process.kill(process.pid, 'SIGKILL')
        renameSync(from, to)
      }
      syncBuiltinESMExports()`,
    )
    process.env.KILL_AT = '.parquet'
    const ended = await perplab(folder.path, [...SWEEP, '--out', 'unnamed'], undefined, [
      '--import',
      pathToFileURL(hook).href,
    ])
    delete process.env.KILL_AT
    expect(ended.signal).toBe('SIGKILL')
    expect(finished('unnamed').length).toBe(2)
    expect(temporary('unnamed').length).toBe(1)
    expect((await run(...SWEEP, '--out', 'unnamed')).code).toBe(0)
    expect(folderBytes(inFolder('unnamed'))).toEqual(folderBytes(inFolder('alone')))
  })

  test('before its plan is whole, or with half of a part written, goes on as if it had not begun that file', async () => {
    const [part] = finished('unnamed')
    const path = inFolder(`unnamed/parts/${part}`)
    const bytes = readFileSync(path)
    // A number above the largest that Linux gives a process.
    writeFileSync(`${path}.99999999.tmp`, bytes.subarray(0, bytes.length / 2))
    rmSync(path)
    const plan = readFileSync(inFolder('unnamed/plan.json'))
    writeFileSync(inFolder('unnamed/plan.json.99999999.tmp'), plan.subarray(0, 50))
    writeFileSync(inFolder('unnamed/report.html.99999999.tmp'), '<html>')
    expect((await run(...SWEEP, '--out', 'unnamed')).code).toBe(0)
    expect(folderBytes(inFolder('unnamed'))).toEqual(folderBytes(inFolder('alone')))
  })
})
