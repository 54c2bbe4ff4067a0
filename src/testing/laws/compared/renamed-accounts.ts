import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { StepAccount, StepText } from '../../../scenario/schema/steps-schema.ts'
import type { TraderText } from '../../../scenario/schema/trader-text.ts'
import type { ComparedLaw } from '../../law.ts'
import { ledgersDiffer, listsDiffer } from './account-rows.ts'
import { runThrough } from './run-through.ts'
import { isScripted } from './scripted-case.ts'

/** Every member in a list of its own, each after a list of somebody who has nothing and does nothing. */
const spread = (scenario: Scenario): Scenario => {
  const { traders, steps } = scenario
  const traderOf = (list: number, member: number): number =>
    traders.slice(0, list).reduce((sum, { count }) => sum + count, 0) + member
  const lists = traders.flatMap((list) =>
    Array.from({ length: list.count }, (): readonly TraderText[] => [
      { ...list, count: 1, deposit: '0' },
      { ...list, count: 1 },
    ]),
  )
  const renamed = (account: StepAccount): StepAccount =>
    typeof account === 'string' ? account : { list: 2 * traderOf(account.list, account.member) + 1, member: 0 }
  const spreadStep = (step: StepText): StepText => {
    if (!('account' in step)) return step
    const account = renamed(step.account)
    return step.do === 'liquidate' ? { ...step, account, by: renamed(step.by) } : { ...step, account }
  }
  return { ...scenario, traders: lists.flat(), steps: steps.map(spreadStep) }
}

/** A name is no privilege. */
export const renamedAccounts: ComparedLaw = {
  id: 'PERP-92',
  name: 'other numbers for the same accounts in the same order, with idle ones between, change nothing for anybody',
  rulesOut:
    'A rule that looks at an account’s number itself, or at how many there are; an idle account that pays or receives',
  parts: ['whole run', 'ledger', 'deleveraging', 'liquidation'],
  when: 'The script alone acts, and margin is cross',
  compare: async ({ scenario, arm }, build, ruling) => {
    if (!isScripted(scenario) || scenario.margin.mode !== 'cross') return
    const one = await runThrough(build, { scenario, arm })
    const other = await runThrough(build, { scenario: spread(scenario), arm })
    if (one.threw !== undefined && other.threw !== undefined) return
    const first = one.simulation.groups[0].firstAccount
    const renamed = (account: number): number => (account < first ? account : first + 2 * (account - first) + 1)
    const renamedEvent = (event: ExchangeEvent): ExchangeEvent => ({
      ...event,
      ...('account' in event && { account: renamed(event.account) }),
      ...('taker' in event && { taker: renamed(event.taker) }),
      ...('liquidator' in event && { liquidator: renamed(event.liquidator) }),
      ...('maker' in event && { maker: renamed(event.maker) }),
    })
    ruling.exercised('fills', one.events.filter(({ kind }) => kind === 'fill').length)
    ruling.exercised('deleveragings', one.events.filter(({ kind }) => kind === 'deleverage').length)
    const differs =
      listsDiffer(one.events.map(renamedEvent), other.events) ??
      ledgersDiffer(one.simulation, other.simulation, renamed)
    if (differs !== undefined) ruling.broken(`with idle accounts between: ${differs}`)
    for (let account = first; account < other.simulation.parts.exchange.accounts.count; account += 2)
      if (other.simulation.parts.exchange.equity(account) !== 0) ruling.broken(`idle account ${account} has money`)
  },
}
