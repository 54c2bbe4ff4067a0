import { RandomStream } from '../../src/numeric/random.ts'

const MAX = Number.MAX_SAFE_INTEGER
const TWO_53 = 2 ** 53

/** Integers of all magnitudes, with weight on powers of two, on 2^53 and on what lies beside them. */
const magnitude = (random: RandomStream): number => {
  const bits = 1 + random.below(53)
  switch (random.below(6)) {
    case 0:
      return Math.min(MAX, Math.max(1, 2 ** bits + random.below(5) - 2))
    case 1:
      return MAX - random.below(8)
    case 2:
      return 1 + random.below(4)
    default:
      return Math.max(1, Math.floor(random.uniform() * 2 ** bits))
  }
}

/**
 * Cases (a, b, c, carry) of a * b / c with 0 <= carry < c: half with products above 2^53 whose quotient fits, many beside
 * a multiple of c, beside an overflow, at ties and at every corner of signs.
 */
export function* steered(count: number): Generator<readonly [number, number, number, number]> {
  const random = new RandomStream(20_260, 2047, 0, 0)
  for (let i = 0; i < count; i++) {
    let a = magnitude(random)
    let b = magnitude(random)
    let c = magnitude(random)
    const kind = random.below(8)
    if (kind < 4) {
      // Wide products whose quotient is near 2^53, or anywhere below it.
      a = Math.floor(2 ** 52 * (1 + random.uniform())) - random.below(3)
      a = Math.min(MAX, kind === 0 ? a : Math.floor(a / 2 ** random.below(26)))
      b = Math.min(MAX, Math.ceil(TWO_53 / a) + Math.floor(random.uniform() * 2 ** random.below(53)))
      const least = (a * b) / TWO_53
      c = Math.min(
        MAX,
        Math.max(1, kind === 1 ? Math.ceil(least) + random.below(4) : Math.ceil(least * (1 + 2 ** random.below(20)))),
      )
    } else if (kind === 4) {
      // Beside a multiple of c: b is a neighbour of a multiple of c, or a is.
      c = Math.max(1, Math.floor(c / 2 ** random.below(40)))
      b = Math.min(
        MAX,
        Math.max(1, c * Math.floor((random.uniform() * MAX) / c / 2 ** random.below(20)) + random.below(3) - 1),
      )
      a = Math.min(MAX, Math.max(1, random.below(2) === 0 ? c - 1 : Math.floor(a / 2 ** 20)))
    } else if (kind === 5) {
      // Ties and exact quotients: c is even, b its half times an odd number.
      const half = 1 + random.below(2 ** 26)
      c = 2 * half
      b = half * (2 * random.below(2 ** 25) + 1)
      a = 1 + random.below(2 ** (1 + random.below(27)))
    }
    const carry = random.below(3) === 0 ? c - 1 : random.below(c)
    yield [random.below(2) === 0 ? a : -a, random.below(2) === 0 ? b : -b, c, random.below(4) === 0 ? 0 : carry]
  }
}
