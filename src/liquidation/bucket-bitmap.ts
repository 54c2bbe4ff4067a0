// Hot: allocates nothing after construction.

/** The most buckets one list of a `BucketBitmap` can have: three levels of 32. */
export const MOST_BUCKETS = 32768
const LEVEL_1 = 1024
const LEVEL_2 = LEVEL_1 + 32
const STRIDE = LEVEL_2 + 1

const highestBit = (word: number): number => 31 - Math.clz32(word)
const lowestBit = (word: number): number => 31 - Math.clz32(word & -word)

/**
 * Which buckets of several lists are not empty, as a 32-ary bitmap of three levels: the next one in either
 * direction is found with a handful of `clz32`, however far it is.
 */
export class BucketBitmap {
  readonly #words: Int32Array

  constructor(lists: number) {
    this.#words = new Int32Array(lists * STRIDE)
  }

  set(list: number, bucket: number): void {
    const words = this.#words
    const at = list * STRIDE
    words[at + (bucket >>> 5)] |= 1 << (bucket & 31)
    words[at + LEVEL_1 + (bucket >>> 10)] |= 1 << ((bucket >>> 5) & 31)
    words[at + LEVEL_2] |= 1 << (bucket >>> 10)
  }

  unset(list: number, bucket: number): void {
    const words = this.#words
    const at = list * STRIDE
    const leaf = at + (bucket >>> 5)
    words[leaf] &= ~(1 << (bucket & 31))
    if (words[leaf] !== 0) return
    const branch = at + LEVEL_1 + (bucket >>> 10)
    words[branch] &= ~(1 << ((bucket >>> 5) & 31))
    if (words[branch] !== 0) return
    words[at + LEVEL_2] &= ~(1 << (bucket >>> 10))
  }

  clear(): void {
    this.#words.fill(0)
  }

  /** The highest non-empty bucket at or below `bucket`, -1 where there is none. */
  atOrBelow(list: number, bucket: number): number {
    if (bucket < 0) return -1
    const words = this.#words
    const at = list * STRIDE
    const leaf = bucket >>> 5
    // a mask of bits 0..b, built so that b = 31 gives all of them
    const inLeaf = words[at + leaf] & (-1 >>> (31 - (bucket & 31)))
    if (inLeaf !== 0) return (leaf << 5) | highestBit(inLeaf)
    const branch = leaf >>> 5
    const inBranch = words[at + LEVEL_1 + branch] & ((1 << (leaf & 31)) - 1)
    if (inBranch !== 0) {
      const found = (branch << 5) | highestBit(inBranch)
      return (found << 5) | highestBit(words[at + found])
    }
    const inRoot = words[at + LEVEL_2] & ((1 << branch) - 1)
    if (inRoot === 0) return -1
    const middle = highestBit(inRoot)
    const found = (middle << 5) | highestBit(words[at + LEVEL_1 + middle])
    return (found << 5) | highestBit(words[at + found])
  }

  /** The lowest non-empty bucket at or above `bucket`, -1 where there is none. */
  atOrAbove(list: number, bucket: number): number {
    if (bucket >= MOST_BUCKETS) return -1
    const words = this.#words
    const at = list * STRIDE
    const leaf = bucket >>> 5
    const inLeaf = words[at + leaf] & (-1 << (bucket & 31))
    if (inLeaf !== 0) return (leaf << 5) | lowestBit(inLeaf)
    const branch = leaf >>> 5
    const inBranch = words[at + LEVEL_1 + branch] & ~(-1 >>> (31 - (leaf & 31)))
    if (inBranch !== 0) {
      const found = (branch << 5) | lowestBit(inBranch)
      return (found << 5) | lowestBit(words[at + found])
    }
    const inRoot = words[at + LEVEL_2] & ~(-1 >>> (31 - branch))
    if (inRoot === 0) return -1
    const middle = lowestBit(inRoot)
    const found = (middle << 5) | lowestBit(words[at + LEVEL_1 + middle])
    return (found << 5) | lowestBit(words[at + found])
  }
}
