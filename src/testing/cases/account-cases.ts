import fc from 'fast-check'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Limits } from '../../scenario/schema/markets-schema.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import type { ScenarioCase } from '../law.ts'
import { LAB_PRICE, labScenario } from './lab-scenario.ts'
import { scenarioCases } from './scenario-cases.ts'
import { twoMarketScenario } from './two-markets.ts'

/**
 * What is out of the ordinary with an order that a script places: half a tick, a good-til time that has come, or has passed, no lots,
 * all or nothing of more than its sender can pay, a limit of the market to the lot or tick.
 */
type Fault = 'off-tick' | 'due' | 'past' | 'no-lots' | 'too-much' | 'at-limit'

/** Changes of a script that no honest sender makes, and the markets that its movements of money are about. */
interface Changes {
  /** What is wrong with the placement at a position, counted around. */
  readonly faults: readonly { readonly at: number; readonly fault: Fault }[]
  /** Hundredths of a base unit below ten that two members begin with against each other; they begin with nothing when left out. */
  readonly allIn: number | undefined
  /** Positions of markets, used around. */
  readonly markets: readonly number[]
}

const LAB = 'LAB-PERP'
/** 40,000 lots of each market, base units. */
const TOO_MUCH: Readonly<Record<string, string>> = { [LAB]: '40', 'TWO-PERP': '800' }

/** The edges of the narrowest band about the price at the start. */
const EDGES = { buy: '1003.0', sell: '997.0' }

const LIMITS: readonly Limits[] = [
  { position: '2.5' },
  { openInterest: '3' },
  { priceBand: '30bps' },
  { position: '4', openInterest: '5', priceBand: '1/70' },
]

const changes: fc.Arbitrary<Changes> = fc.record({
  faults: fc.array(
    fc.record({
      at: fc.nat(40),
      fault: fc.constantFrom<Fault[]>(
        'off-tick',
        'due',
        'past',
        'no-lots',
        'too-much',
        'too-much',
        'at-limit',
        'at-limit',
      ),
    }),
    { maxLength: 3 },
  ),
  allIn: fc.oneof(
    { withCrossShrink: true },
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.nat(9) },
  ),
  markets: fc.array(fc.nat(1), { minLength: 4, maxLength: 4 }),
})

const spoilt = (step: StepText, fault: Fault, { position, openInterest }: Limits): StepText => {
  if (step.do !== 'place') return step
  const due = millisecondsOf(step.at)
  switch (fault) {
    case 'off-tick':
      return step.price === undefined ? step : { ...step, price: `${step.price}5` }
    case 'due':
      return { ...step, goodTil: `${due}ms` }
    case 'past':
      return { ...step, goodTil: `${due - 1}ms` }
    case 'no-lots':
      return { ...step, size: '0' }
    case 'at-limit':
      return position === undefined && openInterest === undefined
        ? { ...step, price: step.side === 'buy' ? EDGES.buy : EDGES.sell }
        : { ...step, size: position ?? openInterest ?? step.size }
    case 'too-much': {
      const { price: _price, ...market } = step
      return { ...market, timeInForce: 'fill-or-kill', size: TOO_MUCH[step.market ?? LAB] }
    }
  }
}

/** Names the market of money, liquidations and settlements, where each trader has an account for each. */
const placed = (step: StepText, market: string): StepText => {
  switch (step.do) {
    case 'deposit':
    case 'withdraw':
    case 'liquidate':
    case 'settle-funding':
      return { ...step, market }
    default:
      return step
  }
}

/** The case with its script changed, its margin of the mode that it was drawn for, and money in every market. */
const changed = (
  { scenario, arm }: ScenarioCase,
  mode: Scenario['margin']['mode'],
  { faults, markets, allIn }: Changes,
) => {
  const steps = [...scenario.steps]
  const places = [...steps.keys()].filter((i) => steps[i].do === 'place')
  for (const { at, fault } of faults) {
    const place = places[at % Math.max(1, places.length)]
    if (place !== undefined) steps[place] = spoilt(steps[place], fault, scenario.markets[0].limits)
  }
  const symbols = scenario.markets.map(({ symbol }) => symbol)
  const isolated = mode === 'isolated'
  const named = steps.map((step, i) =>
    isolated ? placed(step, symbols[markets[i % markets.length] % symbols.length]) : step,
  )
  const traders = scenario.traders.map((list) => ({
    ...list,
    count: Math.max(list.count, allIn === undefined ? 1 : 2),
  }))
  const whole = { ...scenario, traders, margin: { ...scenario.margin, mode } }
  const before = [...funded(whole, isolated), ...against(whole, allIn)]
  return { arm, scenario: { ...whole, steps: [...before, ...named] } }
}

/** Two members trade as much with each other as the table's usual initial margin allows, less some hundredths. */
const against = ({ chain }: Scenario, hundredths: number | undefined): readonly StepText[] => {
  if (hundredths === undefined) return []
  const order = {
    at: chain.blockTime,
    do: 'place',
    size: ((1000 - hundredths) / 100).toFixed(2),
    price: LAB_PRICE.toFixed(1),
    timeInForce: 'good-til-cancelled',
    reduceOnly: false,
    slide: false,
    selfTrade: 'cancel-resting',
    tag: 0,
  } as const
  return [
    { ...order, side: 'sell', account: { list: 0, member: 0 } },
    { ...order, side: 'buy', account: { list: 0, member: 1 } },
  ]
}

/** With isolated margin the accounts of further markets begin empty: each gets as much as the first. */
const funded = ({ traders, markets, chain }: Scenario, isolated: boolean): readonly StepText[] => {
  if (!isolated) return []
  return traders.flatMap(({ count, deposit }, list) =>
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
}

const casesOf = (scenario: Scenario, arms?: readonly string[]): fc.Arbitrary<ScenarioCase> =>
  fc
    .tuple(scenarioCases({ scenario, vary: true, ...(arms !== undefined && { arms }) }), changes)
    .map(([drawn, change]) => changed(drawn, scenario.margin.mode, change))

const limited = (limits: Limits): Scenario => {
  const scenario = labScenario()
  return { ...scenario, markets: scenario.markets.map((market) => ({ ...market, limits })) }
}

/**
 * Cases for laws about accounts: `scenarioCases` of the laboratory, of the laboratory with limits (without the ladder,
 * whose owner the caps would bind too), and of two markets with cross and with isolated margin. Some begin with two members
 * that stake all against each other, and a few orders are malformed, too large, or at a limit. They shrink as those do.
 */
export const accountCases = (): fc.Arbitrary<ScenarioCase> =>
  fc.oneof(
    { weight: 4, arbitrary: casesOf(labScenario()) },
    ...LIMITS.map((limits) => ({ weight: 1, arbitrary: casesOf(limited(limits), ['amm', 'book']) })),
    { weight: 2, arbitrary: casesOf(twoMarketScenario('cross')) },
    { weight: 2, arbitrary: casesOf(twoMarketScenario('isolated')) },
  )
