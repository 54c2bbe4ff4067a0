import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { armsOf } from '../../src/scenario/arms.ts'
import { parseScenario } from '../../src/scenario/parse-scenario.ts'
import { judgeCase } from '../../src/testing/judge.ts'
import { SCENARIO_LAWS } from '../../src/testing/scenario-laws.ts'

/** Shrunk cases that once broke a law, or would where a mistake that their head names is made. */
const folder = join(import.meta.dirname, '..', 'regressions')
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

test('there are some', () => expect(files.length).toBeGreaterThan(2))

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8')

  test('says first what it once showed', () => expect(text).toMatch(/^# \S/))

  test('keeps the laws that it names, in each of its arms', async () => {
    const { scenario } = await parseScenario(text, file)
    expect(scenario.laws, 'names no law').not.toEqual([])
    const laws = SCENARIO_LAWS.filter(({ id }) => scenario.laws.includes(id))
    expect(laws.map(({ id }) => id).sort()).toEqual([...scenario.laws].sort())
    for (const { name } of armsOf(scenario)) {
      const judgements = await judgeCase(laws, { scenario, arm: name })
      for (const [i, { broken }] of judgements.entries()) expect(broken, `${laws[i].id} on ${name}`).toBeUndefined()
    }
  })
})
