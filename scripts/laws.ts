import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allLaws } from '../src/testing/all-laws.ts'
import type { Law } from '../src/testing/law-property.ts'
import { discardCopies, prepareOriginal } from '../test/mutants/mutated-copy.ts'
import { PROJECT_ROOT } from '../test/mutants/project-root.ts'
import { failingSample, passingSample } from './law-samples.ts'
import { lawEntry, lawsPage, NO_FAILING, NO_PASSING } from './laws-page.ts'

// npm run laws: writes docs/laws.md, with a process a core. Exit code 1 when a law has no case that keeps it, or none that
// breaks it; the page says so.

/** What a process tells of a law. */
interface Written {
  readonly id: string
  readonly text: string
}

const entryOf = async (law: Law): Promise<string> => {
  try {
    return lawEntry(law, await passingSample(law), await failingSample(law.id))
  } catch (error) {
    console.error(`laws: ${law.id}: ${error instanceof Error ? error.stack : error}`)
    return lawEntry(law, undefined, undefined)
  }
}

/** Every so manyth law from a first one, told one by one. */
const writeShare = async (first: number, of: number): Promise<void> => {
  prepareOriginal()
  try {
    for (const [i, law] of allLaws().entries())
      if (i % of === first) process.send?.({ id: law.id, text: await entryOf(law) } satisfies Written)
  } finally {
    discardCopies()
  }
  process.disconnect?.()
}

/** Entries of all laws by id, written by as many processes as there are cores. */
const writeAll = async (): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>()
  const processes = availableParallelism()
  const share = (first: number): Promise<void> =>
    new Promise((done, failed) => {
      const child = fork(fileURLToPath(import.meta.url), [String(first), String(processes)])
      child.on('message', ({ id, text }: Written) => texts.set(id, text))
      child.on('exit', (code) => (code === 0 ? done() : failed(new Error(`laws: a process ended with code ${code}`))))
    })
  await Promise.all(Array.from({ length: processes }, (_, first) => share(first)))
  return texts
}

const [first, of] = process.argv.slice(2)
if (of !== undefined) await writeShare(Number(first), Number(of))
else {
  const texts = await writeAll()
  const entries = allLaws().map((law) => ({ law, text: texts.get(law.id) ?? lawEntry(law, undefined, undefined) }))
  writeFileSync(join(PROJECT_ROOT, 'docs', 'laws.md'), lawsPage(entries))
  console.log(`docs/laws.md: ${entries.length} laws`)
  for (const { law, text } of entries)
    for (const missing of [NO_PASSING, NO_FAILING])
      if (text.includes(missing)) {
        console.error(`laws: ${law.id}: ${missing}`)
        process.exitCode = 1
      }
}
