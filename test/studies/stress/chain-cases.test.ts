import { describe, expect, test } from 'vitest'
import { stressCases } from '../../../src/studies/stress/stress-cases.ts'
import { blocksOf, caseOf, MINUTE, smallScenario, stressed } from './small-stress.ts'

const short = { 'horizon: 2h': 'horizon: 48m' }

describe('a stall', () => {
  test('has no block, and the first after it has the whole fall and all that was sent meanwhile', async () => {
    const scenario = await smallScenario(short)
    const found = caseOf(stressCases(scenario), 'block-stall-10')
    const { from, until } = found.window!
    expect([from, until]).toEqual([16 * MINUTE, 26 * MINUTE])
    const blocks: { readonly time: number; readonly ratio: number; readonly taken: number }[] = []
    await blocksOf(await stressed(scenario, found), { engine: 'book' }, ({ feeds: [feed], parts }, time) => {
      const ratio = feed.truePrice(time) / feed.parts.path.priceAt(time)
      blocks.push({ time, ratio, taken: parts.mempool.counts().taken })
    })
    expect(blocks.filter(({ time }) => time >= from && time < until)).toEqual([])
    const first = blocks.findIndex(({ time }) => time === until)
    expect(blocks[first - 1]).toMatchObject({ time: from - 10_000, ratio: 1 })
    expect(blocks[first].ratio).toBeCloseTo(0.8, 8)
    const taken = (block: number): number => blocks[block].taken - blocks[block - 1].taken
    expect(taken(first)).toBeGreaterThan(4 * taken(first - 1))
    expect(blocks[first + 1].time).toBe(until + 10_000)
  })
})

describe('congestion', () => {
  test('leaves a part of every block for half an hour, in which transactions wait', async () => {
    // Room for ten orders in a usual block, and for two at 80 %.
    const scenario = await smallScenario({ ...short, 'mean: 400ms }': 'mean: 400ms }, capacity: 4_000_000' })
    const { ladder } = caseOf(stressCases(scenario), 'congestion-90')
    const waiting: { readonly time: number; readonly gas: number; readonly size: number }[] = []
    await blocksOf(await stressed(scenario, ladder!.at(0.8)), { engine: 'book' }, ({ parts: { mempool } }, time) => {
      waiting.push({ time, gas: mempool.counts().lastGas, size: mempool.size })
    })
    const [from, until] = [16 * MINUTE, 46 * MINUTE]
    const during = waiting.filter(({ time }) => time >= from && time < until)
    const before = waiting.filter(({ time }) => time > MINUTE && time < from)
    expect(Math.max(...during.map(({ gas }) => gas))).toBeLessThanOrEqual(800_000)
    expect(Math.max(...before.map(({ gas }) => gas))).toBeGreaterThan(800_000)
    const mean = (rows: typeof waiting): number => rows.reduce((sum, { size }) => sum + size, 0) / rows.length
    expect(mean(during)).toBeGreaterThan(2 * mean(before))
    expect(waiting.at(-1)!.gas).toBeGreaterThan(800_000)
  })

  test('is beside what the scenario says of its chain', async () => {
    const scenario = await smallScenario({
      ...short,
      'mean: 400ms }':
        'mean: 400ms }, congestion: [{ from: 1m, for: 1m, taken: 10% }], stalls: [{ from: 3m, for: 1m }]',
    })
    const entries = stressCases(scenario)
    const { chain } = await stressed(scenario, caseOf(entries, 'congestion-99'))
    expect(chain.congestion).toEqual([
      { from: '1m', for: '1m', taken: '10%' },
      { from: '16m', for: '30m', taken: '99%' },
    ])
    expect((await stressed(scenario, caseOf(entries, 'block-stall-1'))).chain.stalls).toEqual([
      { from: '3m', for: '1m' },
      { from: '16m', for: '1m' },
    ])
  })
})
