import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mulDivDown, mulDivHalfEven, mulDivRemainder, mulDivUp } from '../../src/numeric/mul-div.ts'
import { steered } from './steered.ts'

const MAX = Number.MAX_SAFE_INTEGER

const floorDivision = (p: bigint, c: bigint): bigint => {
  const q = p / c
  return p % c < 0n ? q - 1n : q
}

/** The number that a rounded quotient is, or `undefined` where it must be refused. */
const expected = (q: bigint): number | undefined => (q <= BigInt(MAX) && q >= -BigInt(MAX) ? Number(q) : undefined)

const halfEven = (p: bigint, c: bigint): bigint => {
  const q = floorDivision(p, c)
  const twice = 2n * (p - q * c)
  return twice > c || (twice === c && q % 2n !== 0n) ? q + 1n : q
}

const answer = (f: () => number): number | undefined => {
  try {
    return f()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

describe('mulDiv against BigInt', () => {
  test('a million steered cases, half of them with products above 2^53, agree in every rounding', () => {
    const remainder = new Float64Array(1)
    const faults: string[] = []
    const counts = { wide: 0, wideAnswered: 0, refused: 0, exact: 0, nearMultiple: 0 }
    for (const [a, b, c, carry] of steered(1_000_000)) {
      const p = BigInt(a) * BigInt(b)
      const divisor = BigInt(c)
      const down = floorDivision(p, divisor)
      const rest = p - down * divisor
      const isWide = p > BigInt(MAX) || p < -BigInt(MAX)
      if (isWide) counts.wide++
      if (rest === 0n) counts.exact++
      if (rest <= 1n || rest === divisor - 1n) counts.nearMultiple++
      const wanted = expected(down)
      if (wanted === undefined) counts.refused++
      else if (isWide) counts.wideAnswered++
      // A refusal costs a stack trace; one in eight is enough of them.
      const inDoubt = down <= BigInt(MAX) + 2n && down >= -BigInt(MAX) - 2n
      if (!inDoubt && counts.refused % 8 !== 0) continue
      const carried = floorDivision(p + BigInt(carry), divisor)
      const got = [
        answer(() => mulDivDown(a, b, c)),
        answer(() => mulDivUp(a, b, c)),
        answer(() => mulDivHalfEven(a, b, c)),
        answer(() => mulDivRemainder(a, b, c, carry, remainder, 0)),
      ]
      const want = [wanted, expected(rest > 0n ? down + 1n : down), expected(halfEven(p, divisor)), expected(carried)]
      for (let i = 0; i < 4; i++)
        if (!Object.is(got[i], want[i])) faults.push(`${a} * ${b} / ${c} + ${carry}: ${got} not ${want}`)
      if (want[3] !== undefined && remainder[0] !== Number(p + BigInt(carry) - carried * divisor)) {
        faults.push(`${a} * ${b} / ${c} + ${carry}: remainder ${remainder[0]}`)
      }
      if (faults.length > 5) break
    }
    expect(faults).toEqual([])
    // The steering keeps its promises.
    expect(counts.wide).toBeGreaterThan(500_000)
    expect(counts.wideAnswered).toBeGreaterThan(400_000)
    expect(counts.refused).toBeGreaterThan(20_000)
    expect(counts.nearMultiple).toBeGreaterThan(200_000)
  })

  test('random safe integers, shrunk to the smallest counterexample', () => {
    const any = fc.maxSafeInteger()
    fc.assert(
      fc.property(any, any, fc.integer({ min: 1, max: MAX }), (a, b, c) => {
        const p = BigInt(a) * BigInt(b)
        const down = floorDivision(p, BigInt(c))
        return Object.is(
          answer(() => mulDivDown(a, b, c)),
          expected(down),
        )
      }),
      { numRuns: 20_000, seed: 1 },
    )
  })
})

describe('mulDiv by its laws', () => {
  test('dividing by carrying the remainder loses nothing over a sequence', () => {
    const carry = new Float64Array(1)
    let paid = 0
    for (let i = 0; i < 10_000; i++) paid += mulDivRemainder(1_234_567, 89, 10_007, carry[0], carry, 0)
    expect(paid).toBe(mulDivDown(1_234_567 * 89, 10_000, 10_007))
    expect(BigInt(paid) * 10_007n + BigInt(carry[0])).toBe(1_234_567n * 89n * 10_000n)
  })

  test.each([
    ['down rounds toward minus infinity', mulDivDown(-7, 1, 2), -4],
    ['up rounds toward plus infinity', mulDivUp(-7, 1, 2), -3],
    ['half-even takes the even neighbour of a tie', mulDivHalfEven(5, 1, 2), 2],
    ['half-even of a negative tie', mulDivHalfEven(-3, 1, 2), -2],
    ['no -0 comes out', mulDivUp(-1, 1, 2), 0],
    ['no -0 from a zero factor', mulDivDown(0, -5, 3), 0],
    ['the largest by itself', mulDivDown(MAX, MAX, MAX), MAX],
  ])('%s', (_, got, wanted) => {
    expect(got).toBe(wanted)
  })

  test('what leaves 2^53 - 1 is refused with its factors', () => {
    expect(() => mulDivDown(MAX, 2, 1)).toThrow(/9007199254740991 \* 2 \/ 1 leaves the safe integers/)
    expect(() => mulDivUp(MAX, MAX, MAX - 1)).toThrow(RangeError)
    expect(() => mulDivUp(3, 1, 0)).toThrow(/divisor must be positive, not 0/)
    expect(() => mulDivDown(3, 1, -1)).toThrow(RangeError)
    expect(() => mulDivHalfEven(Number.NaN, 1, 1)).toThrow(/NaN is no safe integer/)
  })
})
