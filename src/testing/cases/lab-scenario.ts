import { type Scenario, scenarioSchema } from '../../scenario/scenario.ts'

/** Price of the laboratory's market at the start, quote per base. */
export const LAB_PRICE = 1000

/**
 * The laboratory: one market of round numbers (a lot is worth 1 quote unit at the start), a true price that only scripted
 * steps move, a block a second, an oracle that tells the truth at once, and members of one list who do what the script says.
 * Every law about whole protocols is first tried here; its arms are `amm`, `ladder` and `book`.
 *
 * @param parts - in place of the laboratory's, as a scenario file has them
 */
export const labScenario = (parts: Readonly<Record<string, unknown>> = {}): Scenario =>
  scenarioSchema.parse({
    name: 'lab',
    seed: 1,
    horizon: '1m',
    record: { every: '10s' },
    markets: [
      {
        symbol: 'LAB-PERP',
        tick: '0.1',
        lot: '0.001',
        quote: 'USDC',
        prices: {
          waypoints: [
            ['0s', String(LAB_PRICE)],
            ['1d', String(LAB_PRICE)],
          ],
          volatility: 0,
        },
        impactNotional: '100',
      },
    ],
    chain: { blockTime: '1s', latency: { fixed: '0s' } },
    oracle: { sources: 1, noise: '0', delay: '0s', heartbeat: '0s' },
    mark: { rule: 'index' },
    funding: {
      every: '10s',
      period: '8h',
      rate: 'constant',
      constant: '0',
      sample: { every: 'block', mean: 'latest' },
    },
    margin: { tiers: [{ initial: '10%', maintenance: '5%' }] },
    liquidation: { close: 'full', penalty: '1%' },
    takers: ['engine', 'deleverage'],
    payers: ['fund', 'socialise'],
    insurance: { deposit: '1_000', feeShare: '10%' },
    fees: { maker: '0', taker: '5bps' },
    engines: {
      amm: {
        kind: 'virtual-amm',
        capital: '100_000',
        depth: { within: '100bps', notional: '20_000' },
        ladder: { levels: 40, step: '10bps', interval: '1s' },
      },
      book: { kind: 'order-book', orders: 16, levels: 512 },
    },
    traders: [{ kind: 'scripted', count: 3, deposit: '1_000' }],
    steps: [],
    ...parts,
  })
