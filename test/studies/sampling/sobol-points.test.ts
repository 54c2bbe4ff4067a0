import { describe, expect, test } from 'vitest'
import { PRICES } from '../../../src/numeric/purposes.ts'
import { RandomStream } from '../../../src/numeric/random.ts'
import { SOBOL_DIMENSIONS } from '../../../src/studies/sampling/direction-numbers.ts'
import { JOE_KUO } from '../../../src/studies/sampling/joe-kuo.ts'
import type { Point } from '../../../src/studies/sampling/point.ts'
import { sobolPoints } from '../../../src/studies/sampling/sobol-points.ts'
import { centredDiscrepancy } from './centred-discrepancy.ts'

const TWO_32 = 4294967296

/** The degree less one of each dimension's polynomial: what it adds to the quality parameter t of a net. */
const DEFECTS = [0, ...JOE_KUO.map((row) => row.length - 2)]

/** Whether each elementary interval of 2^-bits x 2^-otherBits holds the same number of points. */
const spreadEvenly = (points: readonly Point[], i: number, j: number, bits: number, otherBits: number): boolean => {
  const cells = new Int32Array(2 ** (bits + otherBits))
  for (const point of points)
    cells[Math.floor(point[i] * 2 ** bits) * 2 ** otherBits + Math.floor(point[j] * 2 ** otherBits)]++
  return cells.every((count) => count === points.length / cells.length)
}

describe('published points', () => {
  test('the first ten in ten dimensions, as printed in sobol.cc by Joe and Kuo', () => {
    expect(sobolPoints(10, 10)).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875, 0.875, 0.625],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125],
      [0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125, 0.125, 0.375],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875],
      [0.1875, 0.3125, 0.9375, 0.4375, 0.5625, 0.3125, 0.4375, 0.9375, 0.9375, 0.3125],
      [0.6875, 0.8125, 0.4375, 0.9375, 0.0625, 0.8125, 0.9375, 0.4375, 0.4375, 0.8125],
    ])
  })

  test('the first eight in two dimensions have the discrepancy that the documentation of scipy.stats.qmc prints', () => {
    expect(centredDiscrepancy(sobolPoints(2, 8))).toBeCloseTo(0.013882107204860938, 15)
  })

  test('point 1,000,003 in all 128 dimensions, numerators over 2^32, as scipy.stats.qmc.Sobol (1.17.1) has it', () => {
    const [point] = sobolPoints(128, 1, { first: 1000003 })
    // biome-ignore format: a table
    expect(point.map((x) => x * TWO_32)).toEqual([
      1187450880, 2413424640, 334991360, 1796354048, 3773812736, 2341023744, 948097024, 1145868288,
      216535040, 18903040, 3815354368, 2925629440, 2247200768, 1216950272, 3861630976, 2001866752,
      828977152, 2179633152, 3620204544, 2715676672, 3393581056, 877473792, 3925905408, 1028861952,
      1705889792, 1234472960, 3797078016, 2389913600, 4046352384, 1217761280, 2802405376, 1251569664,
      2704707584, 3582218240, 1431900160, 236621824, 796602368, 2447634432, 2990010368, 1122742272,
      3916083200, 405204992, 1071263744, 4251848704, 1129484288, 4240093184, 3554603008, 1940811776,
      2541113344, 436563968, 1582018560, 447582208, 2365394944, 72953856, 3783471104, 1304236032,
      4274335744, 3140554752, 4038266880, 3610972160, 1998401536, 3734573056, 1880166400, 1323372544,
      1062604800, 1873416192, 880152576, 2470055936, 1023029248, 3717074944, 2321690624, 2490241024,
      4256567296, 3791785984, 1244794880, 3767144448, 1875013632, 3991793664, 407629824, 1749798912,
      358567936, 3941388288, 1477799936, 1122856960, 3368243200, 3011268608, 644206592, 591261696,
      2745135104, 219828224, 3265949696, 1217024000, 3670470656, 3705270272, 2330316800, 2165436416,
      2014433280, 201388032, 3711660032, 213045248, 3390533632, 3475484672, 3681251328, 588148736,
      1471967232, 4218032128, 1321619456, 2639253504, 3620081664, 986320896, 1142845440, 1599434752,
      4080513024, 2612973568, 1180717056, 620040192, 592261120, 3672338432, 1112150016, 3798470656,
      2398294016, 2489184256, 2108133376, 2847305728, 121589760, 2576904192, 1449103360, 1969033216,
    ])
  })
})

describe('the table', () => {
  test('has polynomials that are primitive over GF(2), each once', () => {
    const polynomials = JOE_KUO.map(([a, ...m]) => 2 ** m.length + 2 * a + 1)
    expect(new Set(polynomials).size).toBe(polynomials.length)
    for (const polynomial of polynomials) {
      const degree = 31 - Math.clz32(polynomial)
      let power = 1
      let order = 0
      do {
        power <<= 1
        if (power >>> degree) power ^= polynomial
        order++
      } while (power !== 1 && order < 2 ** degree)
      expect([polynomial, order]).toEqual([polynomial, 2 ** degree - 1])
    }
  })

  test('has m_k that are odd and below 2^k', () => {
    for (const [, ...m] of JOE_KUO) {
      expect(m.every((of, k) => of % 2 === 1 && of < 2 ** (k + 1))).toBe(true)
    }
  })

  test('has property A: of 2^d points in d dimensions, each orthant of the cube holds one', () => {
    for (const dimensions of [2, 3, 7, 13]) {
      const orthants = new Set(
        sobolPoints(dimensions, 2 ** dimensions).map((point) =>
          point.reduce((code, x) => 2 * code + Math.floor(2 * x), 0),
        ),
      )
      expect(orthants.size).toBe(2 ** dimensions)
    }
  })
})

describe.each([
  ['plain', {}],
  ['continued', { first: 3 * 1024 }],
  ['shifted', { seed: 11 }],
])('a net of 2^10 points, %s', (_, options) => {
  const points = sobolPoints(SOBOL_DIMENSIONS, 1024, options)

  test('has one point in each of 2^10 intervals of every dimension', () => {
    for (let i = 0; i < SOBOL_DIMENSIONS; i++) {
      const strata = new Set(points.map((point) => Math.floor(point[i] * 1024)))
      expect([i, strata.size]).toEqual([i, 1024])
    }
  })

  test('is a (0, 10, 2)-net in its first two dimensions', () => {
    for (let bits = 0; bits <= 10; bits++) expect(spreadEvenly(points, 0, 1, bits, 10 - bits)).toBe(true)
  })

  test('is a (t, 10, 2)-net in every pair, with t the sum of the degrees less one', () => {
    let checked = 0
    for (let i = 0; i < 24; i++) {
      for (let j = i + 1; j < 24; j++) {
        const free = 10 - DEFECTS[i] - DEFECTS[j]
        for (let bits = 0; bits <= free; bits++) {
          expect([i, j, bits, spreadEvenly(points, i, j, bits, free - bits)]).toEqual([i, j, bits, true])
          checked++
        }
      }
    }
    expect(checked).toBeGreaterThan(500)
  })
})

test('points are multiples of 2^-32 in [0, 1), also shifted and far out', () => {
  for (const options of [{}, { seed: 3 }, { first: TWO_32 - 4 }, { first: 2 ** 31 - 2, seed: 5 }]) {
    for (const point of sobolPoints(SOBOL_DIMENSIONS, 4, options)) {
      expect(point.every((x) => Number.isInteger(x * TWO_32) && x >= 0 && x < 1)).toBe(true)
    }
  }
})

test('a design continued is the longer design', () => {
  const whole = sobolPoints(7, 100, { seed: 9 })
  for (const cut of [0, 1, 31, 32, 33, 100]) {
    const parts = [...sobolPoints(7, cut, { seed: 9 }), ...sobolPoints(7, 100 - cut, { seed: 9, first: cut })]
    expect(parts).toEqual(whole)
  }
})

test('across index 2^31, where a word has its sign, the walk agrees with the jump', () => {
  const walked = sobolPoints(5, 6, { first: 2 ** 31 - 3 })
  walked.forEach((point, n) => {
    expect(point).toEqual(sobolPoints(5, 1, { first: 2 ** 31 - 3 + n })[0])
  })
})

test('more dimensions and other seeds leave and change what they should', () => {
  const few = sobolPoints(3, 16, { seed: 1 })
  expect(sobolPoints(9, 16, { seed: 1 }).map((point) => point.slice(0, 3))).toEqual(few)
  expect(sobolPoints(3, 16, { seed: 2 })).not.toEqual(few)
})

test('a shift flips the same bits of every point', () => {
  const plain = sobolPoints(4, 64)
  const shifted = sobolPoints(4, 64, { seed: 6 })
  const flipped = shifted.map((point, n) => point.map((x, k) => ((x * TWO_32) ^ (plain[n][k] * TWO_32)) >>> 0))
  for (const words of flipped) expect(words).toEqual(flipped[0])
  expect(new Set(flipped[0]).size).toBe(4)
})

test('points are spread better than random ones', () => {
  const dimensions = 6
  const ours = centredDiscrepancy(sobolPoints(dimensions, 128))
  for (let seed = 0; seed < 5; seed++) {
    const stream = new RandomStream(seed, PRICES, 0, 0)
    const random = Array.from({ length: 128 }, () => Array.from({ length: dimensions }, () => stream.uniform()))
    expect(ours).toBeLessThan(0.3 * centredDiscrepancy(random))
  }
})

test.each([
  ['Sobol points: dimensions: 0 must be', () => sobolPoints(0, 1)],
  ['Sobol points: dimensions: 129 must be a whole number from 1 to 128', () => sobolPoints(129, 1)],
  ['Sobol points: count: 2 must be a whole number from 0 to 1', () => sobolPoints(1, 2, { first: TWO_32 - 1 })],
  ['Sobol points: first: 0.5 must be', () => sobolPoints(1, 1, { first: 0.5 })],
  ['random stream: seed', () => sobolPoints(1, 1, { seed: -1 })],
])('is refused: %s', (message, call) => {
  expect(call).toThrow(message)
})
