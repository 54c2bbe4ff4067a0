import { describe, expect, test } from 'vitest'
import { addedCosts, metricRows } from '../../src/studies/assemble-comparison.ts'
import { type CompareProgress, compare, seedsFrom } from '../../src/studies/compare.ts'
import { impactOf } from '../../src/studies/impact-of.ts'
import { ownThreadRunner } from '../../src/studies/own-thread-runner.ts'
import { propertyNotes } from '../../src/studies/property-notes.ts'
import { RunFailure } from '../../src/studies/run-outcome.ts'
import type { Runner } from '../../src/studies/runner.ts'
import type { Study } from '../../src/studies/study.ts'
import { MINUTE, smallSimulation } from '../simulation/small-simulation.ts'
import { smallStudy } from './small-study.ts'

const study = smallStudy({ horizon: 2 * MINUTE, audited: false })

/** Runs that end in the order of `later`, each with what the study's own thread gives. */
const shuffled = (of: Study, later: (arm: string, seed: number) => number): Runner => {
  const runner = ownThreadRunner(of)
  return {
    ...runner,
    async run(arm, seed) {
      const outcome = await runner.run(arm, seed)
      await new Promise((resolve) => setTimeout(resolve, later(arm, seed)))
      return outcome
    },
  }
}

describe('a comparison', () => {
  test('is the same whichever run finishes first, and pairs differences by seed', async () => {
    const seeds = seedsFrom(7, 3)
    const one = await compare(study, ownThreadRunner(study), { seeds })
    const other = await compare(
      study,
      shuffled(study, (arm, seed) => (arm === 'amm' ? 40 : 0) + 10 * (9 - seed)),
      { seeds },
    )
    expect(other).toEqual(one)
    if (one === undefined) throw new Error('nothing was compared')
    expect(one.seeds).toEqual([7, 8, 9])
    expect(one.complete).toBe(true)
    expect(one.horizon).toBe(2 * MINUTE)
    expect(one.arms.map(({ arm, runs }) => [arm, runs.map(({ seed }) => seed)])).toEqual([
      ['amm', [7, 8, 9]],
      ['ladder', [7, 8, 9]],
      ['book', [7, 8, 9]],
    ])
    const volume = one.metrics.find(({ metric }) => metric === 'volume')
    const [amm, , book] = one.arms.map(({ runs }) => runs.map(({ metrics }) => metrics.volume))
    const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length
    expect(volume?.differences[1].mean).toBeCloseTo(mean(book.map((x, i) => x - amm[i])), 0)
    expect(volume?.differences[1].count).toBe(3)
    const sold = one.arms[0].costs.reduce((sum, { count }) => sum + count, 0)
    expect(sold).toBe(one.arms[0].runs.flatMap(({ costs }) => costs).reduce((sum, { count }) => sum + count, 0))
  })

  test('keeps the seeds of which all arms are finished when it is stopped', async () => {
    const controller = new AbortController()
    const seen: CompareProgress[] = []
    const runner = shuffled(study, (arm, seed) => {
      if (seed === 8 && arm === 'ladder') controller.abort()
      return 0
    })
    const stopped = await compare(study, runner, {
      seeds: seedsFrom(7, 5),
      signal: controller.signal,
      onProgress: (progress) => seen.push(progress),
    })
    expect(stopped?.complete).toBe(false)
    expect(stopped?.seeds[0]).toBe(7)
    expect(stopped?.seeds.length).toBeLessThan(5)
    expect(stopped?.notes.join()).toContain('Interrupted')
    expect(seen.at(-1)?.finishedSeeds).toBe(stopped?.seeds.length)
    for (const { arm, runs } of stopped?.arms ?? []) expect([arm, runs.length]).toEqual([arm, stopped?.seeds.length])
  })

  test('gives nothing when it is stopped before a seed is finished', async () => {
    const signal = AbortSignal.abort()
    expect(await compare(study, ownThreadRunner(study), { seeds: [1, 2], signal })).toBeUndefined()
  })

  test('fails with arm, seed and place of a broken invariant, and runs nothing more', async () => {
    let built = 0
    const broken: Study = {
      ...study,
      async build(arm, seed) {
        built += 1
        const simulation = await study.build(arm, seed)
        if (arm === 'ladder' && seed === 8) simulation.parts.exchange.ledger.balance[12] += 3
        return simulation
      },
    }
    const failure = await compare(broken, ownThreadRunner(broken), { seeds: seedsFrom(7, 4) }).catch((error) => error)
    expect(failure).toBeInstanceOf(RunFailure)
    expect(failure).toMatchObject({ arm: 'ladder', seed: 8 })
    expect(failure.broken).toMatchObject({ rule: 'conservation', key: 'small/ladder/8' })
    expect(failure.message).toContain('drift 3 atoms')
    expect(built).toBeLessThan(8)
  })

  test('says that one seed has no interval', async () => {
    const single = await compare(study, ownThreadRunner(study), { seeds: [7] })
    expect(single?.notes.join()).toContain('One seed has no interval')
    expect(single?.notes).toContain('The property "fund.end >= 0" held in every run.')
    expect(single?.notes).toContain(
      'The property "volume > 1e18" did not hold in amm (seed 7) and ladder (seed 7) and book (seed 7).',
    )
    const fund = single?.metrics.find(({ metric }) => metric === 'fund.end')
    expect(fund?.arms[0].low).toBe(fund?.arms[0].mean)
  })
})

describe('rows of metrics', () => {
  const armOf = (...metrics: readonly Record<string, number>[]) => ({
    runs: metrics.map((row) => ({ metrics: row })) as never,
  })

  test('hold a count of 0 where an arm does not have the metric', () => {
    const rows = metricRows([
      armOf({ volume: 1 }, { volume: 3 }),
      armOf({ volume: 2, 'pnl.maker': 5 }, { volume: 8, 'pnl.maker': 7 }),
    ])
    expect(rows.map(({ metric, unit }) => [metric, unit])).toEqual([
      ['volume', 'atoms'],
      ['pnl.maker', 'atoms'],
    ])
    expect(rows[0].differences[0]).toMatchObject({ mean: 3, count: 2 })
    expect(rows[1].arms[0].count).toBe(0)
    expect(rows[1].arms[1]).toMatchObject({ mean: 6, count: 2 })
    expect(rows[1].differences[0].count).toBe(0)
  })

  test('costs add up class by class', () => {
    const cost = (count: number) => ({ upTo: 5, count, notional: 10 * count, fee: 1, spread: 2, impact: -1 })
    expect(addedCosts([{ costs: [cost(1)] }, { costs: [cost(4)] }] as never)).toEqual([
      { upTo: 5, count: 5, notional: 50, fee: 2, spread: 4, impact: -2 },
    ])
  })
})

describe('a property', () => {
  // What nobody measured was judged as 0, which keeps any upper bound.
  test('of a figure that a run did not measure is not judged there', async () => {
    const series = { columns: [], values: [] }
    const run = (seed: number, metrics: Record<string, number>) => ({ seed, metrics, series })
    const told = (...runs: readonly ReturnType<typeof run>[]) =>
      propertyNotes(['spreadBps.mean < 5'], [{ arm: 'book', runs }], { quoteDecimals: 6 } as never)
    expect(await told(run(1, {}), run(2, { 'spreadBps.mean': 4 }))).toEqual([
      'The property "spreadBps.mean < 5" cannot be told of one run: nothing was measured of spreadBps.mean.',
      'The property "spreadBps.mean < 5" held in every other run.',
    ])
    expect(await told(run(1, {}))).toHaveLength(1)
  })
})

describe('before the first trade', () => {
  test.each(['amm', 'ladder', 'book'])(
    '%s is measured when all who quote have done so, and nothing has traded',
    async (arm) => {
      const found = await impactOf(study, arm)
      expect(found.depthAtStart.bid).toBeGreaterThan(0)
      expect(found.depthAtStart.ask).toBeGreaterThan(0)
      expect(found.impact.buy.length).toBeGreaterThan(3)
      // Curves and their ladders stand there from the beginning; makers have to come.
      expect(found.block > 0).toBe(arm === 'book')
      for (const points of [found.impact.buy, found.impact.sell])
        points.forEach(({ impactBps }, i) => {
          expect(impactBps).toBeGreaterThanOrEqual(points[i - 1]?.impactBps ?? 0)
        })
    },
  )

  test('the ladder has the depth of its curve', async () => {
    const [amm, ladder] = await Promise.all(['amm', 'ladder'].map((arm) => impactOf(study, arm)))
    expect(ladder.depthAtStart.ask / amm.depthAtStart.ask).toBeCloseTo(1, 1)
    expect(ladder.depthAtStart.bid / amm.depthAtStart.bid).toBeCloseTo(1, 1)
    expect(amm.depthAtStart.ask / 2e12).toBeCloseTo(1, 2)
  })

  test('an arm that nobody quotes has no depth and no curve', async () => {
    const empty: Study = {
      ...study,
      buildQuotes: async () => smallSimulation({ arm: 'nobody', horizon: MINUTE, crowd: false }),
    }
    const found = await impactOf(empty, 'book')
    expect(found).toMatchObject({ depthAtStart: { bid: 0, ask: 0 }, impact: { mid: 0, buy: [], sell: [] } })
  })
})
