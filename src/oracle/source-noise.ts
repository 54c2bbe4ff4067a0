import { PICO } from '../market/price.ts'
import { mulDivHalfEven } from '../numeric/mul-div.ts'
import { ORACLE } from '../numeric/purposes.ts'
import { RandomStream } from '../numeric/random.ts'
import type { Source } from './oracle-config.ts'

/** Errors of the sources, each from a stream of its own, so that a source more moves nobody else's draws. */
export class SourceNoise {
  readonly #streams: readonly RandomStream[]
  readonly #sources: readonly Source[]

  constructor(seed: number, market: number, sources: readonly Source[]) {
    this.#sources = sources
    this.#streams = sources.map((_, source) => new RandomStream(seed, ORACLE, market, source))
  }

  /**
   * What the source reports for a true price: price (1 + bias)(1 + noise Z), both steps half-even, at least 1 micro-unit.
   *
   * @param step - number of the observation: Z is a function of it and the source alone
   */
  observe(source: number, step: number, price: number): number {
    const { noise, bias } = this.#sources[source]
    const biased = price + mulDivHalfEven(price, bias.n, bias.d)
    if (noise === 0) return Math.max(1, biased)
    const stream = this.#streams[source]
    stream.at(step)
    const error = Math.floor(noise * stream.normal() * PICO + 0.5)
    return Math.max(1, biased + mulDivHalfEven(biased, error, PICO))
  }
}
