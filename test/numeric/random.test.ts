import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LATENCY, NOISE, PRICES } from '../../src/numeric/purposes.ts'
import { RandomStream } from '../../src/numeric/random.ts'

/** How many standard deviations a chi-square statistic lies above its mean, and |z| below which a fixed seed is content. */
const excess = (observed: readonly number[], expected: readonly number[]): number => {
  const total = expected.reduce((sum, x, i) => sum + (observed[i] - x) ** 2 / x, 0)
  const freedom = expected.length - 1
  return Math.abs(total - freedom) / Math.sqrt(2 * freedom)
}
const CONTENT = 4

const stream = (seed = 7, ordinal = 0): RandomStream => new RandomStream(seed, NOISE, 0, ordinal)
const words = (random: RandomStream, count = 8): number[] => Array.from({ length: count }, () => random.next32())

describe('a draw is a function of its key and counter', () => {
  test('seed, purpose, group, ordinal and step each change every word, and the upper bits of seed and step count', () => {
    const seen = new Set<number>()
    const keys: [number, number, number, number, number][] = [
      [7, NOISE, 0, 0, 0],
      [8, NOISE, 0, 0, 0],
      [7 + 2 ** 32, NOISE, 0, 0, 0],
      [2 ** 53 - 1, NOISE, 0, 0, 0],
      [2 ** 53 - 2, NOISE, 0, 0, 0],
      [7, PRICES, 0, 0, 0],
      [7, LATENCY, 0, 0, 0],
      [7, NOISE, 1, 0, 0],
      [7, NOISE, 0, 1, 0],
      [7, NOISE, 0, 2 ** 32 - 1, 0],
      [7, NOISE, 0, 0, 1],
      [7, NOISE, 0, 0, 2 ** 32],
      [7, NOISE, 0, 0, 2 ** 53 - 1],
    ]
    for (const [seed, purpose, group, ordinal, step] of keys) {
      const random = new RandomStream(seed, purpose, group, ordinal)
      random.at(step)
      for (const word of words(random)) seen.add(word)
    }
    expect(seen.size).toBe(keys.length * 8)
  })

  test('more draws in one step move no draw of the next', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(1_000_000), (few, many, step) => {
        const a = stream()
        const b = stream()
        a.at(step)
        b.at(step)
        for (let i = 0; i < few; i++) a.normal()
        for (let i = 0; i < many; i++) b.next32()
        a.at(step + 1)
        b.at(step + 1)
        expect(words(a)).toEqual(words(b))
      }),
      { seed: 9 },
    )
  })

  test('one object turned to another ordinal is that ordinal’s stream', () => {
    const shared = stream(7, 3)
    shared.next32()
    expect(words(shared.of(5))).toEqual(words(stream(7, 5)))
  })

  test('a copy of its state goes on where the stream was, at any draw', () => {
    fc.assert(
      fc.property(fc.nat(20), (drawn) => {
        const random = stream()
        random.at(99)
        for (let i = 0; i < drawn; i++) random.next32()
        const copy = new RandomStream(0, 0, 0, 0)
        copy.state().words.set(random.state().words)
        expect(words(copy)).toEqual(words(random))
        expect(copy.normal()).toBe(random.normal())
      }),
      { seed: 10, numRuns: 30 },
    )
  })

  test('keys outside their range are refused by name', () => {
    expect(() => new RandomStream(2 ** 53, 1, 0, 0)).toThrow(/seed must be a whole number from 0 to 9007199254740991/)
    expect(() => new RandomStream(0.5, 1, 0, 0)).toThrow(/seed/)
    expect(() => new RandomStream(1, 2048, 0, 0)).toThrow(/purpose/)
    expect(() => new RandomStream(1, 1, -1, 0)).toThrow(/group/)
    expect(() => new RandomStream(1, 1, 0, 2 ** 32)).toThrow(/ordinal/)
  })
})

describe('distributions, with fixed seeds', () => {
  const N = 200_000

  test('uniform: 64 bins are even, neighbours in draw, step and ordinal are uncorrelated', () => {
    const bins = new Array<number>(64).fill(0)
    const random = stream()
    for (let i = 0; i < N; i++) bins[Math.floor(random.uniform() * 64)]++
    expect(excess(bins, new Array<number>(64).fill(N / 64))).toBeLessThan(CONTENT)

    const first = (ordinal: number, step: number): number => {
      const other = stream(7, ordinal)
      other.at(step)
      return other.uniform() - 0.5
    }
    let byStep = 0
    let byOrdinal = 0
    const pairs = 20_000
    for (let i = 0; i < pairs; i++) {
      const here = first(0, i)
      byStep += here * first(0, i + 1)
      byOrdinal += first(i, 0) * first(i + 1, 0)
    }
    const deviation = Math.sqrt(pairs) / 12
    expect(Math.abs(byStep) / deviation).toBeLessThan(CONTENT)
    expect(Math.abs(byOrdinal) / deviation).toBeLessThan(CONTENT)
  })

  test('uniform fills all 53 bits and stays below 1', () => {
    const random = stream()
    let ones = 0
    let odd = 0
    for (let i = 0; i < 10_000; i++) {
      const x = random.uniform()
      if (x >= 1 || x < 0) ones++
      if ((x * 2 ** 53) % 2 === 1) odd++
    }
    expect(ones).toBe(0)
    expect(Math.abs(odd - 5000)).toBeLessThan(200)
  })

  // Three quarters of 2^32 and of 2^53: a plain remainder would favour the first third two to one.
  test.each([3, 7, 1000, 3 * 2 ** 30, 3 * 2 ** 51])('below(%d) favours no third', (n) => {
    const random = stream()
    const bins = new Array<number>(3).fill(0)
    const sizes = [0, 1, 2].map((i) => Math.ceil(((i + 1) * n) / 3) - Math.ceil((i * n) / 3))
    for (let i = 0; i < N; i++) {
      const x = random.below(n)
      if (!(Number.isInteger(x) && x >= 0 && x < n)) throw new Error(`below(${n}) gave ${x}`)
      bins[Math.floor((x * 3) / n)]++
    }
    expect(
      excess(
        bins,
        sizes.map((size) => (size * N) / n),
      ),
    ).toBeLessThan(CONTENT)
  })

  test('below(1) is 0, the largest n is taken, others are refused', () => {
    const random = stream()
    expect(random.below(1)).toBe(0)
    expect(random.below(2 ** 53)).toBeLessThan(2 ** 53)
    for (const n of [0, -1, 1.5, Number.NaN, 2 ** 53 + 2]) expect(() => random.below(n)).toThrow(RangeError)
  })

  test('normal: bins of half a deviation up to beyond the ziggurat’s tail, and four moments', () => {
    const count = 2_000_000
    const cumulative = [
      0.5, 0.6914624612740131, 0.8413447460685429, 0.9331927987311419, 0.9772498680518208, 0.9937903346742238,
      0.9986501019683699, 0.9997673709209645, 0.9999683287581669, 1,
    ]
    const bins = new Array<number>(18).fill(0)
    const expected = bins.map((_, i) => {
      const k = i < 9 ? 8 - i : i - 9
      return (cumulative[k + 1] - cumulative[k]) * count
    })
    const random = stream(11)
    const moments = [0, 0, 0, 0]
    for (let i = 0; i < count; i++) {
      const x = random.normal()
      bins[Math.min(17, Math.max(0, Math.floor(x * 2) + 9))]++
      const square = x * x
      moments[0] += x
      moments[1] += square
      moments[2] += square * x
      moments[3] += square * square
    }
    expect(excess(bins, expected)).toBeLessThan(CONTENT)
    const [mean, variance, skew, fourth] = moments.map((sum) => sum / count)
    expect(Math.abs(mean) * Math.sqrt(count)).toBeLessThan(CONTENT)
    expect(Math.abs(variance - 1) * Math.sqrt(count / 2)).toBeLessThan(CONTENT)
    expect(Math.abs(skew) * Math.sqrt(count / 15)).toBeLessThan(CONTENT)
    expect(Math.abs(fourth - 3) * Math.sqrt(count / 96)).toBeLessThan(CONTENT)
  })

  test('normal: fine bins across the ziggurat’s layers are smooth', () => {
    // Layers meet at 128 abscissae; a wrong wedge shows as a step that wide bins hide. Midpoint density per bin of 0.02.
    const count = 2_000_000
    const bins = new Array<number>(300).fill(0)
    const random = stream(12)
    for (let i = 0; i < count; i++) {
      const x = Math.abs(random.normal())
      if (x < 6) bins[Math.floor(x * 50)]++
    }
    const density = (x: number): number => Math.sqrt(2 / Math.PI) * Math.exp((-x * x) / 2)
    const bin = (i: number): number => (density(i / 50) + 4 * density((i + 0.5) / 50) + density((i + 1) / 50)) / 300
    const kept = bins.slice(0, 190)
    expect(
      excess(
        kept,
        kept.map((_, i) => bin(i) * count),
      ),
    ).toBeLessThan(CONTENT)
  })

  test('exponential: deciles are even, mean and variance are 1, nothing is negative or infinite', () => {
    const random = stream(13)
    const bins = new Array<number>(10).fill(0)
    let sum = 0
    let squares = 0
    for (let i = 0; i < N; i++) {
      const x = random.exponential()
      if (!(x >= 0 && x < 40)) throw new Error(`exponential gave ${x}`)
      bins[Math.min(9, Math.floor(10 * (1 - Math.exp(-x))))]++
      sum += x
      squares += x * x
    }
    expect(excess(bins, new Array<number>(10).fill(N / 10))).toBeLessThan(CONTENT)
    expect(Math.abs(sum / N - 1) * Math.sqrt(N)).toBeLessThan(CONTENT)
    expect(Math.abs(squares / N - 2) * Math.sqrt(N / 20)).toBeLessThan(CONTENT)
  })

  test.each([0.01, 1, 9.9, 10, 12.5, 37, 400, 1e6])('Poisson counts of mean %d follow its probabilities', (mean) => {
    const random = stream(14)
    const counts = new Map<number, number>()
    for (let i = 0; i < N; i++) {
      const k = random.poisson(mean)
      counts.set(k, (counts.get(k) ?? 0) + 1)
    }
    const spread = Math.sqrt(mean)
    const from = Math.max(0, Math.floor(mean - 6 * spread - 5))
    const to = Math.ceil(mean + 6 * spread + 12)
    // Probabilities by ratios, outward from the mode, scaled to add up to one.
    const mode = Math.floor(mean)
    const weight = new Map<number, number>([[mode, 1]])
    for (let k = mode + 1; k <= to; k++) weight.set(k, (weight.get(k - 1)! * mean) / k)
    for (let k = mode - 1; k >= from; k--) weight.set(k, (weight.get(k + 1)! * (k + 1)) / mean)
    const total = [...weight.values()].reduce((sum, x) => sum + x, 0)
    const observed: number[] = [0]
    const expected: number[] = [0]
    for (let k = from; k <= to; k++) {
      if (expected[expected.length - 1] >= N / 100) {
        observed.push(0)
        expected.push(0)
      }
      observed[observed.length - 1] += counts.get(k) ?? 0
      expected[expected.length - 1] += (weight.get(k)! / total) * N
    }
    expect(observed.reduce((sum, x) => sum + x, 0)).toBeGreaterThan(N - 5)
    expect(excess(observed, expected)).toBeLessThan(CONTENT)
  })

  test('Poisson of mean 0 is 0, and means that are none are refused', () => {
    const random = stream()
    expect(random.poisson(0)).toBe(0)
    for (const mean of [-1, Number.NaN, 2 ** 33]) expect(() => random.poisson(mean)).toThrow(RangeError)
  })

  test('shuffle: each of the 24 orders of four is as likely, the rest of the array stays', () => {
    const random = stream(15)
    const orders = new Map<string, number>()
    const rounds = 48_000
    for (let i = 0; i < rounds; i++) {
      const array = Int32Array.of(1, 2, 3, 4, 9)
      random.shuffle(array, 4)
      if (array[4] !== 9) throw new Error('shuffled beyond its length')
      const order = array.join()
      orders.set(order, (orders.get(order) ?? 0) + 1)
    }
    expect(orders.size).toBe(24)
    expect(excess([...orders.values()], new Array<number>(24).fill(rounds / 24))).toBeLessThan(CONTENT)
  })

  test('the bits of every distribution are these, on every machine', () => {
    const random = stream(2 ** 53 - 1)
    const values = new Float64Array(50_000)
    for (let i = 0; i < values.length; i += 5) {
      random.at(i)
      values[i] = random.normal()
      values[i + 1] = random.exponential()
      values[i + 2] = random.poisson(3)
      values[i + 3] = random.poisson(300)
      values[i + 4] = random.below(1_000_003)
    }
    expect(createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex')).toBe(
      'f132e7d50c24bc5ca5b7d24241553d7ec12744e2d729f1344e585a390ef0a5cc',
    )
  })
})
