import type { EventSink } from '../exchange/exchange-event.ts'
import { type Arm, armsOf } from '../scenario/arms.ts'
import { assemble } from '../scenario/assemble.ts'
import { marketSpec } from '../scenario/market-units.ts'
import { printScenario } from '../scenario/parse-scenario.ts'
import { atomsOf, millisecondsOf } from '../scenario/quantities.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { TraderText } from '../scenario/schema/trader-text.ts'
import type { Simulation } from '../simulation/simulation.ts'
import type { RunFiles } from './run-files.ts'
import type { Study, StudyArm } from './study.ts'

/** What may be asked of the runs of a study. */
export interface StudyOptions extends RunFiles {
  /** Arms to run; all when left out. */
  readonly arms?: readonly string[]
  /** What a reader should know of the scenario. */
  readonly warnings?: readonly string[]
  /** Where the events of the runs go. */
  readonly events?: EventSink
  readonly auditEveryBlock?: boolean
}

/**
 * The study of a scenario: its arms, built anew for each seed.
 *
 * @throws RangeError for an arm that the scenario does not have
 */
export const scenarioStudy = (scenario: Scenario, options: StudyOptions): Study => {
  const all = armsOf(scenario)
  const wanted = options.arms ?? all.map(({ name }) => name)
  const chosen = wanted.map((name) => {
    const found = all.find((arm) => arm.name === name)
    if (found === undefined)
      throw new RangeError(`engine "${name}": ${scenario.name} has ${all.map((arm) => arm.name).join(', ')}`)
    return found
  })
  const { prices, index, events, auditEveryBlock, resolve } = options
  const build = (from: Scenario, engine: string, seed: number): Promise<Simulation> =>
    assemble(from, {
      engine,
      seed,
      resolve,
      ...(prices !== undefined && { prices }),
      ...(index !== undefined && { index }),
      ...(events !== undefined && { events }),
      ...(auditEveryBlock !== undefined && { auditEveryBlock }),
    })
  const quiet = quotesOnly(scenario)
  return {
    name: scenario.name,
    source: printScenario(scenario),
    seed: scenario.seed,
    market: marketSpec(scenario.markets[0], 0),
    horizon: millisecondsOf(scenario.horizon),
    warnings: options.warnings ?? [],
    properties: scenario.properties,
    arms: chosen.map((arm) => studyArm(arm, scenario)),
    build: (arm, seed) => build(scenario, arm, seed),
    buildQuotes: (arm, seed) => build(quiet, arm, seed),
  }
}

/** Everybody but the makers does nothing; the lists keep their places, and with them the makers their draws. */
const quotesOnly = (scenario: Scenario): Scenario => ({
  ...scenario,
  steps: [],
  traders: scenario.traders.map(
    (list): TraderText =>
      list.kind === 'market-maker' ? list : { ...list, kind: 'scripted', count: 1, deposit: '0', depositSigma: 0 },
  ),
})

const studyArm = (arm: Arm, scenario: Scenario): StudyArm => {
  const decimals = scenario.markets[0].quoteDecimals
  const makers = scenario.traders.filter(({ kind }) => kind === 'market-maker')
  const own = makers.reduce((sum, { count, deposit }) => sum + count * atomsOf(deposit, decimals), 0)
  const capital = (words: { readonly capital: string }): number => atomsOf(words.capital, decimals)
  const described = { arm: arm.name, engine: arm.engine.kind }
  switch (arm.kind) {
    case 'curve':
      return {
        ...described,
        description: `A virtual AMM on a ${arm.engine.curve} curve; its pool is the counterparty of every trade.`,
        capital: capital(arm.engine),
      }
    case 'ladder':
      return {
        ...described,
        description: `An order book holding a ladder of resting orders cut from a ${arm.curve.curve} curve, with one owner.`,
        capital: capital(arm.curve),
      }
    case 'makers': {
      const count = makers.reduce((sum, list) => sum + list.count, 0)
      const who =
        count === 1 ? 'one market maker who quotes as it likes' : `${count} market makers who quote as they like`
      return {
        ...described,
        description: `An order book with ${count === 0 ? 'nobody who makes a market' : who}.`,
        capital: count === 0 ? 0 : capital(arm.engine) || own,
      }
    }
  }
}
