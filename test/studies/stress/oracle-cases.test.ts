import { describe, expect, test } from 'vitest'
import { stressCases } from '../../../src/studies/stress/stress-cases.ts'
import { blocksOf, caseOf, MINUTE, NOBODY, smallScenario, stressed } from './small-stress.ts'

const DELAY = 10_000

/** Index and true price at every block of a run of the case in the virtual AMM, micro-units. */
const pricesIn = async (id: string) => {
  const scenario = await smallScenario({ ...NOBODY, 'horizon: 2h': 'horizon: 50m' })
  const found = caseOf(stressCases(scenario, { at: 10 * MINUTE }), id)
  const index = new Map<number, number>()
  const price = new Map<number, number>()
  await blocksOf(await stressed(scenario, found), { engine: 'amm' }, ({ feeds: [feed] }, time) => {
    index.set(time, feed.parts.oracle.published.price)
    price.set(time, feed.truePrice(time))
  })
  const between = (from: number, to: number) => [...index.keys()].filter((time) => time >= from && time < to)
  return { ...found.window!, index, price, between }
}

describe('sources that are stuck', () => {
  test('all of them: the index stands still while the price falls by a fifth, and jumps when they go on', async () => {
    const { from, until, index, price, between } = await pricesIn('oracle-stuck-all-10')
    expect(until - from).toBe(10 * MINUTE)
    const still = new Set(between(from + DELAY, until + DELAY).map((time) => index.get(time)))
    expect(still.size).toBe(1)
    expect(price.get(until)! / price.get(from - 10_000)!).toBeLessThan(0.82)
    expect(index.get(until + DELAY)! / [...still][0]!).toBeLessThan(0.82)
  })

  test('one of three: the index follows the price a delay later', async () => {
    const { from, until, index, price, between } = await pricesIn('oracle-stuck-one-10')
    expect(between(from, until).filter((time) => index.get(time) !== price.get(time - DELAY))).toEqual([])
  })
})

describe('sources that are late', () => {
  test('all of them: nothing new for five minutes, then prices that are five minutes older than usual', async () => {
    const { from, until, index, price, between } = await pricesIn('oracle-late-all-5')
    const still = new Set(between(from, from + 5 * MINUTE).map((time) => index.get(time)))
    expect(still.size).toBeLessThanOrEqual(2)
    const late = between(from + 6 * MINUTE, until)
    expect(late.length).toBeGreaterThan(100)
    expect(late.filter((time) => index.get(time) !== price.get(time - DELAY - 5 * MINUTE))).toEqual([])
    expect(index.get(until + DELAY)).toBe(price.get(until))
  })

  test('one of three: the index follows the price', async () => {
    const { from, until, index, price, between } = await pricesIn('oracle-late-one-5')
    // The median is one of the two others, or what the late one saw where that lies between them: they are exact, so it is theirs.
    expect(between(from, until).filter((time) => index.get(time) !== price.get(time - DELAY))).toEqual([])
  })
})

describe('sources that see what is not there', () => {
  test.each([
    ['low', 0.7],
    ['high', 1.3],
  ])('all of them, too %s: the index is %f of the price for a minute', async (way, factor) => {
    const { from, until, index, price, between } = await pricesIn(`oracle-spike-${way}-all-30`)
    expect(until - from).toBe(MINUTE)
    for (const time of between(from + DELAY, until + DELAY))
      expect(index.get(time)! / price.get(time - DELAY)!).toBeCloseTo(factor, 9)
    expect(index.get(until + DELAY)).toBe(price.get(until))
  })

  test('one of three: the median does not see it', async () => {
    const { index, price, between } = await pricesIn('oracle-spike-low-one-30')
    expect(between(5 * MINUTE, 20 * MINUTE).filter((time) => index.get(time) !== price.get(time - DELAY))).toEqual([])
  })
})

test('an oracle of one source has no case of one among them, and the heaviest fails where they differ', async () => {
  const one = stressCases(await smallScenario({ 'sources: 3, delay: 10s': 'sources: 1' }))
  const skipped = one.filter((entry) => 'skipped' in entry && entry.group === 'oracle')
  expect(skipped.map(({ id }) => id)).toEqual([
    'oracle-stuck-one-10',
    'oracle-late-one-5',
    'oracle-spike-low-one-30',
    'oracle-spike-high-one-30',
  ])
  const weighted = await smallScenario({
    'sources: 3, delay: 10s': 'sources: [{ weight: 1 }, { weight: 3 }, { weight: 3 }], aggregate: weighted-median',
  })
  const { changes } = caseOf(stressCases(weighted), 'oracle-stuck-one-10')
  expect(changes[0]).toEqual({ path: ['oracle', 'faults'], value: [expect.objectContaining({ source: 1 })] })
})
