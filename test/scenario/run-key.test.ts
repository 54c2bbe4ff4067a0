import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseScenario } from '../../src/scenario/parse-scenario.ts'
import { runKey } from '../../src/scenario/run-key.ts'
import { broken, SOUND } from './bad-scenario.ts'

const folder = mkdtempSync(join(tmpdir(), 'perplab-key-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const keyOf = async (text: string, seed: number, prices?: string): Promise<string> => {
  const { scenario } = await parseScenario(text, 'sound.yaml')
  return runKey(scenario, 'amm', seed, { resolve: (file) => join(folder, file), ...(prices && { prices }) })
}

// A checkpoint went on under a scenario of the same name that had been edited in the meantime.
test('a run is named by its scenario as a whole, its arm and its seed', async () => {
  const key = await keyOf(SOUND, 7)
  expect(key).toMatch(/^sound\/amm\/7\/[0-9a-f]{32}$/)
  expect(await keyOf(`# a remark\n${SOUND}`, 7)).toBe(key)
  expect(await keyOf(broken('seed: 7', 'seed: 9'), 7)).toBe(key)
  expect(await keyOf(broken('penalty: 50bps', 'penalty: 51bps'), 7)).not.toBe(key)
})

test('the bytes of price files are a part of the name, and their places are not', async () => {
  const [a, b, c] = ['a.csv', 'b.csv', 'c.csv'].map((name) => join(folder, name))
  writeFileSync(a, 'time,price\n0,1\n')
  writeFileSync(b, 'time,price\n0,1\n')
  writeFileSync(c, 'time,price\n0,2\n')
  const keys = await Promise.all([a, b, c].map((file) => keyOf(SOUND, 7, file)))
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
  expect(keys[0]).not.toBe(await keyOf(SOUND, 7))
})
