import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseScenario } from '../src/scenario/parse-scenario.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Every page of the repository, by its path from the root. */
const pages = ((): readonly string[] => {
  const out = new Set(['node_modules', 'dist', 'results', '.cache', '.git', 'coverage', join('docs', 'api')])
  const walk = (folder: string): readonly string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return out.has(path) ? [] : walk(path)
      return entry.name.endsWith('.md') ? [path] : []
    })
  return walk('').map((path) => path.split(sep).join('/'))
})()

/** The page without its fenced blocks and code spans, whose brackets are no links. */
const prose = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')

/** Anchors that a page's headings make, as GitHub writes them. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )

describe.each(pages)('%s', (page) => {
  const text = read(page)

  test('links to what is there', () => {
    const broken = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => {
      if (/^[a-z]+:/.test(target)) return []
      const [file, anchor] = target.split('#')
      const path = file === '' ? page : join(dirname(page), file)
      if (!existsSync(join(root, path))) return [target]
      if (anchor === undefined || !path.endsWith('.md')) return []
      return anchorsOf(read(path)).has(anchor) ? [] : [target]
    })
    expect(broken).toEqual([])
  })

  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
    const named = [...text.matchAll(/npm run (?:--silent )?([a-z][a-z:-]*[a-z])/g)].map(([, name]) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})

describe('README', () => {
  const readme = read('README.md')

  test('shows scenarios that load without a warning', async () => {
    const blocks = [...readme.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block]) => block)
    expect(blocks.length).toBeGreaterThan(0)
    for (const block of blocks) expect((await parseScenario(block, 'README.md')).warnings).toEqual([])
  })

  test.skipIf(!existsSync(join(root, 'dist', 'cli', 'main.js')))(
    'names the options and commands of the command line, and all of them',
    () => {
      const help = (...words: readonly string[]): string =>
        execFileSync(process.execPath, [join(root, 'bin', 'perplab.mjs'), ...words, '--help'], { encoding: 'utf8' })
      const commands = [...help().matchAll(/^ {2}([a-z]+) (?:\[|.*print)/gm)]
        .map(([, name]) => name)
        .filter((name) => name !== 'help')
      const optionsOf = (text: string): readonly string[] => [
        ...new Set([...text.matchAll(/(--[a-z][a-z-]*)/g)].map(([, option]) => option)),
      ]
      const offered = new Set(commands.flatMap((command) => optionsOf(help(command))))
      offered.delete('--help')
      const section = /## The command line\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
      expect(new Set(optionsOf(section))).toEqual(offered)
      for (const command of commands) expect(section).toContain(command)
      const used = [...readme.matchAll(/npx perplab (.*)$/gm)].flatMap(([, words]) => optionsOf(words))
      expect(used.filter((option) => !offered.has(option))).toEqual([])
    },
  )
})

describe('decisions', () => {
  const decisions = readdirSync(join(root, 'docs', 'decisions')).sort()
  const index = read('docs/README.md')

  test('have numbers of their own, in their names and headings', () => {
    const numbers = decisions.map((name) => name.slice(0, 4))
    expect(numbers.filter((number, i) => numbers.indexOf(number) < i)).toEqual([])
    expect(
      decisions.filter(
        (name) =>
          !/^\d{4}-[a-z0-9-]+\.md$/.test(name) || !read(`docs/decisions/${name}`).startsWith(`# ${name.slice(0, 4)}: `),
      ),
    ).toEqual([])
  })

  test('are all linked from the index, as are the essays', () => {
    const essays = pages.filter((page) => /^docs\/[^/]+\.md$/.test(page) && page !== 'docs/README.md')
    const linked = [...decisions.map((name) => `decisions/${name}`), ...essays.map((page) => relative('docs', page))]
    expect(linked.filter((path) => !index.includes(`](${path.split(sep).join('/')})`))).toEqual([])
  })
})
