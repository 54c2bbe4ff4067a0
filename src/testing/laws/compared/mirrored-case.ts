import { toldPrices } from '../../../scenario/check/starting-price.ts'
import { marketSpec, unitsOf } from '../../../scenario/market-units.ts'
import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { EngineText } from '../../../scenario/schema/engines-schema.ts'
import type { StepText } from '../../../scenario/schema/steps-schema.ts'
import { constantFunding } from './constant-funding.ts'
import { mirroredDecimal } from './mirrored-decimal.ts'
import { isPriced, withoutFees } from './scripted-case.ts'

/** A scenario, the same with longs and shorts exchanged, and the price about which, by market in units. */
export interface MirroredPair {
  readonly straight: Scenario
  readonly mirrored: Scenario
  readonly about: readonly number[]
}

/** A linear curve that nothing bounds, and a ladder whose owner does not come back to it: it looks at one side first. */
const withLinearCurve = (engine: EngineText): EngineText => {
  if (engine.kind === 'order-book') return engine
  const { tradeLimit, fluctuation, recentring, largestOrder, ...rest } = engine
  return { ...rest, curve: 'linear', spread: '0', ladder: { ...rest.ladder, refill: 'none' } }
}

/** Rate of a payment: whole in every unit that funding is reckoned in, with either sign. */
const RATE = '0.0123457'

const paymentsEvery = ({ chain }: Scenario): number => 2 * millisecondsOf(chain.blockTime)

/** The protocol with everything left out that knows long from short: prices that move, what is charged by the notional, curves that bend. */
const even = (scenario: Scenario, starts: readonly string[]): Scenario => {
  const { oracle, engines } = scenario
  return {
    ...withoutFees(scenario),
    markets: scenario.markets.map(({ limits: { priceBand, ...limits }, ...market }, m) => ({
      ...market,
      limits,
      prices: { waypoints: [{ at: '0s', price: starts[m] }], volatility: 0, step: '1s' },
    })),
    oracle: { ...oracle, sources: 1, noise: '0', smoothing: { kind: 'none' }, guards: {}, faults: [] },
    mark: { rule: 'index' },
    funding: constantFunding(RATE, paymentsEvery(scenario)),
    margin: { ...scenario.margin, withdrawal: { kind: 'initial' } },
    takers: [
      { engine: {} },
      {
        deleverage: { below: '1/2', policy: 'pro-rata', ranking: 'profit-leverage', price: 'mark', includePool: true },
      },
    ],
    payers: [{ fund: {} }, { socialise: { among: 'all-positions' } }],
    engines: Object.fromEntries(Object.entries(engines).map(([name, engine]) => [name, withLinearCurve(engine)])),
  }
}

const isPositive = (text: string): boolean => !text.startsWith('-') && /[1-9]/.test(text)

/** The step on the other side, at the other side's price; `undefined` where that price is not above zero. */
const mirroredStep = (step: StepText, about: string): StepText | undefined => {
  if (!isPriced(step)) return step
  const prices = step.price === undefined ? [] : [mirroredDecimal(step.price, about)]
  const price = prices[0]
  if (step.do === 'replace') return isPositive(price) ? { ...step, price } : undefined
  const trigger =
    step.trigger === undefined
      ? undefined
      : 'above' in step.trigger
        ? { below: mirroredDecimal(step.trigger.above, about) }
        : { above: mirroredDecimal(step.trigger.below, about) }
  if (trigger !== undefined) prices.push(...Object.values(trigger))
  if (!prices.every(isPositive)) return undefined
  return {
    ...step,
    side: step.side === 'buy' ? 'sell' : 'buy',
    ...(price !== undefined && { price }),
    ...(trigger !== undefined && { trigger }),
  }
}

/** @returns undefined where a market's starting price is not told, or is off its tick grid */
export const mirroredPair = (scenario: Scenario): MirroredPair | undefined => {
  const starts = scenario.markets.map(({ prices }) => toldPrices(prices)?.start)
  if (starts.some((start) => start === undefined)) return undefined
  const told = starts as readonly string[]
  const specs = scenario.markets.map(marketSpec)
  let about: readonly number[]
  try {
    about = told.map((start, m) => unitsOf(start, specs[m]))
  } catch {
    return undefined
  }
  if (about.some((units, m) => units % specs[m].tickUnits !== 0)) return undefined
  const straight: StepText[] = []
  const mirrored: StepText[] = []
  for (const step of scenario.steps) {
    if (step.do === 'move-price' || step.do === 'fail-oracle' || step.do === 'publish') continue
    const symbol = 'market' in step ? step.market : undefined
    const market = Math.max(
      0,
      specs.findIndex((spec) => spec.symbol === symbol),
    )
    const other = mirroredStep(step, told[market])
    if (other === undefined) continue
    straight.push(step)
    mirrored.push(other)
  }
  const level = even(scenario, told)
  const funding = constantFunding(`-${RATE}`, paymentsEvery(level))
  return {
    straight: { ...level, steps: straight },
    mirrored: { ...level, steps: mirrored, funding },
    about,
  }
}
