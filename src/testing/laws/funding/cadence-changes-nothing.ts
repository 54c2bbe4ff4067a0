import { FILLED_LOTS, FUNDING_ENTRY, FUNDING_PAID, SIZE } from '../../../exchange/position-row.ts'
import { millisecondsOf } from '../../../scenario/quantities.ts'
import { type Scenario, scenarioParts } from '../../../scenario/scenario.ts'
import type { StepText } from '../../../scenario/schema/steps-schema.ts'
import type { Simulation } from '../../../simulation/simulation.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { BuildCase, ComparedLaw, ScenarioCase } from '../../law.ts'
import { magnitude } from '../../watch/exact-division.ts'
import { ceilDiv } from '../../watch/reckoning.ts'

/** Intervals in blocks (0: in each block), and blocks after which both have paid for the same time. */
const CADENCES = [
  { one: 2, other: 3, both: 6 },
  { one: 1, other: 6, both: 6 },
  { one: 0, other: 5, both: 5 },
  { one: 3, other: 4, both: 12 },
] as const
const RATES = ['1/700', '-1/300', '7/3000', '-11ppm'] as const
const PERIODS = ['7m', '8h', '1m', '11h'] as const

/** What trades or settles in the script: everything that does not move or hide the index, all positions opened in the first block. */
const stepsOf = (steps: readonly StepText[], first: string, later: string): readonly StepText[] => [
  ...steps.flatMap((step): readonly StepText[] =>
    step.do === 'deposit' || (step.do === 'place' && step.trigger === undefined && step.goodTil === undefined)
      ? [{ ...step, at: first }]
      : [],
  ),
  ...steps.flatMap((step): readonly StepText[] => (step.do === 'settle-funding' ? [{ ...step, at: later }] : [])),
]

/** The scenario at a constant rate and a still index, paid every so many blocks, over twice the time that both cadences share. */
const paidEvery = (scenario: Scenario, blocks: number, draw: number): Scenario => {
  const { both } = CADENCES[draw % CADENCES.length]
  const blockTime = millisecondsOf(scenario.chain.blockTime)
  const { longestAge: _, deviation: __, ...oracle } = scenario.oracle
  const horizon = `${2 * both * blockTime}ms`
  return {
    ...scenario,
    horizon,
    record: { every: horizon },
    chain: { ...scenario.chain, blocks: 'fixed' },
    oracle: {
      ...oracle,
      sources: 1,
      noise: '0',
      delay: '0ms',
      heartbeat: '0ms',
      publish: 'block-start',
      smoothing: { kind: 'none' },
      guards: {},
      faults: [],
    },
    funding: scenarioParts.funding.parse({
      every: blocks === 0 ? 'block' : `${blocks * blockTime}ms`,
      period: PERIODS[(draw >> 2) % PERIODS.length],
      rate: 'constant',
      constant: RATES[draw % RATES.length],
      multiplier: scenario.funding.multiplier,
    }) as Scenario['funding'],
    steps: stepsOf(scenario.steps, `${blockTime}ms`, `${(both + 1) * blockTime}ms`),
  }
}

/** What is seen of a run: positions that never changed since before the first payment, and whether the index stood still. */
interface Held {
  readonly simulation: Simulation
  /** Size by row where it was held, else 0. */
  readonly sizes: readonly number[]
  /** How often each row was settled. */
  readonly settlements: readonly number[]
  readonly still: boolean
}

/** Runs to the end. */
const held = async (sample: ScenarioCase, build: BuildCase): Promise<Held> => {
  let sizes: readonly number[] | undefined
  let traded: readonly number[] = []
  let entries: readonly number[] = []
  const settlements: number[] = []
  const look = (): void => {
    const now = rowsOf(simulation)
    const lots = now.map(({ row }) => simulation.parts.exchange.ledger.position[row + FILLED_LOTS])
    sizes = now.map(({ size }, i) => (sizes === undefined || (sizes[i] === size && traded[i] === lots[i]) ? size : 0))
    traded = lots
    const indices = now.map(({ row }) => simulation.parts.exchange.ledger.position[row + FUNDING_ENTRY])
    for (const [i, entry] of indices.entries())
      settlements[i] = (settlements[i] ?? 0) + Number(entries[i] !== undefined && entries[i] !== entry)
    entries = indices
  }
  const observer = {
    before: ({ kind }: Moment): void => {
      // Between two payments a position is rounded once at most, however often it is settled.
      if (kind === 'funding' || (kind === 'block' && sizes !== undefined)) look()
    },
    after: (): void => undefined,
  }
  const simulation = await build(sample, { observer })
  const indices = (): string => simulation.feeds.map(({ parts }) => parts.oracle.published.price).join()
  const before = indices()
  let still = true
  while (simulation.step()) still &&= indices() === before
  look()
  return { simulation, sizes: sizes ?? [], settlements, still }
}

/** Every account in every market. */
const rowsOf = (simulation: Simulation) => {
  const { ledger } = simulation.parts.exchange
  return Array.from({ length: ledger.markets * ledger.accounts }, (_, i) => {
    const market = Math.floor(i / ledger.accounts)
    const account = i % ledger.accounts
    const row = ledger.row(market, account)
    return { market, account, row, size: ledger.position[row + SIZE] }
  })
}

/** What the account has paid, and owes yet, atoms. */
const paidBy = (simulation: Simulation, market: number, account: number): bigint => {
  const { ledger, funding } = simulation.parts.exchange
  const row = ledger.row(market, account)
  const [size, entry, paid] = [SIZE, FUNDING_ENTRY, FUNDING_PAID].map((slot) => BigInt(ledger.position[row + slot]))
  const index = BigInt((size > 0n ? funding.long : funding.short)[market])
  return paid + (size === 0n ? 0n : ceilDiv(size * (index - entry), 1_000_000n))
}

/** How often funding is paid is a matter of convenience, not of money. */
export const cadenceChangesNothing: ComparedLaw = {
  id: 'PERP-71',
  name: 'at a constant rate and index, over a time that is a multiple of both intervals, cadence does not change what a held position pays beyond its roundings',
  rulesOut:
    'A remainder lost at each payment, a payment too many or too few, a rate taken for another time than its period',
  parts: ['funding', 'whole run'],
  when: 'positions are opened before the first payment and held in both runs, and nothing moves the index',
  compare: async ({ scenario, arm }, build, ruling) => {
    const draw = scenario.steps.length + scenario.seed
    const { one, other } = CADENCES[draw % CADENCES.length]
    const runs: Held[] = []
    for (const blocks of [one, other])
      runs.push(await held({ scenario: paidEvery(scenario, blocks, draw), arm }, build))
    if (!runs.every(({ still }) => still)) return
    const [first, second] = runs.map(({ simulation }) => simulation)
    for (const market of first.feeds.keys()) {
      const indices = [first, second].map(({ parts }) => parts.exchange.funding.long[market])
      ruling.exercised('indices')
      if (indices[0] !== indices[1])
        ruling.broken(`paid every ${one} blocks the index is ${indices[0]}, paid every ${other} blocks ${indices[1]}`)
    }
    for (const [i, { market, account, size }] of rowsOf(first).entries()) {
      if (size === 0 || runs.some(({ sizes }) => sizes[i] !== size)) continue
      const settlements = Math.max(...runs.map((run) => run.settlements[i]))
      const difference = paidBy(first, market, account) - paidBy(second, market, account)
      ruling.exercised('held positions')
      if (magnitude(difference) > BigInt(settlements))
        ruling.broken(
          `account ${account} pays ${difference} atoms more when paid every ${one} blocks instead of ${other}, with ${settlements} settlements`,
        )
    }
  },
}
