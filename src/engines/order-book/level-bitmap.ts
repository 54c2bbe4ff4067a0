// Hot: `add`, `remove`, `atOrAbove` and `atOrBelow` allocate nothing.
import type { UndoLog } from './undo-log.ts'

/** Index of the lowest set bit of a non-zero word. */
const lowestBit = (word: number): number => 31 - Math.clz32(word & -word)

/**
 * A set of level numbers as layers of 32-bit words: a bit of a layer says whether the word below it has any bit set.
 * The neighbour of a level is found in as many steps as there are layers (three for 32,768 levels, four for a million).
 */
export class LevelBitmap {
  /** All layers, lowest first, each with one zero word more than it needs, so that a search may look one word past its end. */
  words: Int32Array
  /** Where each layer begins in `words`. */
  #offsets: Int32Array
  readonly #undo: UndoLog
  readonly #id: number

  constructor(levels: number, undo: UndoLog) {
    this.#undo = undo
    this.#offsets = LevelBitmap.#layers(levels)
    this.words = new Int32Array(this.#offsets[this.#offsets.length - 1])
    this.#id = undo.register(this.words)
  }

  /** Offsets of the layers, and behind them the number of words in all. */
  static #layers(levels: number): Int32Array {
    const offsets = [0]
    let words = levels
    do {
      words = Math.ceil(words / 32)
      offsets.push(offsets[offsets.length - 1] + words + 1)
    } while (words > 1)
    return Int32Array.from(offsets)
  }

  /** Empties the set and makes room for another number of levels. Rare, allocates. */
  resize(levels: number): void {
    const words = this.words
    const offsets = this.#offsets
    this.#offsets = LevelBitmap.#layers(levels)
    this.words = new Int32Array(this.#offsets[this.#offsets.length - 1])
    this.#undo.replace(this.#id, this.words, () => {
      this.words = words
      this.#offsets = offsets
    })
  }

  add(level: number): void {
    const words = this.words
    const offsets = this.#offsets
    let at = level
    for (let layer = 0; layer < offsets.length - 1; layer++) {
      const index = offsets[layer] + (at >> 5)
      const word = words[index]
      if (this.#undo.marked) this.#undo.keep(this.#id, index)
      words[index] = word | (1 << (at & 31))
      if (word !== 0) return
      at >>= 5
    }
  }

  remove(level: number): void {
    const words = this.words
    const offsets = this.#offsets
    let at = level
    for (let layer = 0; layer < offsets.length - 1; layer++) {
      const index = offsets[layer] + (at >> 5)
      const word = words[index] & ~(1 << (at & 31))
      if (this.#undo.marked) this.#undo.keep(this.#id, index)
      words[index] = word
      if (word !== 0) return
      at >>= 5
    }
  }

  /** The least member not below `level`; -1 where there is none. */
  atOrAbove(level: number): number {
    const words = this.words
    const offsets = this.#offsets
    const layers = offsets.length - 1
    let at = level
    let layer = 0
    for (;;) {
      const word = words[offsets[layer] + (at >> 5)] & (-1 << (at & 31))
      if (word !== 0) {
        at = (at & ~31) | lowestBit(word)
        break
      }
      at = (at >> 5) + 1
      if (++layer === layers) return -1
    }
    while (layer > 0) {
      layer--
      at = (at << 5) | lowestBit(words[offsets[layer] + at])
    }
    return at
  }

  /** The greatest member not above `level`; -1 where there is none. */
  atOrBelow(level: number): number {
    const words = this.words
    const offsets = this.#offsets
    const layers = offsets.length - 1
    let at = level
    let layer = 0
    while (at >= 0) {
      const word = words[offsets[layer] + (at >> 5)] & (-1 >>> (31 - (at & 31)))
      if (word !== 0) {
        at = (at & ~31) | (31 - Math.clz32(word))
        while (layer > 0) {
          layer--
          at = (at << 5) | (31 - Math.clz32(words[offsets[layer] + at]))
        }
        return at
      }
      at = (at >> 5) - 1
      if (++layer === layers) return -1
    }
    return -1
  }
}
