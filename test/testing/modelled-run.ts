import type { ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { Oracle } from '../../src/oracle/oracle.ts'
import type { SourceFault } from '../../src/oracle/source-faults.ts'
import { assemble } from '../../src/scenario/assemble.ts'
import { oracleConfig, stepFault } from '../../src/scenario/build/build-oracle.ts'
import { buildSteps, type StepNeeds } from '../../src/scenario/build/build-steps.ts'
import { stepAccounts } from '../../src/scenario/build/step-accounts.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import type { StepText } from '../../src/scenario/schema/steps-schema.ts'
import type { MarketParts } from '../../src/simulation/market-feed.ts'
import { runScript } from '../../src/simulation/scripted-action.ts'
import type { Simulation } from '../../src/simulation/simulation.ts'
import type { Moment } from '../../src/simulation/simulation-observer.ts'
import { ExchangeModel } from '../models/exchange-model.ts'
import type { ScenarioWords, StepWords } from '../models/words.ts'
import { type Depth, differences } from './differences.ts'

/** A run of a scenario and its naive model, side by side; whatever is done is done to both, and compared. */
export class ModelledRun {
  readonly model: ExchangeModel
  readonly simulation: Simulation
  readonly #needs: StepNeeds
  readonly #events: ExchangeEvent[]
  readonly #faults: SourceFault[]

  private constructor(
    model: ExchangeModel,
    simulation: Simulation,
    needs: StepNeeds,
    events: ExchangeEvent[],
    faults: SourceFault[],
  ) {
    this.model = model
    this.simulation = simulation
    this.#needs = needs
    this.#events = events
    this.#faults = faults
  }

  /** @param startPrices - quote per base, by market */
  static async begin(scenario: Scenario, arm: string, startPrices: readonly number[]): Promise<ModelledRun> {
    const events: ExchangeEvent[] = []
    const faults: SourceFault[] = []
    const watching: { run?: ModelledRun } = {}
    const observer = {
      before: (moment: Moment) => watching.run?.before(moment),
      after: (moment: Moment) => watching.run?.after(moment),
    }
    const simulation = await assemble(scenario, {
      engine: arm,
      events: { emit: (event) => events.push(event) },
      observer,
      auditEveryBlock: true,
    })
    for (const [m, feed] of simulation.feeds.entries()) replaceOracle(feed.parts, scenario, m, faults)
    const specs = simulation.parts.exchange.venues.map(({ spec }) => spec)
    const needs = { specs, accounts: stepAccounts(scenario) }
    const model = new ExchangeModel(scenario as unknown as ScenarioWords, arm, startPrices)
    const run = new ModelledRun(model, simulation, needs, events, faults)
    watching.run = run
    events.length = 0
    model.events.length = 0
    run.compare('the start')
    return run
  }

  /** Milliseconds of the block in hand. */
  get now(): number {
    return this.simulation.block.time
  }

  /** Carries out a scripted step. @throws Error where model and run then differ */
  perform(words: StepWords): void {
    const step = { at: `${this.now}ms`, ...words } as StepText
    if (step.do === 'fail-oracle') this.#faults.push(stepFault(step))
    else for (const action of buildSteps([step], this.#needs)) this.#act(action)
    this.model.perform(words)
    this.compare(`step ${JSON.stringify(words)}`)
  }

  /** Makes the next block. @throws Error where model and run differ after any part of it */
  nextBlock(): void {
    this.simulation.step()
    this.compare(`block ${this.simulation.block.block}`)
  }

  before(moment: Moment): void {
    if (moment.kind === 'block') this.model.openBlock(this.now)
  }

  after(moment: Moment): void {
    if (moment.kind === 'block') return
    this.model.moment(moment)
    const { block } = this.simulation.block
    const where = 'market' in moment ? ` in market ${moment.market}` : ''
    const depth = moment.kind === 'triggers' || moment.kind === 'liquidations' ? 'accounts' : 'prices'
    this.compare(`${moment.kind}${where}, block ${block}`, depth)
  }

  /** @throws Error naming the figures that differ */
  compare(when: string, depth: Depth = 'everything'): void {
    const found = differences(this.model, this.simulation, this.#events, depth)
    this.#events.length = 0
    this.model.events.length = 0
    if (found.length === 0) return
    const more = found.length > 12 ? [`… and ${found.length - 12} more`] : []
    throw new Error([`after ${when} model and exchange differ:`, ...found.slice(0, 12), ...more].join('\n  '))
  }

  #act(action: Parameters<typeof runScript>[0]): void {
    runScript(action, this.simulation.parts, this.simulation.feeds, this.now)
  }
}

/** The same oracle as it was built, but with faults that may still come. */
const replaceOracle = (parts: MarketParts, scenario: Scenario, market: number, faults: SourceFault[]): void => {
  const oracle = new Oracle({ ...oracleConfig(scenario.oracle, [], scenario.seed, market), faults })
  oracle.begin(0, parts.path.priceAt(0))
  Object.assign(parts, { oracle })
}
