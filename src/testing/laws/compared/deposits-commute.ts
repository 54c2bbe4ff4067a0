import type { StepText } from '../../../scenario/schema/steps-schema.ts'
import type { ComparedLaw, ScenarioCase } from '../../law.ts'
import { ledgersDiffer } from './account-rows.ts'
import { chosen } from './chosen.ts'
import { runThrough } from './run-through.ts'
import { isScripted } from './scripted-case.ts'

/** The case with one deposit of every member, or a settling of its funding, where another step stands. */
const withDeposits = (sample: ScenarioCase, order: (steps: StepText[]) => StepText[]): ScenarioCase => {
  const { scenario } = sample
  const { steps, traders } = scenario
  const place = chosen(sample, 'deposits', steps.length)
  const { at } = steps[place]
  const added = traders.flatMap(({ count }, list) =>
    Array.from({ length: count }, (_, member): StepText => {
      const account = { list, member }
      return (list + member) % 2 === 0
        ? { at, do: 'deposit', account, amount: String(7 + member) }
        : { at, do: 'settle-funding', account }
    }),
  )
  return {
    ...sample,
    scenario: { ...scenario, steps: [...steps.slice(0, place), ...order(added), ...steps.slice(place)] },
  }
}

/** Who does not meet another does not care who came first. */
export const depositsCommute: ComparedLaw = {
  id: 'PERP-89',
  name: 'the order in which accounts deposit and settle their funding within a block changes nothing',
  rulesOut: 'An order of accounts that leaks: a remainder or a rounding that goes to whoever comes first',
  parts: ['ledger', 'funding', 'whole run'],
  when: 'The script alone acts, with two accounts or more',
  compare: async (sample, build, ruling) => {
    const { scenario } = sample
    const members = scenario.traders.reduce((sum, { count }) => sum + count, 0)
    if (!isScripted(scenario) || scenario.steps.length === 0 || members < 2) return
    const one = await runThrough(
      build,
      withDeposits(sample, (steps) => steps),
    )
    const other = await runThrough(
      build,
      withDeposits(sample, (steps) => steps.reverse()),
    )
    if (one.threw !== other.threw)
      return ruling.broken(
        `in one order the run threw ${one.threw ?? 'nothing'}, in the other ${other.threw ?? 'nothing'}`,
      )
    if (one.threw !== undefined) return
    ruling.exercised('orders of deposits')
    ruling.exercised('fills', one.events.filter(({ kind }) => kind === 'fill').length)
    const differs = ledgersDiffer(one.simulation, other.simulation)
    if (differs !== undefined) return ruling.broken(`in another order of deposits: ${differs}`)
    const [a, b] = [one.simulation.digest(), other.simulation.digest()]
    if (a !== b) ruling.broken(`the digest is ${a} in one order of deposits, ${b} in the other`)
  },
}
