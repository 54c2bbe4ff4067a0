import { describe, expect, test } from 'vitest'
import type { ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import { ARMS, SMALL, smallScenario, type Words, watched } from './small-scenario.ts'

const oracle = (words: Words): Words => ({ oracle: { ...(SMALL.oracle as Words), ...words } })
const refusals = (events: readonly ExchangeEvent[], refusal: string): number =>
  events.filter((event) => event.kind === 'refusal' && event.refusal === refusal).length

describe.each(ARMS)('on %s', (engine) => {
  test.each<[string, Words]>([
    ['the index', { rule: 'index' }],
    ['the mid within a band', { rule: 'clamped-mid', band: '20bps' }],
    ['index and average premium', { rule: 'index-plus-premium-ema', halfLife: '30s' }],
    ['the median of three', { rule: 'median-of-three' }],
  ])('a mark by %s follows the index, and accounts are valued at it', async (_, mark) => {
    let furthest = 0
    const { simulation } = await watched(await smallScenario({ horizon: '5m', mark }), { engine }, (run) => {
      const [feed] = run.feeds
      const index = feed.parts.oracle.published.price
      expect(feed.mark).toBeGreaterThan(0)
      expect(run.parts.exchange.markets.mark[0]).toBe(Math.round(feed.mark / 1e6))
      furthest = Math.max(furthest, Math.abs(feed.mark / index - 1))
    })
    expect(furthest).toBeLessThanOrEqual(mark.rule === 'index' ? 0 : mark.rule === 'clamped-mid' ? 0.00201 : 0.05)
    if (mark.rule !== 'index') expect(furthest).toBeGreaterThan(0)
    expect(runResult(simulation, engine).conservationDrift).toEqual(['0'])
  })

  test('an index published by transaction arrives later than one published at the block’s start', async () => {
    const lag = async (publish: string): Promise<number> => {
      let total = 0
      await watched(await smallScenario({ horizon: '5m', ...oracle({ publish, noise: '0' }) }), { engine }, (run) => {
        total += run.block.time - run.feeds[0].parts.oracle.published.time
      })
      return total
    }
    expect(await lag('transaction')).toBeGreaterThanOrEqual(await lag('block-start'))
  })

  test.each<[string, Words]>([
    ['stuck', { kind: 'stuck' }],
    ['silent', { kind: 'silent' }],
    ['a spike', { kind: 'spike', factor: '3' }],
    ['biased', { kind: 'bias', by: '-20%' }],
    ['delayed', { kind: 'delayed', by: '30s' }],
  ])('one source of five that is %s does not move a median by more than the others’ noise', async (_, fault) => {
    const faults = [{ ...fault, source: 0, from: '1m', for: '2m' }]
    await watched(
      await smallScenario({ horizon: '4m', ...oracle({ sources: 5, delay: '0ms', faults }) }),
      { engine },
      (run) => {
        const [feed] = run.feeds
        expect(Math.abs(feed.parts.oracle.published.price / feed.truePrice(run.block.time) - 1)).toBeLessThan(0.002)
      },
    )
  })

  test('all sources spiking is a jump, which pauses openings and liquidations while the guard is up', async () => {
    const scenario = await smallScenario({
      horizon: '6m',
      mark: { rule: 'index' },
      ...oracle({
        faults: [{ kind: 'spike', source: 'all', from: '2m', for: '10s', factor: '0.9' }],
        guards: { jump: { beyond: '5%', for: '1m', consequence: 'pause-both' } },
      }),
    })
    const pauses: number[] = []
    const { events } = await watched(scenario, { engine }, (run, happened) => {
      if (run.parts.exchange.markets.paused[0] !== 3) return
      pauses.push(run.block.time)
      expect(happened.filter(({ kind }) => kind === 'liquidation' || kind === 'deleverage')).toEqual([])
    })
    expect(events.filter(({ kind }) => kind === 'paused').map((event) => 'bits' in event && event.bits)).toEqual([3, 0])
    expect(pauses[0]).toBeGreaterThanOrEqual(120_000)
    expect(pauses[0]).toBeLessThanOrEqual(124_000)
    // Up for a minute after the second jump, the one back.
    expect((pauses.at(-1) as number) - pauses[0]).toBeGreaterThanOrEqual(66_000)
    expect(refusals(events, 'paused')).toBeGreaterThan(0)
  })

  test('an index that falls silent goes stale, and nothing is opened until it speaks again', async () => {
    const scenario = await smallScenario({
      horizon: '5m',
      ...oracle({
        faults: [{ kind: 'silent', source: 'all', from: '1m', for: '2m' }],
        longestAge: '10s',
        guards: { stale: { after: '20s' }, tooFewSources: { atLeast: 2 } },
      }),
    })
    let largest = 0
    const { events, simulation } = await watched(scenario, { engine }, (run) => {
      const { paused } = run.parts.exchange.markets
      const open = run.parts.exchange.ledger.openInterest[0]
      // Resting orders may still open; what is taken may not.
      if (paused[0] === 1) largest = Math.max(largest, open)
    })
    expect(events.filter(({ kind }) => kind === 'paused').map((event) => 'bits' in event && event.bits)).toEqual([1, 0])
    expect(refusals(events, 'paused')).toBeGreaterThan(0)
    expect(largest).toBeGreaterThan(0)
    expect(runResult(simulation, engine).conservationDrift).toEqual(['0'])
  })
})
