import fc from 'fast-check'
import { type Fraction, parseFraction } from '../../numeric/fraction.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import type { MarketGrid } from '../arbitraries/market-grid.ts'
import type { ScenarioCase } from '../law.ts'
import { type Crash, crashes, crashSteps } from './crashes.ts'
import { LAB_PRICE, labScenario } from './lab-scenario.ts'
import { LATECOMER_MEMBERS, type Latecomer, latecomerSteps, latecomers, undisturbed } from './latecomers.ts'
import { type LiquidationParts, liquidationVariants } from './liquidation-variants.ts'
import { scenarioCases } from './scenario-cases.ts'
import { fundedInEach, twoMarketScenario } from './two-markets.ts'

/** The script without moves of the price after the first: all moves multiply to one exact fraction. */
const calm = (steps: readonly StepText[]): readonly StepText[] => {
  const first = steps.findIndex(({ do: what }) => what === 'move-price')
  return steps.filter(({ do: what }, i) => what !== 'move-price' || i === first)
}

/** Maintenance itself, and the shares of it from which takers take. */
const thresholdsOf = (takers: Scenario['takers']): readonly Fraction[] => {
  const shares = takers.flatMap((taker) => {
    if ('engine' in taker) return taker.engine.notBelow ?? []
    return 'backstop' in taker ? taker.backstop.below : taker.deleverage.below
  })
  return ['1', ...shares].map(parseFraction)
}

/** Are liquidations paused in the block of the first crash? */
const paused = fc.constantFrom(false, false, false, false, false, false, true)

/** Pauses liquidations in all markets for the first block. */
const pauseSteps = ({ markets, chain }: Scenario): readonly StepText[] => {
  const next = `${2 * millisecondsOf(chain.blockTime)}ms`
  return markets.flatMap(({ symbol }, m): StepText[] => {
    const pause = { do: 'pause', ...(m > 0 && { market: symbol }) } as const
    return [
      { ...pause, at: chain.blockTime, what: 'liquidation' },
      { ...pause, at: next, what: 'nothing' },
    ]
  })
}

/** The case with crashes before its script, and as many members as both name. */
const crashed = (
  { scenario, arm }: ScenarioCase,
  drawn: readonly Crash[],
  parts: LiquidationParts,
  pauses: boolean,
): ScenarioCase => {
  const blockTime = millisecondsOf(scenario.chain.blockTime)
  const grids = scenario.markets.map(({ symbol, tick, lot, prices }): MarketGrid => {
    const price = 'waypoints' in prices ? Number(prices.waypoints[0].price) : 1
    return { symbol, price, tick, lot }
  })
  const steps = crashSteps(drawn, { grids, blockTime, thresholds: thresholdsOf(parts.takers) })
  const [members] = scenario.traders
  const named = drawn.flatMap(({ victim, other, waiting, by }) => [victim, other, waiting.who, by ?? 0])
  const count = Math.max(members.count, ...named.map((member) => member + 1))
  const onBook = drawn[0].brink !== undefined
  const { fees, margin } = labScenario()
  const end = Math.max(millisecondsOf(scenario.horizon), (2 * drawn.length + 3) * blockTime)
  const { mode } = scenario.margin
  const traders = [{ ...members, count }]
  const funding = mode === 'isolated' ? fundedInEach({ ...scenario, traders }) : []
  return {
    arm: onBook ? 'book' : arm,
    scenario: {
      ...scenario,
      ...parts,
      ...(onBook && { fees, margin: { ...margin, mode } }),
      traders,
      steps: [...funding, ...(pauses ? pauseSteps(scenario) : []), ...steps, ...calm(scenario.steps)],
      horizon: `${end}ms`,
    },
  }
}

/** The case with a latecomer before its script, on a book. */
const withLatecomer = ({ scenario }: ScenarioCase, drawn: Latecomer, parts: LiquidationParts): ScenarioCase => {
  const blockTime = millisecondsOf(scenario.chain.blockTime)
  const [{ symbol, tick, lot }] = scenario.markets
  const [members] = scenario.traders
  const { fees, funding, margin } = labScenario()
  const end = Math.max(millisecondsOf(scenario.horizon), 6 * blockTime)
  return {
    arm: 'book',
    scenario: {
      ...scenario,
      ...parts,
      ...{ fees, funding, margin },
      traders: [{ ...members, count: Math.max(members.count, LATECOMER_MEMBERS) }],
      steps: [...latecomerSteps(drawn, { symbol, price: LAB_PRICE, tick, lot }, blockTime), ...undisturbed(scenario)],
      horizon: `${end}ms`,
    },
  }
}

/**
 * Cases for laws about liquidations: leveraged positions that the price goes against, under all kinds of closes, takers and
 * payers, in one market and in two with cross or isolated margin, and after them what the laws of whole protocols are tried
 * on; in some an account is insolvent for a while, and somebody comes late. They shrink as those do.
 */
export const liquidationCases = (): fc.Arbitrary<ScenarioCase> => {
  const one = scenarioCases({ longest: 6 })
  const two = scenarioCases({ scenario: twoMarketScenario('cross'), longest: 6 })
  const isolated = scenarioCases({ scenario: twoMarketScenario('isolated'), longest: 6 }).map(({ arm, scenario }) => ({
    arm,
    scenario: { ...scenario, margin: { ...scenario.margin, mode: 'isolated' as const } },
  }))
  const all = fc
    .tuple(
      fc.oneof({ weight: 6, arbitrary: one }, { weight: 3, arbitrary: two }, { weight: 1, arbitrary: isolated }),
      crashes(),
      liquidationVariants(),
      paused,
    )
    .map(([drawn, crash, parts, pauses]) => crashed(drawn, crash, parts, pauses))
  const late = fc
    .tuple(scenarioCases({ longest: 2 }), latecomers(), liquidationVariants())
    .map(([drawn, latecomer, parts]) => withLatecomer(drawn, latecomer, parts))
  return fc.oneof({ weight: 11, arbitrary: all }, { weight: 1, arbitrary: late })
}
