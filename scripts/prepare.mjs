import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))
/** Where scripts keep what they remember between runs; goes with `node_modules`, which is right: so does what it describes. */
export const cache = join(root, 'node_modules', '.cache', 'perplab')

/** A line of progress; stdout belongs to data. */
export const say = (text) => process.stderr.write(`${text}\n`)

/** Files that npm packages start with, relative to `node_modules`: run by this very Node, without a shell. */
export const tools = {
  biome: '@biomejs/biome/bin/biome',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
}

/**
 * Runs a program in the project's folder with this terminal, and waits for it.
 * Its stdout goes to stderr unless `stdio` says otherwise. An interrupt is left to the child, and ends as 130.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeoutMs?: number }} [options]
 * @returns {Promise<number>} the exit code; 128 + number for a signal
 */
export function run(command, args, { timeoutMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['inherit', 2, 2], ...options })
    // In a terminal Ctrl-C reaches the whole group; a signal sent to this process alone has to be handed on.
    const interrupted = () => process.stdin.isTTY || child.kill('SIGINT')
    const terminated = () => child.kill('SIGTERM')
    process.on('SIGINT', interrupted)
    process.on('SIGTERM', terminated)
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    const settle = (settled) => {
      process.off('SIGINT', interrupted)
      process.off('SIGTERM', terminated)
      clearTimeout(timer)
      settled()
    }
    child.on('error', (error) => settle(() => reject(error)))
    child.on('close', (code, signal) => settle(() => resolve(code ?? 128 + constants.signals[signal])))
  })
}

/** Runs one of `tools` with this Node. */
export const runTool = (name, args, options) =>
  run(process.execPath, [join(root, 'node_modules', tools[name]), ...args], options)

/** Runs the npm that started this process, or the one on the path. */
function npm(args) {
  const started = process.env.npm_execpath
  if (started?.endsWith('.js')) return run(process.execPath, [started, ...args])
  return process.platform === 'win32' ? run('npm.cmd', args, { shell: true }) : run('npm', args)
}

/** Ends the process with the code of a step that failed, after naming the step. */
function must(step, code) {
  if (code === 0) return
  say(`${step} ${code === 130 ? 'was interrupted' : `failed with exit code ${code}`}`)
  process.exit(code)
}

const remembered = (name) => (existsSync(join(cache, name)) ? readFileSync(join(cache, name), 'utf8') : undefined)

function remember(name, text) {
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, name), text)
}

/** Paths of all files below a folder, sorted, so that hashes of them are the same everywhere. */
function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const bytes = readFileSync(path)
    hash.update(`${relative(root, path)}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

const readPackages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages

/** Does `node_modules` hold each package of the lock file at its version? A tree installed without development tools does not. */
function treeMatchesLock() {
  const installedPath = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedPath)) return false
  const installed = readPackages(installedPath)
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : optional),
  )
}

/** Installs what the lock file names, development tools included, unless that is what is there. */
export async function install() {
  const hash = hashOf([join(root, 'package-lock.json')])
  const before = remembered('lock')
  if ((before === undefined || before === hash) && treeMatchesLock()) {
    if (before === undefined) remember('lock', hash)
    return
  }
  say(`installing packages (npm ci; once, and again when package-lock.json changes)`)
  must('npm ci', await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']))
  remember('lock', hash)
}

/** Compiles `src` to `dist` when a source, the compiler's settings or its version changed. `force` compiles anyway. */
export async function build({ force = false } = {}) {
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((name) => join(root, name))
  const hash = hashOf([...filesBelow(join(root, 'src')), ...settings])
  if (!force && remembered('build') === hash && existsSync(join(root, 'dist'))) return 0
  say('building (src to dist)')
  const code = await runTool('tsc', ['-p', 'tsconfig.build.json'])
  if (code !== 0) return code
  removeLeftovers()
  remember('build', hash)
  return 0
}

/** Takes away what earlier builds made of sources that are gone. */
function removeLeftovers() {
  const dist = join(root, 'dist')
  for (const path of filesBelow(dist)) {
    const emitted = relative(dist, path)
    if (emitted.startsWith('bench')) continue
    if (!existsSync(join(root, 'src', emitted.replace(/(\.d\.ts|\.js)$/, '.ts')))) rmSync(path)
  }
}

/** Everything a run of the program needs; ends the process where it fails. */
export async function prepare() {
  await install()
  must('the build', await build())
}
