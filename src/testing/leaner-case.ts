import type { ScenarioCase } from './law.ts'

const isScenarioCase = (sample: unknown): sample is ScenarioCase =>
  typeof sample === 'object' && sample !== null && 'scenario' in sample && 'arm' in sample

/**
 * A case of a scenario without the steps that it can do without, gone over from the last to the first until none can be spared: an array
 * that fast-check shrinks keeps its last element. Other cases stay as they are.
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
    before = now.scenario.steps.length
    for (let i = before - 1; i >= 0; i--) {
      const { steps } = now.scenario
      const candidate = { ...now, scenario: { ...now.scenario, steps: steps.filter((_, k) => k !== i) } }
      if (await isSuch(candidate)) now = candidate
    }
  } while (now.scenario.steps.length < before)
  return now
}
