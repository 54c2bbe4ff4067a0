import { describe, expect, test } from 'vitest'
import { dust } from '../../src/exchange/audit.ts'
import { FUNDING_PAID, FUNDING_RECEIVED } from '../../src/exchange/counters.ts'
import { FUNDING_PAID as PAID_BY_ACCOUNT } from '../../src/exchange/position-row.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import { ARMS, smallScenario, type Words, watched } from './small-scenario.ts'

const PICO = 1e12
const MINUTES = 10
/** What holds of every payment's rate, as a share of the notional. */
type Law = (rate: number, engine: string) => void

const within =
  (most: number): ((rate: number) => void) =>
  (rate) =>
    // Rates are rounded to a pico.
    expect(Math.abs(rate)).toBeLessThanOrEqual(most + 1 / PICO)

const modes: readonly (readonly [string, Words, Law])[] = [
  [
    'premium-clamp under its cap',
    { rate: 'premium-clamp', interest: '1bps', clamp: '5bps', cap: '2bps' },
    within(2e-4),
  ],
  [
    'premium-clamp from impact prices',
    { rate: 'premium-clamp', premium: 'impact', periodCap: '1%' },
    within(0.01 / 480),
  ],
  [
    'twap-premium over a day',
    {
      rate: 'twap-premium',
      period: '1h',
      premium: { of: 'twap', window: '2m' },
      sample: { every: 'block', mean: 'latest' },
      cap: '1%',
    },
    within(0.01),
  ],
  [
    'skew-proportional, which a book has none of',
    { rate: 'skew-proportional', skewScale: '10', maxRate: '1%', period: '1h' },
    (rate, engine) => (engine === 'book' ? expect(rate).toBe(0) : within(0.01 / 60)(rate)),
  ],
  ['skew-velocity', { rate: 'skew-velocity', skewScale: '10', maxVelocity: '100%', cap: '1%' }, within(0.01)],
  ['a constant', { rate: 'constant', constant: '48bps', period: '8h' }, (rate) => expect(rate).toBe(1e-5)],
  [
    'a formula',
    { rate: 'max(-0.002, min(0.002, premium)) + interest', interest: '1bps', period: '1h' },
    (rate) => within(0.0021 / 60)(rate),
  ],
]

describe.each(ARMS)('on %s', (engine) => {
  test.each(modes)('funding by %s is paid once a minute, and what longs pay shorts receive', async (_, words, law) => {
    const scenario = await smallScenario({ horizon: `${MINUTES}m`, funding: { every: '1m', ...words } })
    const { simulation, events } = await watched(scenario, { engine })
    const { exchange } = simulation.parts
    const rates = events.flatMap((event) => (event.kind === 'funding' ? [event.ratePico / PICO] : []))
    expect(rates.length).toBe(MINUTES)
    for (const rate of rates) law(rate, engine)
    const result = runResult(simulation, engine)
    expect(result.metrics['funding.payments']).toBe(MINUTES)
    expect(result.conservationDrift).toEqual(['0'])

    // Everybody settles: what is left with the market's funding account is dust, and the pool's part stands in its row.
    for (let account = 0; account < exchange.accounts.count; account++) exchange.settleAll(account)
    const totals = exchange.venues[0].counters.market
    let paid = 0
    for (let account = 0; account < exchange.accounts.count; account++)
      paid += exchange.ledger.position[exchange.ledger.row(0, account) + PAID_BY_ACCOUNT]
    expect(paid).toBe(dust(exchange, 0))
    expect(totals[FUNDING_PAID] - totals[FUNDING_RECEIVED]).toBe(paid)
    expect(paid).toBeGreaterThanOrEqual(0)
    if (rates.some((rate) => rate !== 0)) expect(totals[FUNDING_PAID]).toBeGreaterThan(0)
  })

  test('per block, at every block', async () => {
    const scenario = await smallScenario({
      horizon: '3m',
      funding: { every: 'block', rate: 'constant', constant: '8%' },
    })
    const { simulation, events } = await watched(scenario, { engine })
    expect(events.filter(({ kind }) => kind === 'funding').length).toBe(simulation.block.block)
  })
})
