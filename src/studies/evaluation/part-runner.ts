import { atomsPerUnit } from '../../market/market-spec.ts'
import { readScenarioData } from '../../scenario/parse-scenario.ts'
import { RunExpression, runFormula } from '../../scenario/run-expression.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { type Change, withChanges } from '../../scenario/vary/change.ts'
import { metricUnits } from '../../simulation/run-metrics.ts'
import type { RunResult } from '../../simulation/run-result.ts'
import type { FigureColumn, PlannedRun, RunRow, StudyPoint } from '../plan/study-plan.ts'
import type { RunFiles } from '../run-files.ts'
import { runOnce } from '../run-once.ts'
import type { RunOutcome } from '../run-outcome.ts'
import { scenarioStudy } from '../scenario-study.ts'
import type { Study } from '../study.ts'
import type { MeasureRun } from './run-measure.ts'

/** Runs that share a part of the store, with the points that they are runs of. */
export interface PartTask {
  readonly runs: readonly PlannedRun[]
  /** By position in the study. */
  readonly points: ReadonlyMap<number, StudyPoint>
}

/** How a part of a study ended. */
export type PartOutcome =
  | { readonly kind: 'finished'; readonly rows: readonly RunRow[] }
  | { readonly kind: 'failed'; readonly run: PlannedRun; readonly outcome: Extract<RunOutcome, { kind: 'failed' }> }
  | { readonly kind: 'stopped' }

/** What all runs of a study share. */
export interface RunnerTerms {
  readonly scenario: Scenario
  readonly files: RunFiles
  readonly figures: readonly FigureColumn[]
  /** What the kind of study measures besides. */
  readonly measure?: MeasureRun
}

/** Reads the figures of a result, in the order of the columns; money in units of the quote asset. */
const figureReader = async (figures: readonly FigureColumn[], { market }: Pick<Study, 'market'>) => {
  const atoms = atomsPerUnit(market)
  const readers: ((result: RunResult) => number | undefined)[] = []
  for (const { name } of figures) {
    if (name in metricUnits || name.startsWith('pnl.')) {
      const divisor = (metricUnits[name] ?? 'atoms') === 'atoms' ? atoms : 1
      readers.push(({ metrics }) => {
        const x = metrics[name] as number | undefined
        return x === undefined ? undefined : x / divisor
      })
    } else {
      const expression = new RunExpression(await runFormula(name), market)
      readers.push((result) => {
        const told = expression.of(result)
        return told.kind === 'value' && Number.isFinite(told.value) ? told.value : undefined
      })
    }
  }
  return (result: RunResult) => readers.map((read) => read(result))
}

/**
 * Runs parts of a study one run after the other in this thread. The scenario of a point is read once for runs of it that
 * follow each other.
 */
export const partRunner = ({ scenario, files, figures, measure }: RunnerTerms) => {
  let last: { readonly changes: readonly Change[]; readonly scenario: Scenario } | undefined
  /** By the units of prices and money, which a point may change. */
  const readers = new Map<string, ReturnType<typeof figureReader>>()
  const own = figures.filter(({ measured: besides }) => besides !== true)

  const scenarioOf = async ({ changes }: StudyPoint): Promise<Scenario> => {
    if (last?.changes !== changes)
      last = { changes, scenario: (await readScenarioData(withChanges(scenario, changes), scenario.name)).scenario }
    return last.scenario
  }

  const run = async (planned: PlannedRun, point: StudyPoint, progressed: (share: number) => void) => {
    const measured = measure?.(planned, point)
    const study = scenarioStudy(await scenarioOf(point), {
      ...files,
      ...(measured !== undefined && { events: measured.events }),
    })
    const build = async () => {
      const simulation = await study.build(planned.arm, planned.seed)
      measured?.begun(simulation)
      return simulation
    }
    const outcome = await runOnce(build, planned.arm, progressed)
    if (outcome.kind !== 'finished') return outcome
    const { result } = outcome
    const { unitPrice, quoteDecimals } = study.market
    const units = `${unitPrice} ${quoteDecimals}`
    const reading = readers.get(units) ?? figureReader(own, study)
    readers.set(units, reading)
    const told = (await reading)(result)
    const more = await measured?.read(result)
    let next = 0
    const all = figures.map(({ name, measured: besides }) => (besides === true ? more?.figures[name] : told[next++]))
    const { digest, blocks } = result
    return { ...planned, digest, blocks, figures: all, detail: more?.detail ?? '' } satisfies RunRow
  }

  /** @param progressed - told which share of the part is done */
  return async ({ runs, points }: PartTask, progressed: (share: number) => void): Promise<PartOutcome> => {
    const rows: RunRow[] = []
    for (const [i, planned] of runs.entries()) {
      const row = await run(planned, points.get(planned.point) as StudyPoint, (share) =>
        progressed((i + share) / runs.length),
      )
      if ('kind' in row)
        return row.kind === 'failed' ? { kind: 'failed', run: planned, outcome: row } : { kind: 'stopped' }
      rows.push(row)
    }
    return { kind: 'finished', rows }
  }
}
