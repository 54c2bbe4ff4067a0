import { expect, test } from 'vitest'
import { threefry } from '../../src/numeric/threefry.ts'

// Known-answer vectors of Random123 (kat_vectors, threefry4x32 with 20 rounds): counter, key, answer.
const vectors = [
  [[0, 0, 0, 0], [0, 0, 0, 0], '9c6ca96a e17eae66 fc10ecd4 5256a7d8'],
  [[-1, -1, -1, -1], [-1, -1, -1, -1], '2a881696 57012287 f6c7446e a16a6732'],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
    '59cd1dbb b8879579 86b5d00c ac8b6d84',
  ],
] as const

test.each(vectors)('counter %j under key %j gives %s', (counter, key, wanted) => {
  const words = new Int32Array(12)
  words.set(key, 0)
  words.set(counter, 4)
  threefry(words, 0, 4, 8)
  expect([...words.subarray(8)].map((x) => (x >>> 0).toString(16).padStart(8, '0')).join(' ')).toBe(wanted)
})
