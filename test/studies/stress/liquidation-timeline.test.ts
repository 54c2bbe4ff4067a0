import { beforeAll, describe, expect, test } from 'vitest'
import type { ExchangeEvent } from '../../../src/exchange/exchange-event.ts'
import { assemble } from '../../../src/scenario/assemble.ts'
import { type Metrics, runMetrics } from '../../../src/simulation/run-metrics.ts'
import type { Simulation } from '../../../src/simulation/simulation.ts'
import { accountNames } from '../../../src/studies/stress/account-names.ts'
import {
  type LiquidationTimeline,
  type TimelineKind,
  TimelineSink,
} from '../../../src/studies/stress/liquidation-timeline.ts'
import { stressCases } from '../../../src/studies/stress/stress-cases.ts'
import { caseOf, MINUTE, smallScenario, stressed } from './small-stress.ts'

type Timed = ExchangeEvent & { readonly block: number; readonly time: number }

interface Run {
  readonly simulation: Simulation
  readonly metrics: Metrics
  /** As the event log has them. */
  readonly events: readonly Timed[]
  readonly whole: LiquidationTimeline
  readonly short: LiquidationTimeline
}

/** A run through a price that moves in one block, with the whole timeline and one that is cut at 5 rows. */
const runOf = async (id: string, size: number): Promise<Run> => {
  const scenario = await smallScenario({
    'horizon: 2h': 'horizon: 45m',
    '- { kind: noise, count: 60,': '- { kind: noise, name: crowd, count: 60,',
    'notional: 5_000': 'notional: 40_000',
  })
  const { ladder } = caseOf(stressCases(scenario), id)
  const whole = new TimelineSink(10_000)
  const short = new TimelineSink(5)
  const events: Timed[] = []
  let position = { block: 0, time: 0 }
  const simulation = await assemble(await stressed(scenario, ladder!.at(size)), {
    engine: 'amm',
    events: {
      emit: (event) => {
        events.push({ ...event, ...position })
        whole.emit(event)
        short.emit(event)
      },
    },
  })
  const run = {
    nameOf: accountNames(simulation),
    symbols: ['BTC-PERP'],
    position: () => {
      position = simulation.block
      return position
    },
  }
  whole.follow(run)
  short.follow(run)
  do position = simulation.block
  while (simulation.step())
  return { simulation, metrics: runMetrics(simulation), events, whole: whole.timeline(), short: short.timeline() }
}

describe.each([
  ['price-fall-one-block-30', 0.3],
  ['price-rise-one-block-30', 0.3],
  ['price-fall-one-block-30', 0.06],
])('the timeline of %s in size %f', (id, size) => {
  let run: Run
  beforeAll(async () => {
    run = await runOf(id, size)
  })
  const sum = (kind: TimelineKind, of: 'lossAtoms' | 'notionalAtoms'): number =>
    run.whole.rows.reduce((total, row) => total + (row.kind === kind ? (row[of] ?? 0) : 0), 0)

  test('has somebody liquidated, from the stress on', () => {
    expect(run.metrics.liquidations).toBeGreaterThan(5)
    expect(run.whole.rows.filter(({ time }) => time >= 15 * MINUTE).length).toBeGreaterThan(5)
  })

  test('adds up to what the run’s metrics say of liquidations, takers and payers', () => {
    const { metrics } = run
    expect(sum('liquidated', 'notionalAtoms')).toBe(metrics['liquidations.notional'])
    expect(sum('liquidated', 'lossAtoms')).toBe(metrics['liquidations.slippage'] + metrics.penalties)
    expect(sum('backstop', 'notionalAtoms')).toBe(metrics['backstop.notional'])
    expect(sum('deleveraged', 'notionalAtoms')).toBe(metrics['deleveraged.notional'])
    expect(sum('fund-paid', 'lossAtoms')).toBe(metrics['fund.paid'])
    expect(sum('vault-paid', 'lossAtoms')).toBe(metrics['vault.paid'])
    expect(sum('socialised', 'lossAtoms')).toBe(metrics.socialised)
    expect(sum('unpaid', 'lossAtoms')).toBe(metrics.unpaid)
  })

  test('has the events of the log in their order, with their accounts and lots', () => {
    const logged = run.events.filter(({ kind }) =>
      ['liquidation', 'backstop', 'deleverage', 'loss-paid'].includes(kind),
    )
    const figures = (rows: readonly object[]) =>
      rows.map((row) => ['account', 'lots'].map((name) => (row as Readonly<Record<string, unknown>>)[name]))
    expect(figures(run.whole.rows)).toEqual(figures(logged))
    expect(run.whole.rows.every(({ block, time }) => time === block * 10_000)).toBe(true)
  })

  test('names whom it happened to as the lists of traders do', () => {
    const [crowd] = run.simulation.groups
    const ofCrowd = run.whole.rows.filter(({ group }) => group === 'crowd')
    expect(ofCrowd.length).toBeGreaterThan(0)
    for (const { account, member } of ofCrowd) expect(account).toBe(crowd.firstAccount + member!)
    expect(
      run.whole.rows.every(
        ({ group, account }) => group !== 'pool' || account === run.simulation.parts.exchange.venues[0].pool,
      ),
    ).toBe(true)
  })

  test('keeps the first rows where it has room for no more, and counts the others', () => {
    expect(run.short.rows).toEqual(run.whole.rows.slice(0, 5))
    expect(run.short.leftOut).toBe(run.whole.rows.length - 5)
    expect(run.whole.leftOut).toBe(0)
  })

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(run.whole))).toEqual(run.whole)
  })
})

test('the price of a step is its notional per lot', () => {
  const sink = new TimelineSink(9)
  sink.follow({
    nameOf: (account) => ({ group: `g${account}` }),
    symbols: ['A', 'B'],
    position: () => ({ block: 3, time: 7 }),
  })
  sink.emit({ kind: 'fill', market: 1, maker: 8, taker: 9, side: 0, lots: 4, quote: 410, liquidation: true })
  sink.emit({ kind: 'liquidation', account: 9, market: 1, lots: 4, quote: 410, mark: 100, penalty: 3, equity: 5 })
  sink.emit({ kind: 'deleverage', account: 9, taker: 2, market: 0, lots: 3, quote: -331 })
  sink.emit({ kind: 'loss-paid', account: 9, payer: 'nobody', atoms: 44 })
  expect(sink.timeline().rows).toEqual([
    {
      time: 7,
      block: 3,
      kind: 'liquidated',
      account: 9,
      group: 'g9',
      market: 'B',
      lots: 4,
      priceMicros: 102_500_000,
      markMicros: 100_000_000,
      notionalAtoms: 410,
      lossAtoms: 13,
    },
    {
      time: 7,
      block: 3,
      kind: 'deleveraged',
      account: 9,
      group: 'g9',
      market: 'A',
      lots: 3,
      priceMicros: 110_333_333,
      notionalAtoms: 331,
      taker: { group: 'g2' },
    },
    { time: 7, block: 3, kind: 'unpaid', account: 9, group: 'g9', lossAtoms: 44 },
  ])
})

test('a sink that follows no run yet refuses liquidations, and lets deposits pass', () => {
  const sink = new TimelineSink(1)
  sink.emit({ kind: 'deposit', account: 1, atoms: 1 })
  expect(() => sink.emit({ kind: 'loss-paid', account: 1, payer: 'fund', atoms: 1 })).toThrow('follows no run yet')
})
