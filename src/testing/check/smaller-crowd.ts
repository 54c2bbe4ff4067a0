import type { StepAccount, StepText } from '../../scenario/schema/steps-schema.ts'
import { type BrokenCase, type Candidate, changed, type Move, type Pass } from './shrink.ts'

/** Where a member goes when others leave; `undefined` when it is one of those. */
type Moved = (account: Exclude<StepAccount, string>) => StepAccount | undefined

const moved = (account: StepAccount, to: Moved): StepAccount | undefined =>
  typeof account === 'string' ? account : to(account)

/** The steps of those who stay, with their new places. */
const stepsOf = (steps: readonly StepText[], to: Moved): readonly StepText[] =>
  steps.flatMap((step): readonly StepText[] => {
    const account = 'account' in step ? moved(step.account, to) : undefined
    const by = 'by' in step && step.do === 'liquidate' ? moved(step.by, to) : undefined
    if ('account' in step && account === undefined) return []
    if (step.do === 'liquidate' && by === undefined) return []
    return [{ ...step, ...(account !== undefined && { account }), ...(by !== undefined && { by }) } as StepText]
  })

const withoutList = (now: BrokenCase, list: number): Candidate => {
  const { traders, steps } = now.scenario
  const to: Moved = (account) => {
    if (account.list === list) return undefined
    return account.list < list ? account : { ...account, list: account.list - 1 }
  }
  return changed(now, { traders: traders.filter((_, i) => i !== list), steps: stepsOf(steps, to) })
}

/** The list without so many members from one on. */
const withoutMembers = (now: BrokenCase, list: number, from: number, count: number): Candidate => {
  const { traders, steps } = now.scenario
  const to: Moved = (account) => {
    if (account.list !== list || account.member < from) return account
    return account.member < from + count ? undefined : { ...account, member: account.member - count }
  }
  const fewer = traders.map((group, i) => (i === list ? { ...group, count: group.count - count } : group))
  return changed(now, { traders: fewer, steps: stepsOf(steps, to) })
}

/** Lists of at most so many members are tried without each single one. */
const SINGLE = 8

/** Removes lists of traders, largest first, then members: down to one, to half, the last; each one of a small list. */
export const smallerCrowd: Pass = ({ scenario }) => {
  const lists = [...scenario.traders.entries()].sort((a, b) => b[1].count - a[1].count).map(([list]) => list)
  const at = ({ scenario: { traders } }: BrokenCase, list: number): number => traders[list]?.count ?? 0
  const without: Move = function* (now) {
    const { traders } = now.scenario
    if (traders.length > 1)
      for (const [list] of [...traders.entries()].sort((a, b) => b[1].count - a[1].count)) yield withoutList(now, list)
  }
  const fewer = lists.map(
    (list): Move =>
      function* (now) {
        const count = at(now, list)
        const keep = new Set([1, Math.ceil(count / 4), Math.ceil(count / 2), Math.ceil((count * 3) / 4), count - 1])
        for (const left of keep) if (left >= 1 && left < count) yield withoutMembers(now, list, left, count - left)
        if (count <= SINGLE) for (let m = 0; m < count && count > 1; m++) yield withoutMembers(now, list, m, 1)
      },
  )
  return [without, ...fewer]
}

/** Leaves engines out that the arm does not run on. */
export const oneEngine: Pass = () => [
  (now) => {
    const { engines } = now.scenario
    return Object.keys(engines).map((dropped) => {
      const { [dropped]: _, ...others } = engines
      return changed(now, { engines: others })
    })
  },
]
