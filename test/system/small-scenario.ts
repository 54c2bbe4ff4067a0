import type { ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { assemble, type RunChoice } from '../../src/scenario/assemble.ts'
import { parseScenario } from '../../src/scenario/parse-scenario.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import type { Simulation } from '../../src/simulation/simulation.ts'

/** Parts of a scenario as a user writes them. */
export type Words = Readonly<Record<string, unknown>>

/** The arms of every scenario here: the curve, the book with its ladder, the book with makers. */
export const ARMS = ['amm', 'ladder', 'book'] as const
export type ArmName = (typeof ARMS)[number]

/** Twenty minutes of one market with a crowd of fifty. */
export const SMALL: Words = {
  name: 'small',
  seed: 7,
  horizon: '20m',
  record: { every: '1m' },
  markets: [
    {
      symbol: 'BTC-PERP',
      tick: '0.1',
      lot: '0.001',
      quote: 'USDC',
      prices: { model: 'geometric-brownian-motion', start: '30000', volatility: 1 },
    },
  ],
  chain: { blockTime: '2s', latency: { mean: '400ms' } },
  oracle: { sources: 3, noise: '1bps', delay: '500ms' },
  margin: {
    tiers: [
      { upTo: '2_000_000', initial: '5%', maintenance: '2.5%' },
      { initial: '10%', maintenance: '5%' },
    ],
  },
  liquidation: { close: { kind: 'partial', fraction: '25%', cooldown: '20s' }, penalty: '1%' },
  insurance: { deposit: '50_000', feeShare: '10%' },
  fees: { maker: '-1bps', taker: '5bps' },
  engines: {
    amm: {
      kind: 'virtual-amm',
      capital: '1_000_000',
      depth: { notional: '1_000_000' },
      ladder: { levels: 200, step: '5bps' },
    },
    book: { kind: 'order-book', capital: '1_000_000' },
  },
  traders: [
    { kind: 'noise', count: 30, deposit: '5_000', leverage: 10, interval: '1m', notional: '5_000' },
    { kind: 'trend', count: 10, deposit: '5_000', leverage: 15, interval: '10s', lookback: '2m' },
    { kind: 'market-maker', count: 3 },
    { kind: 'arbitrageur', count: 2 },
  ],
}

/** `SMALL` with parts replaced, read and checked as any scenario file is. */
export const smallScenario = async (parts: Words = {}): Promise<Scenario> => {
  const { scenario } = await parseScenario(JSON.stringify({ ...SMALL, ...parts }), 'small.json')
  return scenario
}

/** A run and what happened in it. */
export interface WatchedRun {
  readonly simulation: Simulation
  readonly events: readonly ExchangeEvent[]
}

/**
 * Runs an arm to its end with the books added up after every block.
 * @param eachBlock - called after every block with the events of that block
 */
export const watched = async (
  scenario: Scenario,
  choice: RunChoice,
  eachBlock: (simulation: Simulation, events: readonly ExchangeEvent[]) => void = () => {},
): Promise<WatchedRun> => {
  const events: ExchangeEvent[] = []
  const simulation = await assemble(scenario, {
    ...choice,
    auditEveryBlock: true,
    events: { emit: (event) => events.push(event) },
  })
  let seen = 0
  while (simulation.step()) {
    eachBlock(simulation, events.slice(seen))
    seen = events.length
  }
  return { simulation, events }
}
