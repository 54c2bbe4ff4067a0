import { SEARCH } from '../../numeric/purposes.ts'
import { RandomStream } from '../../numeric/random.ts'
import type { Point } from '../sampling/point.ts'
import { crowdingDistance } from './crowding-distance.ts'
import { nonDominatedSort } from './non-dominated-sort.ts'
import { polynomialMutation } from './polynomial-mutation.ts'
import { type Judged, judged, type Search } from './search.ts'
import { simulatedBinaryCrossover } from './simulated-binary-crossover.ts'

/** How a population of points is bred. */
export interface Nsga2Options {
  /** Of the random stream. */
  readonly seed: number
  /** First population, at least two points; that of each generation has as many. */
  readonly points: readonly Point[]
  /** Populations after the first. */
  readonly generations: number
  /** Seeds that each point is judged over. */
  readonly seeds: number
  /** Probability that two parents are crossed. @defaultValue 0.9 */
  readonly crossover?: number
  /** @defaultValue 15 */
  readonly crossoverIndex?: number
  /** Probability that a coordinate is moved. @defaultValue one coordinate a point */
  readonly mutation?: number
  /** @defaultValue 20 */
  readonly mutationIndex?: number
}

/** What a population came to. */
export interface Nsga2Result {
  /** Points of the last population that none of it dominates, each once; infeasible only where all are. */
  readonly front: readonly Judged[]
  /** The last population, by rank and then by crowding. */
  readonly population: readonly Judged[]
}

/** The largest number below 1: searches ask about [0, 1). */
const BELOW_ONE = 1 - Number.EPSILON / 2

/** A population by rank, with rank and crowding of each member. */
interface Ranked {
  readonly members: readonly Judged[]
  readonly rank: readonly number[]
  readonly crowding: readonly number[]
}

/**
 * NSGA-II (Deb, Pratap, Agarwal and Meyarivan, *A fast and elitist multiobjective genetic algorithm: NSGA-II*, 2002):
 * parents by tournaments of two, children by simulated binary crossover and polynomial mutation, and of parents and
 * children together the best by rank, then by crowding. For several objectives, or many parameters.
 */
export function* nsga2(options: Nsga2Options): Search<Nsga2Result> {
  const { points, generations, seeds, seed } = options
  const size = points.length
  if (size < 2) throw new RangeError(`nsga2: a population has two points or more, not ${size}`)
  const stream = new RandomStream(seed, SEARCH, 0, 0)
  let population = survivors(judged(points, yield { points, seeds }), size)
  for (let generation = 1; generation <= generations; generation++) {
    stream.at(generation)
    const children = bred(stream, population, options)
    const found = judged(children, yield { points: children, seeds })
    population = survivors([...population.members, ...found], size)
  }
  const { members, rank } = population
  const front = members.filter((_, i) => rank[i] === 0)
  return { front: distinct(front), population: members }
}

/** The best of a crowd: whole fronts while they fit, and of the next one the least crowded. */
const survivors = (crowd: readonly Judged[], size: number): Ranked => {
  const members: Judged[] = []
  const rank: number[] = []
  const crowding: number[] = []
  for (const [r, front] of nonDominatedSort(crowd).entries()) {
    const distance = crowdingDistance(front.map((i) => crowd[i]))
    const order = front.map((_, k) => k).sort((a, b) => descending(distance[a], distance[b]) || a - b)
    for (const k of order.slice(0, size - members.length)) {
      members.push(crowd[front[k]])
      rank.push(r)
      crowding.push(distance[k])
    }
    if (members.length === size) break
  }
  return { members, rank, crowding }
}

/** Larger first; infinite distances are equal, where a difference would be no number. */
const descending = (a: number, b: number): number => (a === b ? 0 : b > a ? 1 : -1)

/** As many children as there are members. */
const bred = (stream: RandomStream, population: Ranked, options: Nsga2Options): readonly Point[] => {
  const { crossover = 0.9, crossoverIndex = 15, mutationIndex = 20 } = options
  const { members, rank, crowding } = population
  const parent = (): Point => {
    const a = stream.below(members.length)
    const b = stream.below(members.length)
    const better = rank[a] - rank[b] || descending(crowding[a], crowding[b])
    return members[better <= 0 ? a : b].point
  }
  const children: Point[] = []
  while (children.length < members.length) {
    const [a, b] = [parent(), parent()]
    const crossed = stream.uniform() < crossover
    for (const child of crossed ? simulatedBinaryCrossover(stream, a, b, crossoverIndex) : [[...a], [...b]]) {
      polynomialMutation(stream, child, options.mutation ?? 1 / child.length, mutationIndex)
      if (children.length < members.length) children.push(child.map((x) => Math.min(x, BELOW_ONE)))
    }
  }
  return children
}

/** Without points that stand there already. */
const distinct = (found: readonly Judged[]): readonly Judged[] => [
  ...new Map(found.map((one) => [one.point.join(), one])).values(),
]
