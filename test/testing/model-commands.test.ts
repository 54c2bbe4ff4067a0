import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { expectAgreement } from './model-commands.ts'
import { MODELLED_ENGINES } from './modelled-protocols.ts'

/** Histories on each engine; `npm run test:nightly` tries many more. */
const RUNS = 300

const models = fileURLToPath(new URL('../models/', import.meta.url))

test('the model shares nothing with the program: it imports its own files and decimal.js', () => {
  const imported = readdirSync(models).flatMap((file) =>
    [...readFileSync(`${models}${file}`, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
      ([, from]) => from,
    ),
  )
  expect(imported.length).toBeGreaterThan(0)
  expect(imported.filter((from) => from !== 'decimal.js' && !/^\.\/[a-z-]+\.ts$/.test(from))).toEqual([])
})

describe.each(MODELLED_ENGINES)('on the %s', (engine) => {
  test(
    'the exchange does what its naive model does, whatever it is told',
    () => expectAgreement(engine, { numRuns: RUNS, seed: 1 }),
    600_000,
  )
})
