import { parseArgs } from 'node:util'
import { areas as loaders } from '../test/parity/areas.ts'
import { readVectors, vectorFolder } from '../test/parity/read-vectors.ts'
import {
  type AreaReport,
  areaName,
  countOf,
  runAreas,
  type Uncovered,
  uncoveredAreas,
} from '../test/parity/run-areas.ts'
import type { ParityArea } from '../test/parity/vector.ts'

// npm run parity -- [--only protocol:area,…] [--json]: answers vectors of real protocols with the code that the simulator runs.
// Exit code 0 all passed, 1 a vector failed, 2 wrong input.

const refuse = (message: string): never => {
  process.stderr.write(`parity: ${message}\n`)
  process.exit(2)
}

/** Letters to insert, delete or change to turn one word into the other. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]
}

const nearest = (name: string, names: readonly string[]): string =>
  names.reduce((best, other) => (distance(name, other) < distance(name, best) ? other : best))

const choose = (all: readonly ParityArea[], only: string | undefined): readonly ParityArea[] => {
  if (only === undefined) return all
  const names = all.map(areaName)
  const wanted = only.split(',').map((name) => name.trim())
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0)
    refuse(
      unknown
        .map((name) => `--only: no area "${name}" is covered; the nearest is "${nearest(name, names)}"`)
        .join('\n'),
    )
  return all.filter((area) => wanted.includes(areaName(area)))
}

const printArea = (report: AreaReport): void => {
  const skipped = countOf(report, 'skipped')
  const tail = skipped > 0 ? `, ${skipped} skipped` : ''
  console.log(`${report.name} ${countOf(report, 'passed')} passed, ${countOf(report, 'failed')} failed${tail}`)
  for (const { id, outcome } of report.judged) {
    if (outcome.kind === 'skipped') console.log(`  skipped ${id}: ${outcome.reason}`)
    if (outcome.kind === 'failed')
      for (const { what, expected, got } of outcome.differences)
        console.log(`  failed ${id}: ${what}: expected ${expected}, got ${got}`)
  }
}

const print = (
  reports: readonly AreaReport[],
  uncovered: readonly Uncovered[],
  totals: Record<string, number>,
): void => {
  for (const report of reports) printArea(report)
  for (const { name, vectors } of uncovered) console.log(`${name} not covered (${vectors} vectors, not counted)`)
  console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
}

const options = (): { only: string | undefined; json: boolean } => {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean' } } })
    return { only: values.only, json: values.json ?? false }
  } catch (error) {
    return refuse(`${(error as Error).message}; known are --only protocol:area,… and --json`)
  }
}

const vectors = (): ReturnType<typeof readVectors> => {
  try {
    return readVectors(vectorFolder())
  } catch (error) {
    return refuse((error as Error).message)
  }
}

const { only, json } = options()
const all = await Promise.all(loaders.map(async (load) => (await load()).area))
const chosen = choose(all, only)
const protocols = vectors()
const reports = runAreas(chosen, protocols)
const uncovered = only === undefined ? uncoveredAreas(all, protocols) : []
const total = (kind: 'passed' | 'failed' | 'skipped'): number =>
  reports.reduce((sum, report) => sum + countOf(report, kind), 0)
const totals = { passed: total('passed'), failed: total('failed'), skipped: total('skipped') }
if (json) {
  const areas = reports.map((report) => ({
    name: report.name,
    passed: countOf(report, 'passed'),
    failed: countOf(report, 'failed'),
    skipped: countOf(report, 'skipped'),
    vectors: report.judged.map(({ id, outcome }) => ({ id, ...outcome })),
  }))
  console.log(JSON.stringify({ areas, notCovered: uncovered, ...totals }, null, 2))
} else print(reports, uncovered, totals)
process.exitCode = totals.failed > 0 ? 1 : 0
