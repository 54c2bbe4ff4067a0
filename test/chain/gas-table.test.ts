import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultGas, gasTable } from '../../src/chain/gas-table.ts'
import { CANCEL, PLACE } from '../../src/market/transaction.ts'

test('gas costs gas times both fees a thousand, rounded up', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000_000 }),
      fc.nat(1_000_000),
      fc.nat(1_000_000),
      (place, priority, base) => {
        const cost = BigInt(gasTable({ place }).gasCost(PLACE, priority, base))
        const exact = BigInt(place) * BigInt(priority + base)
        expect(cost * 1000n >= exact && (cost - 1n) * 1000n < exact).toBe(true)
      },
    ),
  )
})

test('kinds that are not named keep their defaults', () => {
  expect(gasTable({ place: 1 }).gas(CANCEL)).toBe(defaultGas.cancel)
})

test('all faults of a gas table are told at once', () => {
  const wrong = { place: 0, cancel: 1.5, airdrop: 3 } as object
  const told = [/gas\.place: 0 gas must be whole/, /gas\.cancel: 1\.5 gas/, /gas\.airdrop: no such kind of transaction/]
  for (const fault of told) expect(() => gasTable(wrong)).toThrow(fault)
})
