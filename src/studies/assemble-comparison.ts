import type { CostOfSize } from '../simulation/cost-by-size.ts'
import { metricUnits } from '../simulation/run-metrics.ts'
import type { RunResult } from '../simulation/run-result.ts'
import type { ArmResult, Comparison, MetricRow } from './comparison.ts'
import { comparisonNotes } from './comparison-notes.ts'
import { impactOf } from './impact-of.ts'
import { impactSizes } from './impact-sizes.ts'
import { type Interval, interval } from './interval.ts'
import { propertyNotes } from './property-notes.ts'
import type { Study } from './study.ts'

/** All arms' runs of one seed, in the order of the study's arms. */
export interface FinishedSeed {
  readonly seed: number
  readonly byArm: readonly RunResult[]
}

/** Puts finished seeds side by side: at least one. */
export const assembleComparison = async (
  study: Study,
  finished: readonly FinishedSeed[],
  complete: boolean,
): Promise<Comparison> => {
  const arms: ArmResult[] = []
  let sizes: readonly number[] | undefined
  for (const [a, described] of study.arms.entries()) {
    const { depthAtStart, impact } = await impactOf(study, described.arm, finished[0].seed, sizes)
    const depth = Math.min(depthAtStart.bid, depthAtStart.ask)
    // All arms are asked for the same sizes.
    if (sizes === undefined && depth > 0) sizes = impactSizes(depth)
    const runs = finished.map(({ byArm }) => byArm[a])
    arms.push({ ...described, depthAtStart, impact, runs, costs: addedCosts(runs) })
  }
  const metrics = metricRows(arms)
  return {
    scenario: study.name,
    source: study.source,
    seeds: finished.map(({ seed }) => seed),
    complete,
    market: study.market,
    // A replay that ends before the scenario's horizon ends the run.
    horizon: finished[0].byArm[0].horizon,
    arms,
    metrics,
    notes: [...(await propertyNotes(study.properties, arms, study.market)), ...comparisonNotes(study, arms, complete)],
  }
}

/** Costs of all runs, class by class. */
export const addedCosts = (runs: readonly RunResult[]): readonly CostOfSize[] =>
  runs[0].costs.map(({ upTo }, i) => {
    const sum = (of: (cost: CostOfSize) => number): number => runs.reduce((total, { costs }) => total + of(costs[i]), 0)
    return {
      upTo,
      count: sum((cost) => cost.count),
      notional: sum((cost) => cost.notional),
      fee: sum((cost) => cost.fee),
      spread: sum((cost) => cost.spread),
      impact: sum((cost) => cost.impact),
    }
  })

/** No seed has the metric: a group of traders that this arm does not have. */
const NOBODY: Interval = { mean: 0, low: 0, high: 0, count: 0 }

/** One row a metric, in the order in which the arms first name them. A metric that an arm lacks has a count of 0 there. */
export const metricRows = (arms: readonly Pick<ArmResult, 'runs'>[]): readonly MetricRow[] => {
  const names = [...new Set(arms.flatMap(({ runs }) => runs.flatMap(({ metrics }) => Object.keys(metrics))))]
  return names.map((metric) => {
    const values = arms.map(({ runs }) => runs.map(({ metrics }) => metrics[metric] as number | undefined))
    const known = (xs: readonly (number | undefined)[]): readonly number[] => xs.filter((x) => x !== undefined)
    const paired = (other: readonly (number | undefined)[]): readonly (number | undefined)[] =>
      other.map((x, s) => {
        const first = values[0][s]
        return x === undefined || first === undefined ? undefined : x - first
      })
    return {
      metric,
      unit: metricUnits[metric] ?? 'atoms',
      arms: values.map((xs) => interval(known(xs)) ?? NOBODY),
      differences: values.slice(1).map((xs) => interval(known(paired(xs))) ?? NOBODY),
    }
  })
}
