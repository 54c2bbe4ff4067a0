import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { profitOf } from '../../src/insurance/deleverage-policy.ts'
import { shareLoss, socialise } from '../../src/insurance/socialise.ts'
import { candidatesOf, positionsAt } from './candidates.ts'

const entries = fc.array(
  fc.record({
    weight: fc.oneof(fc.nat(5), fc.nat(1e12)),
    bound: fc.oneof(fc.integer({ min: -2, max: 5 }), fc.integer({ min: 0, max: 1e13 })),
  }),
  { maxLength: 30 },
)
const losses = fc.oneof(fc.nat(50), fc.nat(1e12), fc.nat(1e14))

const share = (loss: number, list: readonly { weight: number; bound: number }[]) => {
  const account = Int32Array.from(list, (_, i) => i)
  const weight = Float64Array.from(list, (each) => each.weight)
  const bound = Float64Array.from(list, (each) => each.bound)
  const out = new Float64Array(list.length)
  return { shared: shareLoss(loss, list.length, account, weight, bound, out), out: [...out] }
}

describe('sharing a loss', () => {
  test('adds up exactly to the loss, or to all that can be borne, and nobody bears more than its bound', () => {
    fc.assert(
      fc.property(losses, entries, (loss, list) => {
        const { shared, out } = share(loss, list)
        const bearable = list.reduce((sum, { weight, bound }) => sum + (weight > 0 ? Math.max(0, bound) : 0), 0)
        expect(out.reduce((a, b) => a + b, 0)).toBe(shared)
        expect(shared).toBe(Math.min(loss, bearable))
        out.forEach((atoms, i) => {
          expect(Number.isSafeInteger(atoms)).toBe(true)
          expect(atoms).toBeGreaterThanOrEqual(0)
          expect(atoms).toBeLessThanOrEqual(list[i].weight > 0 ? Math.max(0, list[i].bound) : 0)
        })
      }),
      { numRuns: 1000 },
    )
  })

  test('is proportional to within one atom among those who are not at their bound, and they bear the most per weight', () => {
    fc.assert(
      fc.property(losses, entries, (loss, list) => {
        const { out } = share(loss, list)
        list.forEach((a, i) => {
          list.forEach((b, j) => {
            if (a.weight === 0 || b.weight === 0 || out[i] >= a.bound) return
            // i could bear more: then j bears no more per weight than i does, but for one atom each
            const difference = BigInt(out[j]) * BigInt(a.weight) - BigInt(out[i]) * BigInt(b.weight)
            expect(difference <= BigInt(a.weight + b.weight)).toBe(true)
          })
        })
      }),
      { numRuns: 300 },
    )
  })

  test('gives the odd atoms to the largest remainders, then to the lowest account', () => {
    expect(
      share(10, [
        { weight: 1, bound: 99 },
        { weight: 1, bound: 99 },
        { weight: 1, bound: 99 },
      ]).out,
    ).toEqual([4, 3, 3])
    expect(
      share(10, [
        { weight: 5, bound: 2 },
        { weight: 1, bound: 99 },
        { weight: 3, bound: 99 },
      ]).out,
    ).toEqual([2, 2, 6])
  })
})

describe('socialised loss', () => {
  const MARK = 1000
  const by = (
    among: 'winners' | 'all-positions' | 'opposite',
    loss: number,
    lostSize: number,
    held: Parameters<typeof candidatesOf>[0],
  ) => {
    const out = new Float64Array(held.length)
    const shared = socialise(among, loss, lostSize, candidatesOf(held), out)
    return { shared, out }
  }

  test('never makes a new insolvent account, and touches whom it names alone', () => {
    fc.assert(
      fc.property(positionsAt(MARK), losses, fc.constantFrom(5, -5), (held, loss, lostSize) => {
        for (const among of ['winners', 'all-positions', 'opposite'] as const) {
          const { shared, out } = by(among, loss, lostSize, held)
          expect(shared).toBe(out.reduce((a, b) => a + b, 0))
          held.forEach(({ size, equity }, i) => {
            if (out[i] === 0) return
            expect(out[i]).toBeLessThanOrEqual(equity)
            if (among === 'winners') expect(out[i]).toBeLessThanOrEqual(profitOf(candidatesOf(held), i))
            if (among === 'opposite') expect(Math.sign(size)).toBe(-Math.sign(lostSize))
          })
        }
      }),
    )
  })

  test('by all positions is Mango’s: both sides, each by its size', () => {
    const held = [
      { size: 30, entryValue: 30_000, notional: 30_000, equity: 9000 },
      { size: -10, entryValue: -10_000, notional: 10_000, equity: 9000 },
    ]
    expect([...by('all-positions', 400, 5, held).out]).toEqual([300, 100])
    expect([...by('opposite', 400, 5, held).out]).toEqual([0, 400])
    expect(by('winners', 400, 5, held).shared).toBe(0)
  })
})
