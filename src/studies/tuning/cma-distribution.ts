import type { RandomStream } from '../../numeric/random.ts'
import { exp } from '../../numeric/transcendental.ts'
import type { CmaRates } from './cma-rates.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

/** One draw of the distribution: `z` of independent normals, `y` the same stretched and turned. */
export interface CmaDraw {
  readonly z: Float64Array
  readonly y: Float64Array
}

/** The normal distribution that CMA-ES draws from and adapts: its centre, its step, its covariance and their paths. */
export class CmaDistribution {
  readonly #rates: CmaRates
  readonly #size: number
  readonly #centre: Float64Array
  #step: number
  readonly #covariance: Float64Array
  readonly #stepPath: Float64Array
  readonly #path: Float64Array
  /** (1 - stepMemory)^(2 generations): how much of the step's path is still its start, zero. */
  #start = 1
  #vectors: Float64Array
  #lengths: Float64Array

  constructor(centre: readonly number[], step: number, rates: CmaRates) {
    const size = centre.length
    this.#rates = rates
    this.#size = size
    this.#centre = Float64Array.from(centre)
    this.#step = step
    this.#covariance = new Float64Array(size * size)
    for (let i = 0; i < size; i++) this.#covariance[i * size + i] = 1
    this.#stepPath = new Float64Array(size)
    this.#path = new Float64Array(size)
    this.#vectors = this.#covariance.slice()
    this.#lengths = new Float64Array(size).fill(1)
  }

  /** The centre, anywhere: coordinates are not kept within bounds here. */
  get centre(): readonly number[] {
    return [...this.#centre]
  }

  /** Standard deviation along the longest axis. */
  get reach(): number {
    return this.#step * Math.max(...this.#lengths)
  }

  draw(stream: RandomStream): CmaDraw {
    const z = Float64Array.from({ length: this.#size }, () => stream.normal())
    return { z, y: this.#turned(z.map((x, k) => x * this.#lengths[k])) }
  }

  /** Where a draw lies. */
  at(draw: CmaDraw): readonly number[] {
    return Array.from(this.#centre, (x, i) => x + this.#step * draw.y[i])
  }

  /** Moves and reshapes towards a generation's better half, the best first. */
  adapt(best: readonly CmaDraw[]): void {
    const { weights, effective, stepMemory, damping, pathMemory, rankOne, rankMany, normalLength } = this.#rates
    const size = this.#size
    const mean = (of: (draw: CmaDraw) => Float64Array): Float64Array =>
      Float64Array.from({ length: size }, (_, i) => best.reduce((sum, draw, k) => sum + weights[k] * of(draw)[i], 0))
    const y = mean((draw) => draw.y)
    const z = this.#turned(mean((draw) => draw.z))
    const stepGain = Math.sqrt(stepMemory * (2 - stepMemory) * effective)
    let square = 0
    for (let i = 0; i < size; i++) {
      this.#centre[i] += this.#step * y[i]
      this.#stepPath[i] = (1 - stepMemory) * this.#stepPath[i] + stepGain * z[i]
      square += this.#stepPath[i] * this.#stepPath[i]
    }
    this.#start *= (1 - stepMemory) * (1 - stepMemory)
    const length = Math.sqrt(square)
    // A step that grows fast would stretch the covariance by the same move.
    const calm = length / Math.sqrt(1 - this.#start) < (1.4 + 2 / (size + 1)) * normalLength
    const gain = calm ? Math.sqrt(pathMemory * (2 - pathMemory) * effective) : 0
    for (let i = 0; i < size; i++) this.#path[i] = (1 - pathMemory) * this.#path[i] + gain * y[i]
    const kept = 1 - rankOne - rankMany + (calm ? 0 : rankOne * pathMemory * (2 - pathMemory))
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        const many = best.reduce((sum, draw, k) => sum + weights[k] * draw.y[i] * draw.y[j], 0)
        const entry = kept * this.#covariance[i * size + j] + rankOne * this.#path[i] * this.#path[j] + rankMany * many
        this.#covariance[i * size + j] = entry
        this.#covariance[j * size + i] = entry
      }
    }
    this.#step *= exp(Math.min(1, (stepMemory / damping) * (length / normalLength - 1)))
    const { values, vectors } = symmetricEigen(this.#covariance, size)
    this.#vectors = vectors
    this.#lengths = values.map((value) => Math.sqrt(Math.max(value, 0)))
  }

  /** From the coordinates of the axes to those of the space. */
  #turned(along: Float64Array): Float64Array {
    const size = this.#size
    const turned = new Float64Array(size)
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < size; k++) turned[i] += this.#vectors[i * size + k] * along[k]
    }
    return turned
  }
}
