import { SEARCH } from '../../numeric/purposes.ts'
import { RandomStream } from '../../numeric/random.ts'
import type { Point } from '../sampling/point.ts'
import { CmaDistribution } from './cma-distribution.ts'
import { cmaRates } from './cma-rates.ts'
import { compareFeasibly } from './feasibility.ts'
import { type Judged, judged, type Search } from './search.ts'

/** How CMA-ES searches. */
export interface CmaEsOptions {
  /** Of the random stream. */
  readonly seed: number
  /** Where it begins: today's point, or the best of a design. */
  readonly start: Point
  /** Standard deviation of the first draws, a share of the parameters' ranges. @defaultValue 0.3 */
  readonly step?: number
  /** Points of a generation, at least 4; larger for noisy objectives. @defaultValue 4 + floor(3 ln dimensions) */
  readonly population?: number
  readonly generations: number
  /** Seeds that each point is judged over. */
  readonly seeds: number
  /** Draws nearer than this to each other end the search. @defaultValue 1e-6 */
  readonly resolution?: number
}

/** What the search came to. */
export interface CmaEsResult {
  /** The best point seen. */
  readonly best: Judged
  /** The centre of the distribution at the end: the better estimate where judgements are noisy. */
  readonly centre: Judged
}

/** Group of its random stream, so that it shares no draws with other searches. */
const GROUP = 1

/**
 * CMA-ES (Hansen, *The CMA evolution strategy: a tutorial*, 2016) for one objective of many parameters: points are drawn
 * from a normal distribution that learns, from the order of the points alone, where to go, how far, and along which
 * combinations of parameters. The order is by feasibility and then by the objective, so that constraints need no
 * weights. Beyond its bounds a coordinate is reflected.
 */
export function* cmaEs(options: CmaEsOptions): Search<CmaEsResult> {
  const { seed, start, generations, seeds, step = 0.3, resolution = 1e-6 } = options
  const rates = cmaRates(start.length, options.population)
  if (!(rates.population >= 4))
    throw new RangeError(`cmaEs: a generation has four points or more, not ${rates.population}`)
  const stream = new RandomStream(seed, SEARCH, GROUP, 0)
  const distribution = new CmaDistribution(start, step, rates)
  let best: Judged | undefined
  for (let generation = 0; generation < generations && distribution.reach > resolution; generation++) {
    stream.at(generation)
    const draws = Array.from({ length: rates.population }, () => distribution.draw(stream))
    const points = draws.map((draw) => distribution.at(draw).map(reflected))
    const found = judged(points, yield { points, seeds })
    const order = found.map((_, i) => i).sort((a, b) => compareFeasibly(found[a], found[b]) || a - b)
    const first = found[order[0]]
    if (best === undefined || compareFeasibly(first, best) < 0) best = first
    distribution.adapt(order.slice(0, rates.weights.length).map((i) => draws[i]))
  }
  const points = [distribution.centre.map(reflected)]
  const [centre] = judged(points, yield { points, seeds })
  return { best: best !== undefined && compareFeasibly(best, centre) < 0 ? best : centre, centre }
}

/** The largest number below 1. */
const BELOW_ONE = 1 - Number.EPSILON / 2

/** A coordinate brought into [0, 1) as by mirrors at 0 and 1. */
const reflected = (x: number): number => {
  const along = Math.abs(x) % 2
  return Math.min(along > 1 ? 2 - along : along, BELOW_ONE)
}
