import fc from 'fast-check'
import { inOrder } from '../models/liquidation.ts'
import { firstTrader } from '../models/state.ts'
import { BLOCK, command, market, mayMove, member, named, of } from './script-command.ts'

/** Moves of the price; each has its opposite, so that prices stay fractions of small numbers. */
const MOVES = ['1/10', '-1/11', '1/50', '-1/51', '1/4', '-1/5', '1/2', '-1/3', '1', '-1/2'] as const

/** Money in or out. */
export const money = fc
  .record({
    who: member,
    does: fc.constantFrom<('deposit' | 'withdraw')[]>('withdraw', 'withdraw', 'deposit'),
    amount: fc.oneof(fc.integer({ min: 1, max: 1500 }).map(String), fc.constantFrom('0.000001', '123.456789')),
  })
  .map(({ who, does, amount }) => command(does, () => [{ do: does, account: of(who), amount }]))

/** To the atom what is free, or one more. */
export const withdrawals = fc.record({ who: member, more: fc.constantFrom(0, 1) }).map(({ who, more }) =>
  command('withdraw what is free', ({ model, simulation }) => {
    const account = 4 + 2 * model.state.markets.length + who
    const atoms = simulation.parts.exchange.free(account) + more
    if (atoms === 0) return []
    return [{ do: 'withdraw', account: of(who), amount: (atoms / 1e6).toFixed(6) }]
  }),
)

/** The true price moves. */
export const moves = fc.record({ market, by: fc.constantFrom(...MOVES) }).map((drawn) =>
  command('move the price', (run) => {
    const { m, market: symbol } = named(run, drawn.market)
    return mayMove(run, m, drawn.by) ? [{ do: 'move-price', market: symbol, by: drawn.by }] : []
  }),
)

/** Sources fail for a while. */
export const failures = fc
  .record({
    kind: fc.constantFrom<('stuck' | 'silent' | 'spike' | 'bias')[]>('stuck', 'silent', 'spike', 'bias'),
    source: fc.constantFrom<(number | 'all')[]>('all', 0),
    blocks: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ kind, source, blocks }) =>
    command('fail the oracle', (run) => [
      {
        do: 'fail-oracle',
        at: `${run.now + BLOCK}ms`,
        kind,
        source,
        for: `${blocks * BLOCK}ms`,
        ...(kind === 'spike' && { factor: '4/3' }),
        ...(kind === 'bias' && { by: '-1/30' }),
      },
    ]),
  )

/** The oracle publishes out of turn. */
export const publications = market.map((drawn) =>
  command('publish', (run) => [{ do: 'publish', market: named(run, drawn).market }]),
)

/** A market is paused, or no longer. */
export const pauses = fc
  .record({
    market,
    what: fc.constantFrom<('nothing' | 'opening' | 'liquidation' | 'both')[]>(
      'nothing',
      'nothing',
      'nothing',
      'nothing',
      'opening',
      'liquidation',
      'both',
    ),
  })
  .map(({ market: drawn, what }) =>
    command('pause', (run) => [{ do: 'pause', market: named(run, drawn).market, what }]),
  )

/** A scripted liquidation. */
export const liquidations = fc
  .record({ who: member, by: member, worst: fc.constantFrom(false, true, true) })
  .map(({ who, by, worst }) =>
    command('liquidate', ({ model: { terms, state } }) => {
      const below = worst ? inOrder(terms, state)[0] : undefined
      const account = below === undefined ? of(who) : of(below - firstTrader(state.markets.length))
      return [{ do: 'liquidate', account, by: of(by) }]
    }),
  )

/** Funding is settled. */
export const settlements = member.map((who) => command('settle', () => [{ do: 'settle-funding', account: of(who) }]))

/** The next block. */
export const blocks = fc.constant(0).map(() => command('next block', () => ['block']))
