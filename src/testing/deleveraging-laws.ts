import type { DeleveragePolicy } from '../insurance/deleverage-policy.ts'
import type { Judgement, LawText } from './law.ts'
import { type Law, lawOver } from './law-property.ts'
import {
  type DeleveragingCase,
  deleveragingCases,
  judgeEach,
  type NamedPolicy,
  SHIPPED_POLICIES,
} from './laws/deleveraging/deleveraging-cases.ts'
import { doesNotDependOnTheOrder, judgeOrder } from './laws/deleveraging/does-not-depend-on-the-order.ts'
import { judgeGrowth, moreLotsTakeLessFromNobody } from './laws/deleveraging/more-lots-take-less-from-nobody.ts'
import { judgeRanking, ranksAsPublished } from './laws/deleveraging/ranks-as-published.ts'
import { judgeNeed, takesWhatIsNeededFromWinners } from './laws/deleveraging/takes-what-is-needed-from-winners.ts'

/**
 * The laws of deleveraging policies: over one of yours, or over all that perplab ships, which are held to their published
 * rankings too.
 *
 * @example
 * ```ts
 * for (const law of deleveragingLaws(mine)) test(law.name, () => fc.assert(law.property))
 * ```
 */
export const deleveragingLaws = (policy?: DeleveragePolicy): readonly Law<DeleveragingCase>[] => {
  const policies: readonly NamedPolicy[] = policy === undefined ? SHIPPED_POLICIES : [{ name: 'the policy', policy }]
  const samples = deleveragingCases()
  const over = (text: LawText, judge: (named: NamedPolicy, sample: DeleveragingCase) => Judgement) =>
    lawOver(text, samples, (sample) => judgeEach(policies, (named) => judge(named, sample)))
  const laws = [
    over(takesWhatIsNeededFromWinners, (named, sample) => judgeNeed(named.policy, sample)),
    over(doesNotDependOnTheOrder, (named, sample) => judgeOrder(named.policy, sample)),
    over(moreLotsTakeLessFromNobody, ({ policy: asked, promises }, sample) => {
      const inQueue = promises !== undefined && promises !== 'pro-rata'
      return judgeGrowth(asked, sample, inQueue ? 0 : 1)
    }),
  ]
  return policy === undefined ? [...laws, over(ranksAsPublished, judgeRanking)] : laws
}
