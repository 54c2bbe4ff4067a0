import type { Curve } from '../engines/virtual-amm/curve.ts'
import { virtualAmm } from '../engines/virtual-amm/virtual-amm.ts'
import { BOTH_MAY_TRADE, CELL_LENGTH, type Clearing } from '../market/clearing.ts'
import type { EngineFactory } from '../market/engine.ts'
import { MICROS_PER_UNIT } from '../market/price.ts'
import { armsOf } from '../scenario/arms.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { LAB_PRICE, labScenario } from './cases/lab-scenario.ts'
import { scenarioCases } from './cases/scenario-cases.ts'
import { curveLaws } from './curve-laws.ts'
import type { LawPart, ScenarioCase } from './law.ts'
import { type Law, lawsOver } from './law-property.ts'
import { ENGINE_LAWS } from './laws/engine/engine-watched-laws.ts'

/** How an engine is held to its laws. */
export interface EngineLawOptions {
  /** Do orders rest in it? @defaultValue what it says of itself: an engine that shows no price before its first order is one where they do */
  readonly rests?: boolean
  /** The protocol that it trades in. @defaultValue the laboratory, at the price that the engine shows; parts of it vary */
  readonly scenario?: Scenario
  /** Most actions of a case. @defaultValue 30 */
  readonly longest?: number
}

/** Price units of the laboratory's tick, and of its price: a lot at 1000 quote per base is a million of them. */
const TICK_UNITS = 100
const LAB_UNITS = LAB_PRICE * 1000

/** A clearing that lets everything happen and keeps nothing. */
const willing = (): Clearing => ({
  cell: new Float64Array(CELL_LENGTH),
  canTrade: () => BOTH_MAY_TRADE,
  fill: () => undefined,
  reducible: () => 0,
  rested: () => undefined,
  removed: () => undefined,
  save: () => undefined,
  revert: () => undefined,
})

/** Price units in the middle of the market before anybody has traded; 0 where there are none. */
const startOf = (engine: EngineFactory): number => engine(willing(), 0).mid() / MICROS_PER_UNIT

/** The laboratory at another price, on its grid of ticks. */
const labAt = (units: number): Scenario => {
  const ticks = Math.max(1, Math.round(units / TICK_UNITS))
  const price = ((ticks * TICK_UNITS) / 1000).toFixed(1)
  const lab = labScenario()
  const waypoints = [
    { at: '0s', price },
    { at: '1d', price },
  ]
  return { ...lab, markets: lab.markets.map((market) => ({ ...market, prices: { ...market.prices, waypoints } })) }
}

/** A case whose protocol varies, but for the engines: the one on trial stands in their place, with the pool's capital and backing. */
const withEnginesOf =
  ({ engines }: Scenario) =>
  (sample: ScenarioCase): ScenarioCase => {
    const { amm } = sample.scenario.engines
    const declared = engines['amm']
    if (amm?.kind !== 'virtual-amm' || declared?.kind !== 'virtual-amm') return sample
    const { capital, backing } = amm
    return {
      ...sample,
      scenario: { ...sample.scenario, engines: { ...engines, amm: { ...declared, capital, backing } } },
    }
  }

const isFactory = (engineOrCurve: EngineFactory | Curve): engineOrCurve is EngineFactory =>
  typeof engineOrCurve === 'function'

/**
 * The laws of engines over an engine of your own, or over a curve: that is lifted by `virtualAmm({ curve })`, and held to
 * the laws of curves too. The engine trades in the laboratory's market, in place of the arm's: ticks of 100 price units,
 * orders of up to 9,000 lots, one market. A case that breaks a law replays with the same engine (`judgeCase`).
 *
 * @param engineOrCurve - a factory is called once for every run; a curve begins each where it stands now
 * @example
 * ```ts
 * for (const law of engineLaws(mine)) test(law.name, () => fc.assert(law.property))
 * ```
 */
export const engineLaws = (engineOrCurve: EngineFactory | Curve, options: EngineLawOptions = {}): readonly Law[] => {
  if (!isFactory(engineOrCurve)) {
    const ofCurve = curveLaws(engineOrCurve) as readonly Law[]
    return [...engineLaws(virtualAmm({ curve: engineOrCurve }), options), ...ofCurve]
  }
  const start = startOf(engineOrCurve)
  const { rests = start === 0, longest } = options
  const scenario = options.scenario ?? labAt(start === 0 ? LAB_UNITS : start)
  const part: LawPart = rests ? 'order book' : 'curve'
  const cases = scenarioCases({
    scenario,
    arms: armsOf(scenario)
      .filter(({ kind }) => (kind === 'curve') !== rests)
      .map(({ name }) => name),
    vary: options.scenario === undefined,
    ...(longest !== undefined && { longest }),
  }).map(withEnginesOf(scenario))
  const laws = ENGINE_LAWS.filter(({ parts }) => parts.includes(part))
  return lawsOver(laws, cases, { engineOf: () => engineOrCurve }) as readonly Law[]
}
