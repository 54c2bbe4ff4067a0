import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crowdingDistance } from '../../../src/studies/tuning/crowding-distance.ts'
import { compareFeasibly, dominates } from '../../../src/studies/tuning/feasibility.ts'
import { nonDominatedSort } from '../../../src/studies/tuning/non-dominated-sort.ts'
import type { Judgement } from '../../../src/studies/tuning/search.ts'
import { of } from './answered.ts'

/** Few different values, so that ties and equal points are common; a third break constraints. */
const judgements = (objectives: number) =>
  fc.array(
    fc.record({
      objectives: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: objectives, maxLength: objectives }),
      violation: fc.oneof(
        { weight: 2, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }) },
      ),
    }),
    { maxLength: 40 },
  )

/** Fronts by their definition: again and again those that none of what is left dominates. */
const naiveSort = (all: readonly Judgement[]): readonly (readonly number[])[] => {
  const fronts: (readonly number[])[] = []
  let left = all.map((_, i) => i)
  while (left.length > 0) {
    const front = left.filter((i) => !left.some((j) => naivelyDominates(all[j], all[i])))
    fronts.push(front)
    left = left.filter((i) => !front.includes(i))
  }
  return fronts
}

const naivelyDominates = (a: Judgement, b: Judgement): boolean => {
  const [feasible, otherFeasible] = [a.violation === 0, b.violation === 0]
  if (feasible && !otherFeasible) return true
  if (!feasible && otherFeasible) return false
  if (!feasible) return a.violation < b.violation
  return a.objectives.every((x, m) => x <= b.objectives[m]) && a.objectives.some((x, m) => x < b.objectives[m])
}

describe('the non-dominated sort', () => {
  test('gives the fronts of the definition, with two and three objectives and with constraints', () => {
    const fronts = fc.oneof(judgements(2), judgements(3))
    fc.assert(
      fc.property(fronts, (all) => {
        expect(nonDominatedSort(all)).toEqual(naiveSort(all))
      }),
      { seed: 61, numRuns: 300 },
    )
  })

  test('of nothing is nothing', () => {
    expect(nonDominatedSort([])).toEqual([])
  })
})

describe("Deb's rules", () => {
  const feasible = of(9)
  const worse = of(10)
  const slightly = { objectives: [0], violation: 1 }
  const badly = { objectives: [-5], violation: Number.POSITIVE_INFINITY }

  test('rank feasible before infeasible, then by violation, then by objective', () => {
    expect([badly, worse, slightly, feasible].sort(compareFeasibly)).toEqual([feasible, worse, slightly, badly])
    expect(compareFeasibly(badly, { ...badly })).toBe(0)
  })

  test('are the domination of one objective', () => {
    for (const [a, b] of [
      [feasible, worse],
      [worse, slightly],
      [slightly, badly],
    ] as const) {
      expect([dominates(a, b), dominates(b, a), dominates(a, a)]).toEqual([true, false, false])
    }
  })
})

describe('the crowding distance', () => {
  test('is infinite at the ends and elsewhere the shares of both ranges between the neighbours', () => {
    // f1 spans 10 and f2 spans 20: the middle one's neighbours are the ends.
    expect([...crowdingDistance([of(0, 20), of(4, 10), of(10, 0)])]).toEqual([Infinity, 2, Infinity])
    expect([...crowdingDistance([of(0, 20), of(1, 18), of(4, 10), of(10, 0)])].map((x) => x.toFixed(2))).toEqual([
      'Infinity',
      '0.90',
      '1.80',
      'Infinity',
    ])
  })

  test('is zero where all are equal: no objective tells them apart', () => {
    expect([...crowdingDistance([of(1, 1), of(1, 1), of(1, 1)])]).toEqual([0, 0, 0])
    expect([...crowdingDistance([])]).toEqual([])
  })
})
