import type { Scenario } from '../scenario/scenario.ts'
import type { StepAccount, StepText } from '../scenario/schema/steps-schema.ts'

/** The step as it is when another member of the first list acts in place of one. */
const actedBy = (step: StepText, from: number, to: number): StepText => {
  const other = (account: StepAccount): StepAccount =>
    typeof account === 'object' && account.list === 0 && account.member === from ? { ...account, member: to } : account
  const acting = 'account' in step ? { ...step, account: other(step.account) } : step
  return acting.do === 'liquidate' ? { ...acting, by: other(acting.by) } : acting
}

/** The scenario with its last member's steps given to another, who is there already. */
const without = (scenario: Scenario, to: number): Scenario => {
  const [list] = scenario.traders
  const last = list.count - 1
  return {
    ...scenario,
    traders: [{ ...list, count: last }],
    steps: scenario.steps.map((step) => actedBy(step, last, to)),
  }
}

/** Scripts in which the last member is left out, and each of the others in turn does what it did; none for a crowd. */
export const fewerMembers = (scenario: Scenario): readonly Scenario[] => {
  const { traders } = scenario
  if (traders.length !== 1 || traders[0].kind !== 'scripted') return []
  return Array.from({ length: traders[0].count - 1 }, (_, to) => without(scenario, to))
}
