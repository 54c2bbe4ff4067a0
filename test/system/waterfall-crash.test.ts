import { describe, expect, test } from 'vitest'
import { BACKSTOP_VAULT, POOL, TRADER } from '../../src/exchange/accounts.ts'
import { ENTRY_VALUE, SIZE } from '../../src/exchange/position-row.ts'
import { marginTiers } from '../../src/margin/margin-tiers.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { assemble } from '../../src/scenario/assemble.ts'
import { buildWaterfall } from '../../src/scenario/build/build-waterfall.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import { ARMS, type ArmName, smallScenario, type Words } from './small-scenario.ts'
import { WaterfallWatch } from './waterfall-watch.ts'

const gapMarkets = (waypoints: readonly (readonly [string, string])[]) => [
  { symbol: 'BTC-PERP', tick: '0.1', lot: '0.001', quote: 'USDC', prices: { waypoints, volatility: 0.3 } },
]

const STILL: Words = { model: 'geometric-brownian-motion', start: '2000' }

/** A rise that fills the market with longs, and a gap of 30 % within one block. */
const GAP: Words = {
  horizon: '10m',
  markets: gapMarkets([
    ['0s', '28000'],
    ['6m', '30000'],
    ['362s', '21000'],
    ['10m', '21500'],
  ]),
  mark: { rule: 'index' },
  margin: { tiers: [{ initial: '2%', maintenance: '1%' }] },
  liquidation: { close: { kind: 'full', limit: 'bankruptcy' }, penalty: '1%' },
  insurance: { deposit: '1_000', feeShare: '1%' },
  traders: [
    { kind: 'noise', count: 20, deposit: '2_000', leverage: 40, interval: '30s', notional: '20_000' },
    { kind: 'trend', count: 20, deposit: '4_000', leverage: 45, interval: '4s', lookback: '1m' },
    { kind: 'market-maker', count: 3 },
    { kind: 'arbitrageur', count: 2, deposit: '50_000' },
  ],
  engines: {
    amm: {
      kind: 'virtual-amm',
      capital: '200_000',
      depth: { notional: '1_000_000' },
      ladder: { levels: 300, step: '5bps' },
    },
    book: { kind: 'order-book', capital: '200_000' },
  },
}

/** Metrics that every arm must reach. */
const everywhere = (...metrics: readonly string[]) => ({ amm: metrics, ladder: metrics, book: metrics })

const variants: readonly (readonly [string, Words, Readonly<Record<ArmName, readonly string[]>>])[] = [
  [
    'the queue at the bankruptcy price, then fund and winners',
    { takers: [{ engine: { notBelow: '0' } }, { deleverage: {} }], payers: ['fund', { socialise: {} }] },
    everywhere('deleveraged.accounts'),
  ],
  [
    'a vault with a limit, all in proportion at the mark, then fund, vault and everybody',
    {
      takers: [
        'engine',
        { backstop: { deposit: '20_000', limit: '60_000' } },
        { deleverage: { below: '1', policy: 'pro-rata', price: 'mark' } },
      ],
      payers: [{ fund: { limit: '500' } }, { vault: { limit: '10_000' } }, { socialise: { among: 'all-positions' } }],
    },
    {
      ...everywhere('liquidations'),
      book: ['backstop.notional', 'deleveraged.accounts', 'fund.paid', 'vault.paid', 'socialised'],
    },
  ],
  [
    'the queue at the mark with the pool in it, then the fund and the opposite side',
    {
      takers: [{ deleverage: { below: '1', price: 'mark', includePool: true } }],
      payers: ['fund', { socialise: { among: 'opposite' } }],
    },
    everywhere('deleveraged.accounts', 'fund.paid', 'socialised'),
  ],
  [
    'a vault below half of maintenance, pool and traders in proportion, the fund alone',
    {
      takers: [
        { engine: { notBelow: '1/2' } },
        { backstop: { below: '1/2', deposit: '5_000', limit: '30_000' } },
        { deleverage: { below: '1/2', policy: 'pro-rata', includePool: true } },
      ],
      payers: ['fund'],
    },
    everywhere('backstop.notional', 'deleveraged.accounts'),
  ],
]

/** What a run through the gap left behind, with the waterfall watched all along. */
const crashed = async (engine: string, parts: Words) => {
  const scenario = await smallScenario({ ...GAP, ...parts })
  const tiers = marginTiers([
    { upTo: Number.POSITIVE_INFINITY, initial: fraction(1, 50), maintenance: fraction(1, 100) },
  ])
  const watch = new WaterfallWatch(buildWaterfall(scenario.takers, scenario.payers, 6, tiers))
  const simulation = await assemble(scenario, { engine, auditEveryBlock: true, events: watch })
  const { exchange, search } = simulation.parts
  watch.watch(exchange)
  while (simulation.step()) {
    watch.look()
    expect(search.list()).toEqual(search.scan())
  }
  const result = runResult(simulation, engine)
  expect(result.conservationDrift.every((drift) => drift === '0')).toBe(true)
  expect(result.sizeSum.every((sum) => sum === '0')).toBe(true)
  return { simulation, exchange, watch, result, metrics: result.metrics }
}

/** Holds the deficit to the accounts: every debt is in it, and a flat account's was refused by every payer. */
const expectDebtsCounted = ({ exchange, watch, metrics }: Awaited<ReturnType<typeof crashed>>): void => {
  const { accounts, ledger, venues } = exchange
  const unpaid = new Map<number, number>()
  for (const event of watch.events)
    if (event.kind === 'loss-paid' && event.payer === 'nobody')
      unpaid.set(event.account, (unpaid.get(event.account) ?? 0) + event.atoms)
  const owed = [0, 0, 0, 0, 0, 0, 0]
  for (let account = 0; account < accounts.count; account++) {
    const debt = Math.max(0, 0 - exchange.equity(account))
    owed[accounts.role[account]] += debt
    const flat = venues.every((_, m) => ledger.sizeOf(m, account) === 0)
    if (flat && accounts.role[account] === TRADER) expect(debt).toBe(unpaid.get(account) ?? 0)
  }
  expect(metrics['deficit.traders']).toBe(owed[TRADER])
  expect(metrics['deficit.pool']).toBe(owed[POOL])
  expect(metrics['deficit.vault']).toBe(owed[BACKSTOP_VAULT])
  expect(metrics.deficit).toBe(owed[TRADER] + owed[POOL] + owed[BACKSTOP_VAULT])
  expect(metrics.unpaid).toBe([...unpaid.values()].reduce((sum, atoms) => sum + atoms, 0))
}

const COUNTED = { fund: 'fund.paid', vault: 'vault.paid', socialise: 'socialised' } as const

describe.each(variants)('a gap of 30 %% in one block: %s', (_, lists, reached) => {
  test.each(ARMS)('on %s, each taker and payer gets what those before it left', async (engine) => {
    const run = await crashed(engine, lists)
    const { watch, metrics } = run
    expectDebtsCounted(run)
    for (const metric of reached[engine]) expect(metrics[metric], metric).toBeGreaterThan(0)
    for (const [payer, metric] of Object.entries(COUNTED)) {
      const told = watch.events.filter((event) => event.kind === 'loss-paid' && event.payer === payer)
      expect(metrics[metric]).toBe(told.reduce((sum, event) => sum + (event.kind === 'loss-paid' ? event.atoms : 0), 0))
    }
    const hit = new Set(watch.events.flatMap((event) => (event.kind === 'deleverage' ? [event.taker] : [])))
    expect(metrics['deleveraged.accounts']).toBe(hit.size)
  })
})

/** Makers and pool who still have room when the crowd has bought. */
const DEEP: Words = {
  amm: {
    kind: 'virtual-amm',
    capital: '3_000_000',
    depth: { notional: '2_000_000' },
    ladder: { levels: 300, step: '5bps' },
  },
  book: { kind: 'order-book', capital: '3_000_000' },
}

/** Market orders of one size every five seconds from the first minute to the fifth; what its margin does not allow is refused. */
const gathered = (member: number, market: string, side: 'buy' | 'sell', size: string): readonly Words[] =>
  Array.from({ length: 48 }, (_, i) => ({
    at: `${60 + 5 * i}s`,
    do: 'place',
    account: { list: 4, member },
    market,
    side,
    size,
  }))

describe.each(ARMS)('on %s', (engine) => {
  test('a vault that takes everything with nothing behind it is a deficit, and is reported', async () => {
    const run = await crashed(engine, { takers: [{ backstop: {} }], payers: [] })
    expectDebtsCounted(run)
    expect(run.metrics['deficit.vault']).toBeGreaterThan(0)
  })

  test('liquidators are paid for what they close, and what nobody came for is wound up at the block’s end', async () => {
    const run = await crashed(engine, {
      engines: DEEP,
      liquidation: { mode: 'bots', close: 'full', penalty: '1%' },
      // A small gap that leaves liquidators time, and the large one.
      markets: gapMarkets([
        ['0s', '28000'],
        ['5m', '30000'],
        ['302s', '29550'],
        ['330s', '29500'],
        ['360s', '30200'],
        ['362s', '22000'],
        ['10m', '22500'],
      ]),
      traders: [
        ...(GAP.traders as readonly unknown[]),
        { kind: 'scripted', count: 4, deposit: '1_000' },
        { kind: 'liquidator', count: 3, deposit: '10_000' },
      ],
      // Bought up to the margin: a fall of 1.5 % brings them below maintenance, and not yet below zero.
      steps: [0, 1, 2, 3].flatMap((member) => gathered(member, 'BTC-PERP', 'buy', '0.2')),
      takers: ['engine', { deleverage: {} }],
      payers: ['fund', { socialise: {} }],
    })
    expectDebtsCounted(run)
    expect(run.metrics.liquidations).toBeGreaterThan(0)
    expect(run.metrics['pnl.liquidator']).toBeGreaterThan(0)
    expect(run.metrics['deleveraged.accounts']).toBeGreaterThan(0)
  })

  test('an account with positions in two markets loses both, and its debt is paid once', async () => {
    const [first] = GAP.markets as readonly Words[]
    const other = { ...first, symbol: 'ETH-PERP', tick: '0.01', lot: '0.01', prices: { ...STILL, volatility: 0.2 } }
    const run = await crashed(engine, {
      engines: DEEP,
      markets: [first, other],
      takers: [{ deleverage: { below: '1', price: 'mark', includePool: true } }],
      payers: ['fund', { socialise: { among: 'opposite' } }],
      traders: [
        ...(GAP.traders as readonly unknown[]),
        { kind: 'scripted', count: 2, deposit: '10_000' },
        { kind: 'noise', market: 'ETH-PERP', count: 10, deposit: '2_000', leverage: 20, interval: '30s' },
        { kind: 'market-maker', market: 'ETH-PERP', count: 2 },
      ],
      steps: [
        ...gathered(0, 'BTC-PERP', 'buy', '0.2'),
        ...gathered(0, 'ETH-PERP', 'sell', '1'),
        ...gathered(1, 'BTC-PERP', 'sell', '0.2'),
        ...gathered(1, 'ETH-PERP', 'buy', '1'),
      ],
    })
    expectDebtsCounted(run)
    const { exchange, watch } = run
    const scripted = run.simulation.groups[4].firstAccount
    const hit = new Set(
      watch.events.flatMap((e) => (e.kind === 'deleverage' && e.account === scripted ? [e.market] : [])),
    )
    expect([...hit].sort()).toEqual([0, 1])
    for (const m of [0, 1]) {
      // Lots that are left are those for which nobody in profit is there.
      const side = Math.sign(exchange.ledger.sizeOf(m, scripted))
      for (let other = 0; side !== 0 && other < exchange.accounts.count; other++) {
        const row = exchange.ledger.row(m, other)
        const [size, entry] = [SIZE, ENTRY_VALUE].map((slot) => exchange.ledger.position[row + slot])
        if (Math.sign(size) === -side) expect(size * exchange.markets.mark[m] - entry).toBeLessThanOrEqual(0)
      }
    }
    const payments = watch.events.flatMap((e) => (e.kind === 'loss-paid' && e.account === scripted ? [e.payer] : []))
    expect(payments.length).toBe(new Set(payments).size)
  })
})
