// Hot enough to run every block: 32-bit multiplications only, the same bits on every machine.

import type { StateArray } from '../market/stateful.ts'

const cell = new Float64Array(1)
const words = new Uint32Array(cell.buffer)

/**
 * A running 128-bit fingerprint of numbers, in four 32-bit lanes (the mixing of MurmurHash3, public domain).
 * Two runs with equal digests went through the same states; it is no cryptographic hash.
 */
export class Digest {
  /** The lanes: state to checkpoint. */
  readonly lanes: Uint32Array = Uint32Array.of(0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93)

  /** Folds one number in, by its 64 bits; -0 counts as 0. */
  number(x: number): void {
    cell[0] = x + 0
    this.#word(words[0], 0)
    this.#word(words[1], 1)
  }

  /** Folds a whole array in, with its length. */
  array(values: StateArray, length: number = values.length): void {
    this.#word(length, 2)
    for (let i = 0; i < length; i++) this.number(values[i])
  }

  /** Folds a text in, by its UTF-16 units. */
  text(value: string): void {
    this.#word(value.length, 3)
    for (let i = 0; i < value.length; i++) this.#word(value.charCodeAt(i), 3)
  }

  /** 32 hexadecimal digits. */
  hex(): string {
    return Array.from(this.lanes, (lane) => lane.toString(16).padStart(8, '0')).join('')
  }

  #word(word: number, lane: number): void {
    const lanes = this.lanes
    let k = Math.imul(word, 0xcc9e2d51)
    k = (k << 15) | (k >>> 17)
    k = Math.imul(k, 0x1b873593)
    const other = (lane + 1) & 3
    let h = lanes[lane] ^ k
    h = (h << 13) | (h >>> 19)
    h = (Math.imul(h, 5) + 0xe6546b64) | 0
    lanes[lane] = h
    // Each lane stirs the next, so that no lane depends on a part of the input only.
    lanes[other] = Math.imul(lanes[other] ^ (h >>> 15), 0x85ebca6b) ^ h
  }
}
