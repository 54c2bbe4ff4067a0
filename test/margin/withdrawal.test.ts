import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeToWithdraw, type WithdrawalRule } from '../../src/margin/withdrawal.ts'
import { fraction } from '../../src/numeric/fraction.ts'

const initial: WithdrawalRule = { kind: 'initial' }
const tenth: WithdrawalRule = { kind: 'share-of-notional', share: fraction(1, 10) }
const realised: WithdrawalRule = { kind: 'unrealised-profit-excluded' }

test('Hyperliquid keeps the greater of initial margin and a tenth of the notional (hl-transfer-01, -02)', () => {
  expect(freeToWithdraw(tenth, { equity: 150, initial: 25, notional: 1000, unrealisedProfit: 0 })).toBe(50)
  expect(freeToWithdraw(tenth, { equity: 150, initial: 200, notional: 1000, unrealisedProfit: 0 })).toBe(0)
  expect(freeToWithdraw(tenth, { equity: 250, initial: 200, notional: 1000, unrealisedProfit: 0 })).toBe(50)
})

test('profit that is not realised cannot leave where the rule excludes it, and a loss counts', () => {
  expect(freeToWithdraw(realised, { equity: 500, initial: 100, notional: 1000, unrealisedProfit: 300 })).toBe(100)
  expect(freeToWithdraw(realised, { equity: 500, initial: 100, notional: 1000, unrealisedProfit: -300 })).toBe(400)
})

test('no rule frees more than `initial` does, and after taking what is free the initial margin is still there', () => {
  const atoms = fc.integer({ min: 0, max: 1e15 })
  const signed = fc.integer({ min: -1e15, max: 1e15 })
  fc.assert(
    fc.property(signed, atoms, atoms, signed, (equity, margin, notional, unrealisedProfit) => {
      const account = { equity, initial: margin, notional, unrealisedProfit }
      const most = freeToWithdraw(initial, account)
      for (const rule of [initial, tenth, realised]) {
        const free = freeToWithdraw(rule, account)
        expect(free).toBeGreaterThanOrEqual(0)
        expect(free).toBeLessThanOrEqual(most)
        if (free > 0) expect(equity - free).toBeGreaterThanOrEqual(margin)
      }
    }),
  )
})
