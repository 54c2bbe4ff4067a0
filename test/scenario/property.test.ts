import { beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/scenario/assemble.ts'
import { marketSpec } from '../../src/scenario/market-units.ts'
import { type PropertyVerdict, readProperties } from '../../src/scenario/property.ts'
import { type RunResult, runResult } from '../../src/simulation/run-result.ts'
import { SAMPLE_FIGURES, sampleFigures } from '../../src/simulation/sample-figures.ts'
import { labScenario } from '../../src/testing/cases/lab-scenario.ts'

// A sample a second; the price falls by a tenth after half a minute and the index follows at once.
const scenario = labScenario({
  record: { every: '1s' },
  insurance: { deposit: '1_000' },
  steps: [
    { at: '10s', do: 'place', account: { list: 0 }, side: 'buy', size: '2', timeInForce: 'immediate-or-cancel' },
    { at: '30s', do: 'move-price', by: '-10%' },
  ],
})
const market = marketSpec(scenario.markets[0], 0)
let run: RunResult

beforeAll(async () => {
  const simulation = await assemble(scenario, { engine: 'amm' })
  simulation.run()
  run = runResult(simulation, 'amm')
})

const judge = async (text: string, of: Pick<RunResult, 'metrics' | 'series'> = run): Promise<PropertyVerdict> =>
  (await readProperties([text], market))[0].judge(of)

describe('a property over the samples of a run', () => {
  test('speaks of every figure that is declared', () => {
    expect([...sampleFigures(run.series, market).keys()].sort()).toEqual(Object.keys(SAMPLE_FIGURES).sort())
  })

  test('has prices, money and rates in the units that people use', async () => {
    expect(await judge('least(index) == 900 and largest(index) == 1000')).toEqual({
      kind: 'held',
      figures: 'least(index) is 900, largest(index) is 1000',
    })
    expect(await judge('largest(openInterest) == 2000')).toMatchObject({ kind: 'held' })
    expect(await judge('least(fund) >= 1000 and largest(abs(fundingRate)) == 0')).toMatchObject({ kind: 'held' })
  })

  test('agrees with the metrics of the same name', async () => {
    for (const text of [
      'largest(abs(basisBps)) == basisBps.largest',
      'abs(mean(openInterest) - openInterest.mean) < 1e-6',
      'abs(mean(spreadBps) - spreadBps.mean) < 1e-9',
      'abs(least(depth) - depth.least) < 1e-6',
    ])
      expect(await judge(text)).toMatchObject({ kind: 'held' })
  })

  test('does not hold where one of its samples is beyond, and tells the figure', async () => {
    expect(await judge('largest(abs(basisBps)) < 50')).toMatchObject({
      kind: 'broken',
      figures: expect.stringMatching(/^largest\(abs\(basisBps\)\) is \d/),
    })
  })

  test('is not told by a quantile that the samples do not support, nor of what nobody measured', async () => {
    expect(await judge('p95(abs(basisBps)) < 50')).toEqual({
      kind: 'not-measured',
      lacking: ['p95(abs(basisBps)) needs 200 samples, and there were 60'],
    })
    expect(await judge('liquidations.slippageBps < 5')).toEqual({
      kind: 'not-measured',
      lacking: ['nothing was measured of liquidations.slippageBps'],
    })
    const nothing = { metrics: {}, series: { ...run.series, values: run.series.values.map(() => new Float64Array(0)) } }
    expect(await judge('largest(mid) > 0', nothing)).toEqual({
      kind: 'not-measured',
      lacking: ['nothing was measured of largest(mid)'],
    })
  })
})
