import { fewerMembers } from './fewer-members.ts'
import type { ScenarioCase } from './law.ts'

/** Steps and members of a case. */
const sizeOf = ({ scenario }: ScenarioCase): number =>
  scenario.steps.length + scenario.traders.reduce((sum, { count }) => sum + count, 0)

const isScenarioCase = (sample: unknown): sample is ScenarioCase =>
  typeof sample === 'object' && sample !== null && 'scenario' in sample && 'arm' in sample

/**
 * A case of a scenario without the steps and members that it can do without, gone over until none can be spared: an array that
 * fast-check shrinks keeps its last element, and members whose parts others could play. Other cases stay as they are.
 *
 * @param isSuch - whether a case still is what is looked for
 */
export const leanerCase = async <Sample>(
  sample: Sample,
  isSuch: (sample: Sample) => Promise<boolean>,
): Promise<Sample> => {
  if (!isScenarioCase(sample)) return sample
  let now: Sample & ScenarioCase = sample
  let before: number
  do {
    before = sizeOf(now)
    for (let i = now.scenario.steps.length - 1; i >= 0; i--) {
      const { steps } = now.scenario
      const candidate = { ...now, scenario: { ...now.scenario, steps: steps.filter((_, k) => k !== i) } }
      if (await isSuch(candidate)) now = candidate
    }
    for (const scenario of fewerMembers(now.scenario)) {
      if (!(await isSuch({ ...now, scenario }))) continue
      now = { ...now, scenario }
      break
    }
  } while (sizeOf(now) < before)
  return now
}
