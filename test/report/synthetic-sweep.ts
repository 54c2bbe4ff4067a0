import type { Scenario } from '../../src/scenario/scenario.ts'
import type { RangeText } from '../../src/scenario/vary/value-range.ts'
import type { Conducted } from '../../src/studies/evaluation/conduct.ts'
import type { Design } from '../../src/studies/plan/design.ts'
import type { StudyStore } from '../../src/studies/store/study-store.ts'
import { type PlannedQuestion, type PlannedSweep, planSweep } from '../../src/studies/sweep/plan-sweep.ts'
import { labScenario } from '../../src/testing/cases/lab-scenario.ts'

/** The figure of a run that nobody ran; `undefined` where it has none. */
export type MadeUp = (figure: string, point: number, arm: string, seed: number) => number | undefined

/** A sweep whose runs are made up. */
export interface SyntheticSweep {
  readonly scenario?: Readonly<Record<string, unknown>>
  readonly vary: Readonly<Record<string, RangeText>>
  readonly design?: Design
  readonly arms?: readonly string[]
  readonly seeds: number
  readonly metrics?: readonly string[]
  readonly until?: PlannedQuestion['until']
  readonly figures: MadeUp
  readonly complete?: boolean
  readonly folder?: string
}

/** What `sweepReport` takes. */
export interface SweepParts {
  readonly planned: PlannedSweep
  readonly scenario: Scenario
  readonly store: StudyStore
  readonly conducted: Conducted
}

/** A sweep of the laboratory with made-up figures in place of a store's. */
export const syntheticSweep = async (own: SyntheticSweep): Promise<SweepParts> => {
  const { vary, design = { kind: 'grid' }, seeds, metrics = [], until, figures, complete = true } = own
  const scenario = labScenario(own.scenario)
  const planned = await planSweep(scenario, {
    version: '9.9.9',
    arms: own.arms ?? ['amm', 'book'],
    seeds,
    question: { vary, design, metrics, ...(until !== undefined && { until }) },
    files: { resolve: (file) => file },
  })
  const { plan, sweep, rounds } = planned
  const all = sweep.runnable.length * plan.arms.length * seeds
  return {
    planned,
    scenario,
    store: { folder: own.folder ?? 'nowhere', plan } as StudyStore,
    conducted: {
      complete,
      finishedRuns: complete ? rounds.expectedRuns : 3,
      read: async () => ({
        plan,
        runs: all,
        fingerprint: '0123456789abcdef',
        values: (figure, point, arm) =>
          Array.from({ length: seeds }, (_, i) => figures(figure, point, arm, plan.firstSeed + i)),
        detail: () => '',
      }),
    },
  }
}
