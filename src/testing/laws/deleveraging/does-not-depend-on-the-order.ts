import type { DeleveragePolicy } from '../../../insurance/deleverage-policy.ts'
import type { Judgement, LawText } from '../../law.ts'
import { askPolicy, type DeleveragingCase } from './deleveraging-cases.ts'

/** Who gives does not depend on how the candidates were found. */
export const doesNotDependOnTheOrder: LawText = {
  id: 'PERP-61',
  name: 'whom a policy deleverages depends on accounts and their figures, not on the order in which they come',
  rulesOut: 'A tie that the order of a list decides, so that the same market ends differently elsewhere',
  parts: ['deleveraging'],
}

/** Judges one question to a policy, asked in two orders. */
export const judgeOrder = (policy: DeleveragePolicy, { lots, positions, order }: DeleveragingCase): Judgement => {
  const first = askPolicy(policy, lots, positions).given
  const again = askPolicy(
    policy,
    lots,
    order.map((i) => positions[i]),
  ).given
  const at = order.findIndex((i, place) => first[i] !== again[place])
  return {
    exercised: { 'other orders': order.some((i, place) => i !== place) && first.some((x) => x > 0) ? 1 : 0 },
    ...(at >= 0 && {
      broken: {
        detail: `account ${positions[order[at]].account} gives ${first[order[at]]} lots, and ${again[at]} when it comes as number ${at}`,
      },
    }),
  }
}
