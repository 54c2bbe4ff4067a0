import { type StressView, UNSTRESSED } from './stress-view.ts'

/** A condition at a point in an arm, over the seeds. */
export interface ConditionVerdict {
  readonly condition: string
  /** Seeds in which it broke, in their order. */
  readonly broken: readonly number[]
  /** Seeds that tell. */
  readonly told: number
}

/** All conditions of the study at a point in an arm, in their order. */
export const conditionVerdicts = (
  { question, table, plan }: StressView,
  point: number,
  arm: string,
): readonly ConditionVerdict[] =>
  question.conditions.map((condition) => {
    const values = table.values(condition, point, arm)
    return {
      condition,
      broken: values.flatMap((held, i) => (held === 0 ? [plan.firstSeed + i] : [])),
      told: values.filter((held) => held !== undefined).length,
    }
  })

/** What a case came to: broken where a condition broke in one seed, untold where no run tells of one and none broke. */
export type CaseVerdict = 'holds' | 'broken' | 'untold'

export const caseVerdict = (view: StressView, point: number, arm: string): CaseVerdict => {
  const all = conditionVerdicts(view, point, arm)
  if (all.some(({ broken }) => broken.length > 0)) return 'broken'
  return all.some(({ told }) => told === 0) ? 'untold' : 'holds'
}

/** Conditions that break without any stress: no case can be blamed for them. */
export const brokenUnstressed = (view: StressView, arm: string): readonly ConditionVerdict[] =>
  conditionVerdicts(view, UNSTRESSED, arm).filter(({ broken }) => broken.length > 0)
