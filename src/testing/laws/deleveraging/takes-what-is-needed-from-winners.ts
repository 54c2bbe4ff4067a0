import type { DeleveragePolicy } from '../../../insurance/deleverage-policy.ts'
import type { Judgement, LawText } from '../../law.ts'
import { profitOfContender } from '../exact-ranking.ts'
import { askPolicy, contenderOf, type DeleveragingCase } from './deleveraging-cases.ts'

/** A policy takes the lots that it is asked for, from positions in profit, and says so. */
export const takesWhatIsNeededFromWinners: LawText = {
  id: 'PERP-60',
  name: 'a deleveraging policy takes exactly the lots that are needed, or all that positions in profit hold, and from nobody more than it has',
  rulesOut: 'A loser that is deleveraged, a lot too many, lots that are told to be taken and are not',
  parts: ['deleveraging'],
}

/** Judges one question to a policy. */
export const judgeNeed = (policy: DeleveragePolicy, { lots, positions }: DeleveragingCase): Judgement => {
  const { answer, given } = askPolicy(policy, lots, positions)
  const winners = positions.map((position) => profitOfContender(contenderOf(position)) > 0n)
  const held = positions.reduce((sum, { size }, i) => sum + (winners[i] ? Math.abs(size) : 0), 0)
  const due = Math.min(lots, held)
  const sum = given.reduce((all, x) => all + x, 0)
  const faults = positions.flatMap(({ account, size }, i) => {
    const most = winners[i] ? Math.abs(size) : 0
    const fits = Number.isSafeInteger(given[i]) && given[i] >= 0 && given[i] <= most
    return fits ? [] : [`account ${account} gives ${given[i]} lots, and has ${most} in profit`]
  })
  if (answer !== due) faults.push(`of ${lots} lots ${answer} are answered, and ${due} could be had`)
  if (sum !== due) faults.push(`of ${lots} lots ${sum} are given, and ${due} could be had`)
  return {
    exercised: {
      'lots given': due > 0 ? 1 : 0,
      'more asked than there is': lots > held ? 1 : 0,
      'losers spared': winners.some((wins) => !wins) && due > 0 ? 1 : 0,
    },
    ...(faults.length > 0 && { broken: { detail: faults[0] } }),
  }
}
