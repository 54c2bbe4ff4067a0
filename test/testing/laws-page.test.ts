import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lawHead, NO_FAILING, NO_PASSING } from '../../scripts/laws-page.ts'
import { allLaws } from '../../src/testing/all-laws.ts'

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'laws.md'), 'utf8')
const laws = allLaws()

/** The entry of a law: from its heading to the next one. */
const entryOf = (id: string): string => page.split(/^(?=##)/m).find((part) => part.startsWith(`### ${id}\n`)) ?? ''

describe('docs/laws.md, which `npm run laws` writes, says of', () => {
  test.each(laws.map((law) => [law.id, law] as const))('%s what the law says', (id, law) => {
    expect(entryOf(id)).toContain(lawHead(law))
  })

  test.each(laws.map(({ id }) => id))('%s how it is kept and how it breaks', (id) => {
    const entry = entryOf(id)
    expect(entry).not.toContain(NO_PASSING)
    expect(entry).not.toContain(NO_FAILING)
    expect(entry).toMatch(/^Keeps it \(exercised: .+\):\n\n```/m)
    expect(entry).toMatch(/^Breaks it, where .+:\n\n```[\s\S]+```\n\n> \S/m)
  })
})

test('it tells of no law that there is not', () => {
  const known = new Set<string>(laws.map(({ id }) => id))
  const told = [...page.matchAll(/^### (\S+)$/gm)].map(([, id]) => id)
  expect(told.filter((id) => !known.has(id))).toEqual([])
  expect(new Set(told).size).toBe(told.length)
})

test('each law stands in the contents', () => {
  expect(laws.filter(({ id, name }) => !page.includes(`- [${id}](#${id.toLowerCase()}) ${name}\n`))).toEqual([])
})
