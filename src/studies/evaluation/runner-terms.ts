import type { Scenario } from '../../scenario/scenario.ts'
import type { StudyPlan } from '../plan/study-plan.ts'
import type { RunFiles } from '../run-files.ts'
import { measureStress } from '../stress/measure-stress.ts'
import type { RunnerTerms } from './part-runner.ts'

/** What the runs of a plan share: stress studies measure more than others. */
export const runnerTerms = (
  { kind, figures, firstSeed }: StudyPlan,
  scenario: Scenario,
  files: RunFiles,
): RunnerTerms => ({
  scenario,
  files,
  figures,
  ...(kind === 'stress' && { measure: measureStress(scenario, files, firstSeed) }),
})
