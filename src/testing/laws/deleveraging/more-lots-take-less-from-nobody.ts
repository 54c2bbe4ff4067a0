import type { DeleveragePolicy } from '../../../insurance/deleverage-policy.ts'
import type { Judgement, LawText } from '../../law.ts'
import { askPolicy, type DeleveragingCase } from './deleveraging-cases.ts'

/** A larger need spares nobody. */
export const moreLotsTakeLessFromNobody: LawText = {
  id: 'PERP-62',
  name: 'when more lots are needed, nobody gives less, but for the lot that rounding shares to whole ones may move',
  rulesOut: 'A winner who keeps its position because the bankruptcy of another grew',
  parts: ['deleveraging'],
}

/**
 * Judges two questions to a policy, the second for more lots.
 * @param rounding - lots by which a part may shrink: the largest remainders of a larger whole may be others'
 */
export const judgeGrowth = (
  policy: DeleveragePolicy,
  { lots, more, positions }: DeleveragingCase,
  rounding: number,
): Judgement => {
  const few = askPolicy(policy, lots, positions).given
  const many = askPolicy(policy, lots + more, positions).given
  const at = few.findIndex((x, i) => many[i] < x - rounding)
  return {
    exercised: { 'larger needs': more > 0 && many.some((x, i) => x > few[i]) ? 1 : 0 },
    ...(at >= 0 && {
      broken: {
        detail: `account ${positions[at].account} gives ${few[at]} of ${lots} lots, and ${many[at]} of ${lots + more}`,
      },
    }),
  }
}
