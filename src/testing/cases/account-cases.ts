import fc from 'fast-check'
import { parseFraction } from '../../numeric/fraction.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Limits } from '../../scenario/schema/markets-schema.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import type { ScenarioCase } from '../law.ts'
import { LAB_PRICE, labScenario } from './lab-scenario.ts'
import { scenarioCases } from './scenario-cases.ts'
import { fundedInEach, twoMarketScenario } from './two-markets.ts'

/**
 * What is out of the ordinary with an order that a script places: half a tick, a good-til time that has come when its block
 * does, or has passed, all or nothing of more than its sender can pay, a limit of the market to the lot or tick.
 */
type Fault = 'off-tick' | 'due' | 'past' | 'too-much' | 'at-limit'

/** Somebody takes on a position, withdraws all that is free or a little less, and the price goes against it, each in a block of its own. */
interface Drain {
  /** Base units. */
  readonly size: number
  /** Whole quote units above the least that must stay. */
  readonly spare: number
  /** By so much the price falls. */
  readonly bps: number
}

/** Changes of a script that no honest sender makes, and the markets that its movements of money are about. */
interface Changes {
  /** What is wrong with the placement at a position, counted around. */
  readonly faults: readonly { readonly at: number; readonly fault: Fault }[]
  /** Hundredths of a base unit below ten that two members begin with against each other; they begin with nothing when left out. */
  readonly allIn: number | undefined
  /** Of the second member, who buys from the first; nobody is drained where it is left out. */
  readonly drain: Drain | undefined
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
      fault: fc.constantFrom<Fault[]>('off-tick', 'due', 'past', 'too-much', 'too-much', 'at-limit', 'at-limit'),
    }),
    { maxLength: 3 },
  ),
  allIn: fc.oneof(
    { withCrossShrink: true },
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.nat(9) },
  ),
  drain: fc.oneof(
    { withCrossShrink: true },
    { weight: 5, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({
        size: fc.integer({ min: 2, max: 5 }),
        spare: fc.nat(9),
        bps: fc.integer({ min: 6, max: 10 }).map((x) => x * 100),
      }),
    },
  ),
  markets: fc.array(fc.nat(1), { minLength: 4, maxLength: 4 }),
})

const spoilt = (step: StepText, fault: Fault, { position, openInterest }: Limits): StepText => {
  if (step.do !== 'place') return step
  const due = millisecondsOf(step.at)
  switch (fault) {
    case 'off-tick':
      return step.price === undefined ? step : { ...step, price: `${step.price}5` }
    // A file asks for a time after the step's own: the step is due a little before its block.
    case 'due':
      return { ...step, at: `${due - 1}ms`, goodTil: `${due}ms` }
    case 'past':
      return { ...step, at: `${due - 2}ms`, goodTil: `${due - 1}ms` }
    case 'at-limit':
      return position === undefined && openInterest === undefined
        ? { ...step, price: step.side === 'buy' ? EDGES.buy : EDGES.sell }
        : { ...step, size: position ?? openInterest ?? step.size }
    case 'too-much': {
      const { price: _price, ...market } = step
      return { ...market, timeInForce: 'fill-or-kill', slide: false, size: TOO_MUCH[step.market ?? LAB] }
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
  { faults, markets, allIn, drain }: Changes,
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
    count: Math.max(list.count, allIn === undefined && drain === undefined ? 1 : 2),
  }))
  const whole = { ...scenario, traders, margin: { ...scenario.margin, mode } }
  const staked = allIn === undefined ? [] : meeting(whole, ((1000 - allIn) / 100).toFixed(2))
  const before = [...(isolated ? fundedInEach(whole) : []), ...(drain === undefined ? staked : drained(whole, drain))]
  const end = Math.max(millisecondsOf(scenario.horizon), 6 * millisecondsOf(scenario.chain.blockTime))
  return {
    arm,
    scenario: {
      ...whole,
      steps: [...before, ...named],
      ...(drain !== undefined && { horizon: `${end}ms` }),
    },
  }
}

/** Two members trade so many base units with each other in the first block. */
const meeting = ({ chain }: Scenario, size: string): readonly StepText[] => {
  const order = {
    at: chain.blockTime,
    do: 'place',
    size,
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

/** Quote units that each member begins with, and the share of a trade that no fee and no impact of the laboratory exceeds. */
const DEPOSIT = 1000
const COST = 0.005

/** A position, a withdrawal of what it leaves free, and a fall of the price. */
const drained = (scenario: Scenario, { size, spare, bps }: Drain): readonly StepText[] => {
  const { chain, margin } = scenario
  const blockTime = millisecondsOf(chain.blockTime)
  const rates = margin.tiers.map(({ initial }) => parseFraction(initial)).map(({ n, d }) => n / d)
  const bound = Math.ceil(size * LAB_PRICE * (Math.max(...rates) + COST)) + spare
  const account = { list: 0, member: 1 }
  const amount = DEPOSIT - bound
  return [
    ...meeting(scenario, String(size)),
    ...(amount > 0 ? [{ at: `${2 * blockTime}ms`, do: 'withdraw' as const, account, amount: String(amount) }] : []),
    { at: `${3 * blockTime}ms`, do: 'move-price', by: `${-bps}bps` },
  ]
}

const casesOf = (scenario: Scenario): fc.Arbitrary<ScenarioCase> =>
  fc
    .tuple(scenarioCases({ scenario, vary: true }), changes)
    .map(([drawn, change]) => changed(drawn, scenario.margin.mode, change))

const limited = (limits: Limits): Scenario => {
  const scenario = labScenario()
  return { ...scenario, markets: scenario.markets.map((market) => ({ ...market, limits })) }
}

/**
 * Cases for laws about accounts: `scenarioCases` of the laboratory, of the laboratory with limits, and of two markets with
 * cross and with isolated margin. Some begin with two members that stake all against each other, or of whom one withdraws
 * what its position leaves free before the price falls, and a few orders are malformed, too large, or at a limit. They
 * shrink as those do.
 */
export const accountCases = (): fc.Arbitrary<ScenarioCase> =>
  fc.oneof(
    { weight: 4, arbitrary: casesOf(labScenario()) },
    ...LIMITS.map((limits) => ({ weight: 1, arbitrary: casesOf(limited(limits)) })),
    { weight: 2, arbitrary: casesOf(twoMarketScenario('cross')) },
    { weight: 2, arbitrary: casesOf(twoMarketScenario('isolated')) },
  )
