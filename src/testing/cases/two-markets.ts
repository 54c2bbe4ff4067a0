import type { Scenario } from '../../scenario/scenario.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import { LAB_PRICE, labScenario } from './lab-scenario.ts'

/** The laboratory's market and another: a lot of either is worth 1 quote unit at the start. */
const MARKETS = [
  { symbol: 'LAB-PERP', tick: '0.1', lot: '0.001', price: LAB_PRICE },
  { symbol: 'TWO-PERP', tick: '0.01', lot: '0.02', price: LAB_PRICE / 20 },
]

/**
 * The laboratory with two markets, its prices moved by scripted steps alone.
 *
 * @param mode - `cross`: an account's positions share its money; `isolated`: each trader has an account for each market,
 *   and begins with nothing in the second
 */
export const twoMarketScenario = (mode: 'cross' | 'isolated'): Scenario =>
  labScenario({
    name: `lab-${mode}`,
    markets: MARKETS.map(({ symbol, tick, lot, price }) => ({
      symbol,
      tick,
      lot,
      quote: 'USDC',
      prices: {
        waypoints: [
          ['0s', String(price)],
          ['1d', String(price)],
        ],
        volatility: 0,
      },
      impactNotional: '100',
    })),
    margin: { mode, tiers: [{ initial: '10%', maintenance: '5%' }] },
  })

/** With isolated margin the accounts of further markets begin empty: each gets as much as the first, in the first block. */
export const fundedInEach = ({ traders, markets, chain }: Scenario): readonly StepText[] =>
  traders.flatMap(({ count, deposit }, list) =>
    markets.slice(1).flatMap(({ symbol }) =>
      Array.from({ length: count }, (_, member): StepText => {
        return {
          at: chain.blockTime,
          do: 'deposit',
          account: { list, member },
          market: symbol,
          amount: deposit ?? '1000',
        }
      }),
    ),
  )
