import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { area } from '../parity/hyperliquid-funding.ts'
import type { ParityVector } from '../parity/vector.ts'
import { sharedFile } from '../shared-files.ts'

const file = sharedFile('vectors/hyperliquid_docs.json')
const vectors: readonly ParityVector[] = file === undefined ? [] : JSON.parse(readFileSync(file, 'utf8'))

test.skipIf(file === undefined)("Hyperliquid's funding examples come out as its documents state them", () => {
  const ours = vectors.filter((vector) => vector.area === area.area)
  expect(ours.length).toBeGreaterThanOrEqual(9)
  expect(ours.map((vector) => [vector.id, area.answer(vector)])).toEqual(
    ours.map((vector) => [vector.id, { kind: 'passed' }]),
  )
})

const one = (given: Record<string, unknown>, expected: Record<string, unknown>): ParityVector => ({
  id: 'own',
  source: 'own',
  area: 'funding',
  given,
  expect: { tolerance: '0', ...expected },
})

test.each([
  [
    'a short receives what longs pay',
    { fundingRate8h: '0.0095', oracle: '10000', positionBase: '10', side: 'short' },
    { payment: '118.75', payer: 'long' },
  ],
  [
    'a short pays at a negative rate',
    { fundingRate8h: '-0.0095', oracle: '10000', positionBase: '0.00001', side: 'short' },
    { payment: '0.000119', payer: 'short', hourlyRate: '-0.0011875' },
  ],
  [
    'the cap holds below too',
    { impactBid: '5000', impactAsk: '6000', oracle: '10000' },
    { premium: '-0.4', hourlyRate: '-0.04' },
  ],
  ['a missing side adds nothing', { impactBid: null, impactAsk: '9900', oracle: '10000' }, { premium: '-0.01' }],
  [
    'a bound below counts as its edge',
    { impactBid: '<=9800', impactAsk: '9900', oracle: '10000' },
    { premium: '-0.01' },
  ],
  [
    'a premium without a finite decimal agrees to a pico',
    { impactBid: '30001', impactAsk: '30002', oracle: '30000' },
    { premium: '0.0000333333333333333', fundingRate8h: '0.0001' },
  ],
  [
    'the average of given samples',
    { premiumSamples: ['0.01', '0', '-0.004'] },
    { premium: '0.002', fundingRate8h: '0.0015' },
  ],
])('%s', (_name, given, expected) => {
  expect(area.answer(one(given, expected))).toEqual({ kind: 'passed' })
})

test('a wrong figure fails, and what is not modelled is skipped by name', () => {
  expect(
    area.answer(one({ impactBid: '10100', impactAsk: '10200', oracle: '10000' }, { premium: '0.0100001' })),
  ).toEqual({
    kind: 'failed',
    differences: [{ what: 'premium', expected: '0.0100001', got: '0.01' }],
  })
  expect(area.answer(one({ weather: 'fine' }, {}))).toEqual({ kind: 'skipped', reason: 'given.weather: not modelled' })
})
