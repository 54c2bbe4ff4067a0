import { armsOf } from '../../../scenario/arms.ts'
import { lotsOf, marketSpec } from '../../../scenario/market-units.ts'
import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { StepText } from '../../../scenario/schema/steps-schema.ts'
import type { BuildCase, ComparedLaw, ScenarioCase } from '../../law.ts'

type Place = Extract<StepText, { readonly do: 'place' }>

/** What the last steps of a script traded, together. */
interface Traded {
  readonly lots: number
  readonly quote: bigint
}

/** Runs a script until its last steps are done, and adds up what those traded. */
const tradedBy = async (sample: ScenarioCase, count: number, until: number, build: BuildCase): Promise<Traded> => {
  const steps: { lots: number; quote: bigint }[] = []
  let stepping = false
  const simulation = await build(sample, {
    observer: {
      before: ({ kind }) => {
        if (kind !== 'step') return
        stepping = true
        steps.push({ lots: 0, quote: 0n })
      },
      after: ({ kind }) => {
        if (kind === 'step') stepping = false
      },
    },
    events: {
      emit: (event) => {
        if (event.kind !== 'fill' || !stepping) return
        const step = steps[steps.length - 1]
        step.lots += event.lots
        step.quote += BigInt(event.quote)
      },
    },
  })
  while (simulation.block.time < until && simulation.step());
  let traded: Traded = { lots: 0, quote: 0n }
  for (const { lots, quote } of steps.slice(-count)) traded = { lots: traded.lots + lots, quote: traded.quote + quote }
  return traded
}

const isMarketOrder = (step: StepText): step is Place =>
  step.do === 'place' && step.price === undefined && step.trigger === undefined

/** The scenario up to a step, with other steps in its place. Orders that wait for a mark are left out. */
const upTo = (scenario: Scenario, last: number, instead: readonly StepText[]): Scenario => {
  const before = scenario.steps.slice(0, last).filter((step) => step.do !== 'place' || step.trigger === undefined)
  return { ...scenario, steps: [...before, ...instead] }
}

/** Two orders with nothing between are no cheaper than one. */
export const splittingNeverGains: ComparedLaw = {
  id: 'PERP-28',
  name: 'two orders with nothing between cost no less than one order of all their lots',
  rulesOut: 'A curve that is cheaper by the slice, through a rounding, a spread or a limit',
  parts: ['engine', 'curve'],
  when: 'the engine trades from a pool, and both ways trade the same lots',
  compare: async (sample, build, ruling) => {
    const { scenario, arm } = sample
    if (armsOf(scenario).find(({ name }) => name === arm)?.kind !== 'curve') return
    const at = scenario.steps.findLastIndex(isMarketOrder)
    const step = scenario.steps[at]
    if (step === undefined || !isMarketOrder(step)) return
    const market = Math.max(
      0,
      scenario.markets.findIndex(({ symbol }) => symbol === step.market),
    )
    const words = scenario.markets[market]
    const lots = lotsOf(step.size, marketSpec(words, market))
    if (lots < 2) return
    const decimals = words.lot.split('.')[1]?.length ?? 0
    const sized = (part: number): StepText => ({ ...step, size: (part * Number(words.lot)).toFixed(decimals) })
    const until = millisecondsOf(step.at)
    const first = Math.max(1, Math.floor(lots / 3))
    const parts = [sized(first), sized(lots - first)]
    const whole = await tradedBy({ arm, scenario: upTo(scenario, at, [step]) }, 1, until, build)
    const split = await tradedBy({ arm, scenario: upTo(scenario, at, parts) }, 2, until, build)
    if (whole.lots === 0 || whole.lots !== split.lots) return
    ruling.exercised(step.side === 'buy' ? 'buys' : 'sells')
    const gains = step.side === 'buy' ? split.quote < whole.quote : split.quote > whole.quote
    if (gains)
      ruling.broken(
        `${lots} lots are ${whole.quote} atoms in one order, and ${split.quote} in ${first} and ${lots - first}`,
      )
  },
}
