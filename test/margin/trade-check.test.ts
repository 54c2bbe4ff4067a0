import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isLiquidatable, mayTrade } from '../../src/margin/trade-check.ts'
import { sharedFile } from '../shared-files.ts'

test('at equality nobody is liquidated, nor without a position', () => {
  expect(isLiquidatable(99, 100)).toBe(true)
  expect(isLiquidatable(100, 100)).toBe(false)
  expect(isLiquidatable(-1, 0)).toBe(false)
})

describe('a trade of an account below initial margin', () => {
  test('may reduce risk, and may not raise it', () => {
    expect(mayTrade(500, 400, 450, 360, 720)).toBe(true)
    expect(mayTrade(500, 400, 449, 360, 720)).toBe(false)
    expect(mayTrade(500, 400, 600, 450, 900)).toBe(false)
  })

  test.skipIf(sharedFile('vectors/dydx_v4.json') === undefined)('is judged as dYdX v4 judges it', () => {
    type State = Record<'netCollateral' | 'initialMargin' | 'maintenanceMargin', string>
    const vectors = JSON.parse(readFileSync(sharedFile('vectors/dydx_v4.json')!, 'utf8')) as {
      id: string
      given: { before: State; after: State }
      expect: { result: string }
    }[]
    const found = vectors.filter(({ id }) => id.startsWith('dydx-transition-'))
    expect(found.length).toBeGreaterThan(3)
    for (const { given, expect: expected } of found) {
      const { before, after } = given
      const may = mayTrade(
        Number(before.netCollateral),
        Number(before.maintenanceMargin),
        Number(after.netCollateral),
        Number(after.maintenanceMargin),
        Number(after.initialMargin),
      )
      expect(may).toBe(expected.result === 'Success')
    }
  })
})
