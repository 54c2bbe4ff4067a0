import type { Judgement, LawText } from '../../law.ts'
import { magnitude } from '../../watch/standing.ts'
import { profitOfContender, ranksBefore } from '../exact-ranking.ts'
import { byLargestRemainder } from '../exact-shares.ts'
import { askPolicy, contenderOf, type DeleveragingCase, type NamedPolicy } from './deleveraging-cases.ts'

/** The shipped policies rank and share as their documents say. */
export const ranksAsPublished: LawText = {
  id: 'PERP-63',
  name: 'a queue closes the highest score wholly before the next one gives a lot, at equality the lower account first; pro rata takes the same share of all, to the lot',
  rulesOut: 'A score with a term missing or turned around, a tie by chance, an odd lot that goes to the wrong account',
  parts: ['deleveraging'],
}

/** Judges one question to a policy that promises a ranking, by rational arithmetic. */
export const judgeRanking = (
  { name, policy, promises }: NamedPolicy,
  { lots, positions }: DeleveragingCase,
): Judgement => {
  if (promises === undefined) return { exercised: {} }
  const { given } = askPolicy(policy, lots, positions)
  const winners = [...positions.keys()].filter((i) => profitOfContender(contenderOf(positions[i])) > 0n)
  const contenders = new Map(winners.map((i) => [i, contenderOf(positions[i])] as const))
  const faults: string[] = []
  if (promises === 'pro-rata') {
    const weighted = [...contenders.values()].map(({ account, size }) => ({ account, weight: magnitude(size) }))
    const held = weighted.reduce((sum, { weight }) => sum + weight, 0n)
    const parts = byLargestRemainder(BigInt(lots) < held ? BigInt(lots) : held, weighted)
    for (const [at, i] of winners.entries())
      if (BigInt(given[i]) !== parts[at])
        faults.push(`account ${positions[i].account} gives ${given[i]} of ${lots} lots, not ${parts[at]}`)
  } else
    for (const [i, higher] of contenders)
      for (const [j, lower] of contenders)
        if (given[j] > 0 && ranksBefore(promises, higher, lower) && given[i] < Math.abs(positions[i].size))
          faults.push(
            `account ${lower.account} gives ${given[j]} lots while account ${higher.account}, which comes first, gives ${given[i]} of ${positions[i].size}`,
          )
  return {
    exercised: { [name]: winners.length > 1 && lots > 0 ? 1 : 0 },
    ...(faults.length > 0 && { broken: { detail: faults[0] } }),
  }
}
