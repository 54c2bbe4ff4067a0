import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import type * as testing from '../../src/testing/index.ts'
import type { Mutant } from './mutant.ts'
import { PROJECT_ROOT } from './project-root.ts'

/** The published interface of a copy of the sources. */
export type Testing = typeof testing

const sources = join(PROJECT_ROOT, 'src')
// Inside node_modules the copies find the packages, and the test runner leaves them as they are.
const cache = join(PROJECT_ROOT, 'node_modules', '.cache', 'perplab', `mutants-${process.pid}`)
const original = join(cache, 'original')

const transpiled = (text: string): string =>
  ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  }).outputText

const files = (): readonly string[] =>
  readdirSync(sources, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'))

const compiledName = (file: string): string => file.replace(/\.ts$/, '.js')

/** Compiled files that copies consist of. */
let prepared: readonly string[] = []

/** Compiles all sources once; copies share what they do not change. */
export const prepareOriginal = (): void => {
  rmSync(cache, { recursive: true, force: true })
  const sourceFiles = files()
  prepared = sourceFiles.map(compiledName)
  for (const file of sourceFiles) {
    const path = join(original, compiledName(file))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, transpiled(readFileSync(join(sources, file), 'utf8')))
  }
  writeFileSync(join(cache, 'package.json'), '{ "type": "module" }')
}

/** Takes all copies away. */
export const discardCopies = (): void => rmSync(cache, { recursive: true, force: true })

/** The module's text with the mutant's change. @throws Error when the text to change does not stand there exactly once */
export const mutatedText = ({ name, file, from, to }: Mutant): string => {
  const text = readFileSync(join(sources, file), 'utf8')
  const found = text.split(from).length - 1
  if (found !== 1) throw new Error(`${name}: the text to change stands ${found} times in ${file}`)
  return text.replace(from, () => to)
}

let copies = 0

/** Loads the property kit of a copy of the sources in which one module is the mutant's. */
export const loadMutated = async (mutant: Mutant): Promise<Testing> => {
  const text = transpiled(mutatedText(mutant))
  const copy = join(cache, `copy-${copies++}`)
  for (const file of prepared) {
    const path = join(copy, file)
    mkdirSync(dirname(path), { recursive: true })
    linkSync(join(original, file), path)
  }
  const changed = join(copy, compiledName(mutant.file))
  unlinkSync(changed)
  writeFileSync(changed, text)
  return (await import(/* @vite-ignore */ pathToFileURL(join(copy, 'testing', 'index.js')).href)) as Testing
}
