import { expect, test } from 'vitest'
import { overlapWithBest } from '../../../src/studies/statistics/overlap-with-best.ts'

const of = (label: string, low: number, high: number) => ({
  label,
  interval: { kind: 'interval', estimate: (low + high) / 2, low, high, count: 8 } as const,
})

const candidates = [of('a', 0, 2), of('b', 1.5, 3), of('c', 2, 4), of('d', 2.5, 9)]

test('intervals that share a point with the best one are named', () => {
  expect(overlapWithBest(candidates, 'minimise')).toEqual({ best: 'a', overlapping: ['b', 'c'], unknown: [] })
  expect(overlapWithBest(candidates, 'maximise')).toEqual({ best: 'd', overlapping: ['b', 'c'], unknown: [] })
})

test('what has no interval is told apart, and where the best has none nothing can be said', () => {
  const single = { label: 'one', interval: { kind: 'too-few', estimate: 1.5, count: 1, needed: 6 } as const }
  expect(overlapWithBest([...candidates, single], 'minimise')).toMatchObject({ best: 'a', unknown: ['one'] })
  const better = { label: 'best', interval: { kind: 'no-spread', estimate: 0, count: 8 } as const }
  expect(overlapWithBest([...candidates, better], 'minimise')).toEqual({
    best: 'best',
    overlapping: [],
    unknown: ['a', 'b', 'c', 'd'],
  })
  const empty = { label: 'none', interval: { kind: 'too-few', estimate: undefined, count: 0, needed: 6 } as const }
  expect(overlapWithBest([empty], 'minimise')).toBeUndefined()
})
