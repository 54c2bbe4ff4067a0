import { describe, expect, test } from 'vitest'
import { readPrices } from '../../src/prices/replay-file.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import { sharedFile } from '../shared-files.ts'
import { expectFundAddsUp } from './fund-by-events.ts'
import { ARMS, smallScenario, watched } from './small-scenario.ts'

const HOUR = 3_600_000
/** The window: four hours up to the end of the steepest hour, and two after it. */
const BEFORE = 4 * HOUR
const HORIZON = 6 * HOUR

interface Crash {
  readonly name: string
  readonly perp: string | undefined
  readonly index?: string | undefined
}

const bars = (file: string): string | undefined => sharedFile(`data/bars/${file}.csv.gz`)

const crashes: readonly Crash[] = [
  { name: 'March 2020', perp: bars('bitmex_XBTUSD_perp_1m_2020-03-covid') },
  { name: '19 May 2021', perp: bars('bitmex_XBTUSD_perp_1m_2021-05-19-crash') },
  {
    name: 'November 2022',
    perp: bars('binance-um_BTCUSDT_perp_1m_2022-11-ftx'),
    index: bars('binance_BTCUSDT_spot_1m_2022-11-ftx'),
  },
  {
    name: '17 August 2023',
    perp: bars('binance-um_BTCUSDT_perp_1m_2023-08-17-flash'),
    index: bars('binance_BTCUSDT_spot_1m_2023-08-17-flash'),
  },
]

/** Epoch milliseconds of the window's start. */
const windowBefore = (file: string): number => {
  const prices = readPrices(file, { unitPrice: '0.001' })
  if (prices.kind !== 'bars') throw new Error(`${file} holds no bars`)
  const { close, times } = prices
  const fall = (i: number): number => close[i] / close[i - 60]
  let steepest = 60
  for (let i = 60; i < close.length; i++) if (fall(i) < fall(steepest)) steepest = i
  return times[steepest] - BEFORE
}

const scenarioOf = ({ name, perp, index }: Crash) =>
  smallScenario({
    name: name.replaceAll(' ', '-'),
    horizon: '6h',
    record: { every: '5m' },
    markets: [
      {
        symbol: 'BTC-PERP',
        tick: '0.1',
        lot: '0.001',
        quote: 'USDC',
        prices: {
          replay: perp,
          ...(index === undefined ? {} : { index }),
          from: String(windowBefore(perp as string)),
          gaps: 'hold',
        },
      },
    ],
    chain: { blockTime: '12s', latency: { mean: '1s' } },
    oracle: { sources: 5, noise: '1bps', delay: '3s', heartbeat: '1m', deviation: '25bps' },
    funding: { every: '1h', period: '8h', rate: 'premium-clamp', interest: '1bps', clamp: '5bps', cap: '4%' },
    takers: ['engine', { backstop: { deposit: '200_000', limit: '500_000' } }, 'deleverage'],
    payers: ['fund', { vault: { limit: '100_000' } }, 'socialise'],
    insurance: { deposit: '20_000', feeShare: '10%' },
    traders: [
      { kind: 'noise', count: 40, deposit: '5_000', leverage: 15, interval: '10m', notional: '5_000' },
      { kind: 'noise', name: 'gambler', count: 20, deposit: '2_000', leverage: 19, interval: '1h', notional: '40_000' },
      { kind: 'trend', count: 20, deposit: '5_000', leverage: 18, interval: '1m', lookback: '1h' },
      { kind: 'market-maker', count: 3, interval: '12s', settle: '1m' },
      { kind: 'arbitrageur', count: 2, interval: '12s' },
    ],
  })

describe.each(crashes)('the recorded crash of $name', (crash) => {
  test.skipIf(crash.perp === undefined).each(ARMS)(
    'liquidates, conserves and settles funding on time through the %s arm (skipped without the recorded prices)',
    async (engine) => {
      const scenario = await scenarioOf(crash)
      const { simulation, events } = await watched(scenario, { engine })
      const result = runResult(simulation, engine)

      expect(result.blocks).toBe(HORIZON / 12_000)
      expect(result.conservationDrift).toEqual(['0'])
      expect(result.sizeSum).toEqual(['0'])
      expect(events.filter(({ kind }) => kind === 'liquidation').length).toBeGreaterThan(0)
      expect(result.metrics.liquidations).toBe(events.filter(({ kind }) => kind === 'liquidation').length)

      expect(result.metrics['funding.payments']).toBe(HORIZON / HOUR)
      expect(events.filter(({ kind }) => kind === 'funding').length).toBe(HORIZON / HOUR)

      expect(result.metrics['fund.change']).toBe(expectFundAddsUp(simulation, events))
    },
  )
})
