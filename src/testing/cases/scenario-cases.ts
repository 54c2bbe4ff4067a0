import fc from 'fast-check'
import { toldPrices } from '../../scenario/check/starting-price.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import type { ScenarioCase } from '../law.ts'
import { labScenario } from './lab-scenario.ts'
import { protocolVariants } from './protocol-variants.ts'
import { scripts } from './script.ts'
import type { ScriptNeeds } from './script-needs.ts'

/** Which cases are drawn. */
export interface ScenarioCaseOptions {
  /** The protocol; the laboratory's when left out. Its traders and prices give way to the script's. */
  readonly scenario?: Scenario
  /** Arms that cases run in. @defaultValue `['amm', 'book', 'ladder']` */
  readonly arms?: readonly string[]
  /** Draws parts of the protocol too. @defaultValue true for the laboratory's, false for another */
  readonly vary?: boolean
  /** Most actions of a script. @defaultValue 30 */
  readonly longest?: number
}

const MEMBERS = 4
/** Blocks after the last step, for what follows from it. */
const TAIL = 3

/** The horizon that holds all steps and what follows from them. */
const horizonOf = (steps: readonly StepText[], blockTime: number): string => {
  const last = steps.reduce((latest, { at }) => Math.max(latest, millisecondsOf(at)), 0)
  return `${last + TAIL * blockTime}ms`
}

/** Samples within the horizon: a file with sparser ones would be refused. */
const recordOf = ({ record }: Scenario, horizon: string): Scenario['record'] =>
  millisecondsOf(record.every) <= millisecondsOf(horizon) ? record : { ...record, every: horizon }

/** What one lot is worth at the start, quote units. */
const lotWorth = ({ price, lot }: ScriptNeeds['markets'][number]): number => price * Number(lot)

/** The scenario with a true price that only steps move, at what its market tells of the start. */
const still = (scenario: Scenario): Scenario => ({
  ...scenario,
  markets: scenario.markets.map((market) => {
    const start = toldPrices(market.prices)?.start
    if (start === undefined)
      throw new RangeError(`${market.symbol}: cases need a price to start from; a replay tells it only from its file`)
    const waypoints = [
      { at: '0s', price: start },
      { at: '1d', price: start },
    ]
    return { ...market, prices: { waypoints, volatility: 0, step: '1s' } }
  }),
})

/**
 * Cases for laws about whole protocols: a protocol, a few accounts that each begin with a thousand lots' worth, and a
 * script. They shrink towards fewer steps, fewer accounts, a shorter horizon, smaller moves, rounder numbers and the
 * protocol's default parts.
 *
 * @throws RangeError for a scenario whose prices come from a file
 */
export const scenarioCases = (options: ScenarioCaseOptions = {}): fc.Arbitrary<ScenarioCase> => {
  const { arms = ['amm', 'book', 'ladder'], longest = 30 } = options
  const scenario = still(options.scenario ?? labScenario())
  const vary = options.vary ?? options.scenario === undefined
  const blockTime = millisecondsOf(scenario.chain.blockTime)
  const markets = scenario.markets.map(({ symbol, tick, lot, prices }) => ({
    symbol,
    price: Number(toldPrices(prices)?.start),
    tick,
    lot,
  }))
  const deposit = Math.ceil(1000 * lotWorth(markets[0]))
  const needs: ScriptNeeds = {
    markets,
    members: MEMBERS,
    blockTime,
    mostLots: 9000,
    mostMoney: Math.ceil(deposit * 1.5),
  }
  return fc
    .record({
      arm: fc.constantFrom(...arms),
      parts: vary ? protocolVariants() : fc.constant({}),
      steps: scripts(needs, longest),
    })
    .map(({ arm, parts, steps }) => {
      const traders = [
        { kind: 'scripted' as const, count: membersOf(steps), deposit: String(deposit), depositSigma: 0 },
      ]
      const horizon = horizonOf(steps, blockTime)
      const record = recordOf(scenario, horizon)
      return { arm, scenario: { ...scenario, ...parts, traders, steps, horizon, record } }
    })
}

/** As many members as the steps name. */
const membersOf = (steps: readonly StepText[]): number => {
  const named = steps.flatMap((step) => [
    ...('account' in step ? [step.account] : []),
    ...(step.do === 'liquidate' ? [step.by] : []),
  ])
  return named.reduce((most, who) => (typeof who === 'object' ? Math.max(most, who.member + 1) : most), 1)
}
