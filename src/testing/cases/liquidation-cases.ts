import fc from 'fast-check'
import { type Fraction, parseFraction } from '../../numeric/fraction.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import type { MarketGrid } from '../arbitraries/market-grid.ts'
import type { ScenarioCase } from '../law.ts'
import { type Crash, crashes, crashSteps } from './crashes.ts'
import { labScenario } from './lab-scenario.ts'
import { type LiquidationParts, liquidationVariants } from './liquidation-variants.ts'
import { scenarioCases } from './scenario-cases.ts'
import { twoMarketScenario } from './two-markets.ts'

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
  return {
    arm: onBook ? 'book' : arm,
    scenario: {
      ...scenario,
      ...parts,
      ...(onBook && { fees, margin }),
      traders: [{ ...members, count }],
      steps: [...(pauses ? pauseSteps(scenario) : []), ...steps, ...calm(scenario.steps)],
      horizon: `${end}ms`,
    },
  }
}

/**
 * Cases for laws about liquidations: leveraged positions that the price goes against, under all kinds of closes, takers and
 * payers, in one market and in two, and after them what the laws of whole protocols are tried on. They shrink as those do.
 */
export const liquidationCases = (): fc.Arbitrary<ScenarioCase> => {
  const one = scenarioCases({ longest: 6 })
  const two = scenarioCases({ scenario: twoMarketScenario('cross'), longest: 6 })
  return fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: one }, { weight: 2, arbitrary: two }),
      crashes(),
      liquidationVariants(),
      paused,
    )
    .map(([drawn, crash, parts, pauses]) => crashed(drawn, crash, parts, pauses))
}
