import { expect, test } from 'vitest'
import { compareProducts } from '../../src/numeric/compare-products.ts'
import { steered } from './steered.ts'

const sign = (x: bigint): number => (x > 0n ? 1 : x < 0n ? -1 : 0)

test('the sign of a * b - c * d equals BigInt over steered cases, neighbours and equals among them', () => {
  let ties = 0
  let wideNeighbours = 0
  for (const [a, b, c, carry] of steered(100_000)) {
    const d = carry + 1
    for (const [p, q, r, s] of [
      [a, b, c, d],
      [a, b, b, a],
      [a, c, a, Math.max(1, c - 1)],
      [c, d, c - 1, d + 1],
      [a, c, -a, -c],
    ]) {
      if (!Number.isSafeInteger(s) || !Number.isSafeInteger(r)) continue
      const difference = BigInt(p) * BigInt(q) - BigInt(r) * BigInt(s)
      if (difference === 0n) ties++
      else if (p * q === r * s) wideNeighbours++
      if (compareProducts(p, q, r, s) !== sign(difference)) throw new Error(`${p} * ${q} against ${r} * ${s}`)
    }
  }
  expect(ties).toBeGreaterThan(100_000)
  // Products that a double cannot tell apart.
  expect(wideNeighbours).toBeGreaterThan(100)
})
