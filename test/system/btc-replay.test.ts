import { describe, expect, test } from 'vitest'
import type { ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { assemble } from '../../src/scenario/assemble.ts'
import { type GivenFiles, loadScenario } from '../../src/scenario/load-scenario.ts'
import { millisecondsOf } from '../../src/scenario/quantities.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import { sharedFile } from '../shared-files.ts'
import { expectFundAddsUp } from './fund-by-events.ts'
import { ARMS } from './small-scenario.ts'

const bars = (file: string): string | undefined => sharedFile(`data/bars/${file}.csv.gz`)

/** Recorded prices, and the index where it was recorded too. */
const crashes: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ['March 2020', bars('bitmex_XBTUSD_perp_1m_2020-03-covid'), undefined],
  ['19 May 2021', bars('bitmex_XBTUSD_perp_1m_2021-05-19-crash'), undefined],
  ['November 2022', bars('binance-um_BTCUSDT_perp_1m_2022-11-ftx'), bars('binance_BTCUSDT_spot_1m_2022-11-ftx')],
  [
    '17 August 2023',
    bars('binance-um_BTCUSDT_perp_1m_2023-08-17-flash'),
    bars('binance_BTCUSDT_spot_1m_2023-08-17-flash'),
  ],
]

/** What the reckoning reads; fills would fill the memory. */
const KEPT: ReadonlySet<ExchangeEvent['kind']> = new Set(['liquidation', 'funding', 'loss-paid'])

describe.each(crashes)('scenarios/btc-replay.yaml on the prices of %s', (_, prices, index) => {
  test.skipIf(prices === undefined).each(ARMS)(
    'liquidates, settles funding on time and accounts for the fund through the %s arm (skipped without the prices)',
    async (engine) => {
      const given: GivenFiles = {
        ...(prices === undefined ? {} : { prices }),
        ...(index === undefined ? {} : { index }),
      }
      const { scenario, resolve } = await loadScenario('scenarios/btc-replay.yaml', given)
      const horizon = millisecondsOf(scenario.horizon)
      const settlements = horizon / millisecondsOf(scenario.funding.every)
      const events: ExchangeEvent[] = []
      const simulation = await assemble(scenario, {
        engine,
        resolve,
        ...given,
        events: { emit: (event) => KEPT.has(event.kind) && events.push(event) },
      })
      simulation.run()
      const result = runResult(simulation, engine)

      expect(simulation.block.time).toBe(horizon)
      expect(result.conservationDrift).toEqual(['0'])
      expect(result.sizeSum).toEqual(['0'])
      expect(result.metrics.liquidations).toBeGreaterThan(0)
      expect(result.metrics.liquidations).toBe(events.filter(({ kind }) => kind === 'liquidation').length)
      expect(result.metrics['funding.payments']).toBe(settlements)
      expect(events.filter(({ kind }) => kind === 'funding').length).toBe(settlements)
      expect(result.metrics['fund.change']).toBe(expectFundAddsUp(simulation, events))
    },
  )
})
