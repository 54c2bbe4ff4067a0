import type { Scenario } from '../../scenario/scenario.ts'
import type { Series } from '../../simulation/recorder.ts'
import type { MeasureRun } from '../evaluation/run-measure.ts'
import type { PlannedRun } from '../plan/study-plan.ts'
import type { RunFiles } from '../run-files.ts'
import { runOnce } from '../run-once.ts'
import { scenarioStudy } from '../scenario-study.ts'
import { accountNames } from './account-names.ts'
import { TimelineSink } from './liquidation-timeline.ts'
import { BASELINE_COLUMNS, keptColumns, type StressDetail, TIMELINE_COLUMNS } from './stress-detail.ts'
import { timeToRecover } from './time-to-recover.ts'

/** Figures that stress studies measure besides metrics: milliseconds, left out where the market did not recover. */
export const RECOVERY = 'recovery'
/** 1 where the market recovered within the run, 0 where it did not. */
export const RECOVERED = 'recovered'

/** Rows of a timeline. */
const MOST_ROWS = 2_000
/** Series of runs without stress that a thread keeps at hand. */
const MOST_BASELINES = 64

/** Series of the runs without stress, run when they are first asked for. */
const baselines = (scenario: Scenario, files: RunFiles): ((run: PlannedRun) => Promise<Series | undefined>) => {
  const known = new Map<string, Promise<Series | undefined>>()
  const study = scenarioStudy(scenario, files)
  return ({ arm, seed }) => {
    const key = `${arm} ${seed}`
    const found = known.get(key)
    if (found !== undefined) return found
    const run = runOnce(
      () => study.build(arm, seed),
      arm,
      () => {},
    ).then((outcome) => (outcome.kind === 'finished' ? outcome.result.series : undefined))
    if (known.size >= MOST_BASELINES) known.delete(known.keys().next().value as string)
    known.set(key, run)
    return run
  }
}

/**
 * Measures the runs of a stress study: how long the market takes to recover, against the paired run without stress, and
 * for the first seed who was liquidated when. Point 0 has no stress; of it the samples are kept that the battery reads.
 */
export const measureStress = (scenario: Scenario, files: RunFiles, firstSeed: number): MeasureRun => {
  const baselineOf = baselines(scenario, files)
  return (run, { window }) => {
    const sink = new TimelineSink(MOST_ROWS)
    return {
      events: sink,
      begun: (simulation) =>
        sink.follow({
          nameOf: accountNames(simulation),
          symbols: scenario.markets.map(({ symbol }) => symbol),
          position: () => ({ block: simulation.block.block, time: simulation.block.time - simulation.parts.start }),
        }),
      async read({ series }) {
        const isShown = run.seed === firstSeed
        const columns = [...(run.point === 0 ? BASELINE_COLUMNS : []), ...(isShown ? TIMELINE_COLUMNS : [])]
        const detail: StressDetail = {
          ...(isShown && { timeline: sink.timeline() }),
          ...(columns.length > 0 && {
            series: keptColumns(series, [...new Set(columns)], run.point === 0 ? Infinity : undefined),
          }),
        }
        const baseline = window === undefined ? undefined : await baselineOf(run)
        const recovery =
          window === undefined || baseline === undefined ? undefined : timeToRecover(series, baseline, window)
        return {
          figures: {
            [RECOVERY]: recovery?.kind === 'recovered' ? recovery.milliseconds : undefined,
            [RECOVERED]: recovery === undefined ? undefined : recovery.kind === 'recovered' ? 1 : 0,
          },
          detail: Object.keys(detail).length === 0 ? '' : JSON.stringify(detail),
        }
      },
    }
  }
}
