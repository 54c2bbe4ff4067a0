import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const bin = join(root, 'bin', 'perplab.mjs')

/** A scenario of ten minutes with a fall of 15 % in one. */
export const SMALL: string = join(import.meta.dirname, 'small.yaml')

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly out: string
  readonly err: string
}

/** Compiles `src` to `dist`, unless that has been done. @throws Error with what the compiler said */
export const buildPerplab = (): void => {
  const script = "import('./scripts/prepare.mjs').then(async ({ build }) => { process.exitCode = await build() })"
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`)
}

/** A folder of its own for a test's files, and how to remove it. */
export const temporaryFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'perplab-cli-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Runs `perplab WORDS` in a folder, to its end. `watch` sees stderr as it comes, and may send signals; `options` are Node's. */
export const perplab = (
  folder: string,
  words: readonly string[],
  watch: (err: string, interrupt: () => void) => void = () => {},
  options: readonly string[] = [],
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...options, bin, ...words], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
      watch(err, () => child.kill('SIGINT'))
    })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, out, err }))
  })
