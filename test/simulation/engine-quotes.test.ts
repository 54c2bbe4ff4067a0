import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Engine } from '../../src/market/engine.ts'
import { BUY, SELL } from '../../src/market/side.ts'
import { depthWithin } from '../../src/simulation/engine-quotes.ts'

// mid * (d + n) leaves 2^53 from a mid of about 9e13 micro-units on, and was rounded there.
test('the limit of a depth is exact for every price', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      fc.constantFrom(BUY, SELL),
      fc.integer({ min: 1, max: 9_999 }),
      (mid, side, n) => {
        const limits: bigint[] = []
        const engine = { quote: (_side: number, _lots: number, limit: number) => limits.push(BigInt(limit)) * 0 }
        depthWithin(engine as unknown as Engine, new Float64Array(8), side, { mid, n, d: 10_000 })
        const exact = (BigInt(mid) * BigInt(side === BUY ? 10_000 + n : 10_000 - n)) / 10_000_000_000n
        expect(limits).toEqual(exact < 1n ? [] : [exact])
      },
    ),
  )
})
