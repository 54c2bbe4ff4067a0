import type { MarketSpec } from '../market/market-spec.ts'
import { Digest } from '../simulation/digest.ts'
import type { RunResult } from '../simulation/run-result.ts'
import type { ArmResult, Comparison } from '../studies/comparison.ts'
import type { ImpactCurve } from '../studies/impact-curve.ts'
import type { Interval } from '../studies/interval.ts'

/** A JSON value whose numbers are finite. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

/** Plain data whose numbers may be infinite, and whose keys may have no value. */
export type LooseJson =
  | string
  | number
  | boolean
  | undefined
  | readonly LooseJson[]
  | { readonly [key: string]: LooseJson }

/** Drops keys without a value, and infinite bounds, which mean that there is none. @throws RangeError for NaN, with its path */
const finite = (value: LooseJson, path: string): Json | undefined => {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) throw new RangeError(`${path}: is not a number`)
    return Number.isFinite(value) ? value : undefined
  }
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) {
    return value.map((x: LooseJson, i) => {
      const kept = finite(x, `${path}[${i}]`)
      if (kept === undefined) throw new RangeError(`${path}[${i}]: must be finite`)
      return kept
    })
  }
  const kept: Record<string, Json> = {}
  for (const [key, x] of Object.entries(value as Record<string, LooseJson>)) {
    const json = finite(x, path === '' ? key : `${path}.${key}`)
    if (json !== undefined) kept[key] = json
  }
  return kept
}

/** Plain data as JSON: keys without a value and infinite bounds are left out. @throws RangeError for a NaN, with its path */
export const finiteJson = (value: { readonly [key: string]: LooseJson }): Json => finite(value, '') as Json

const sorted = (record: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

/** A decimal integer as a number where it is exact, else as it is. */
const integer = (text: string): number | string => (Number.isSafeInteger(Number(text)) ? Number(text) : text)

const total = (drifts: readonly string[]): number | string => {
  let sum = 0n
  for (const text of drifts) {
    const drift = BigInt(text)
    sum += drift < 0n ? -drift : drift
  }
  return integer(String(sum))
}

const runValue = (run: RunResult): { readonly [key: string]: LooseJson } => ({
  seed: run.seed,
  digest: run.digest,
  blocks: run.blocks,
  conservationDrift: total(run.conservationDrift),
  conservationDriftByAsset: run.conservationDrift.map(integer),
  sizeSum: run.sizeSum.map(integer),
  deficit: run.deficit,
  metrics: sorted(run.metrics),
  costs: run.costs.map((cost) => ({ ...cost })),
  probes: run.probes.map((probe) => ({ ...probe })),
})

const impactValue = (curve: ImpactCurve): LooseJson => ({
  mid: curve.mid,
  halfSpreadBps: curve.halfSpreadBps,
  buy: curve.buy.map((point) => ({ ...point })),
  sell: curve.sell.map((point) => ({ ...point })),
  buyEnds: curve.buyEnds,
  sellEnds: curve.sellEnds,
})

/** The digest of several runs: that of the only one, else a fingerprint of their digests in the order of the seeds. */
export const digestOf = (runs: readonly RunResult[]): string => {
  if (runs.length === 1) return runs[0].digest
  const digest = new Digest()
  for (const run of runs) digest.text(run.digest)
  return digest.hex()
}

/** An interval of no seeds has a count, and no figures that could be taken for measured ones. */
const intervalValue = (x: Interval): LooseJson => (x.count === 0 ? { count: 0 } : { ...x })

/** Figures that no run of the arm measured are left out. */
const means = (comparison: Comparison, arm: number): Record<string, number> =>
  sorted(
    Object.fromEntries(
      comparison.metrics.flatMap(({ metric, arms }) => (arms[arm].count === 0 ? [] : [[metric, arms[arm].mean]])),
    ),
  )

const armValue = (comparison: Comparison, arm: ArmResult, at: number): LooseJson => ({
  engine: arm.engine,
  description: arm.description,
  digest: digestOf(arm.runs),
  conservationDrift: total(arm.runs.flatMap(({ conservationDrift }) => conservationDrift)),
  deficit: arm.runs.reduce((most, { deficit }) => Math.max(most, deficit), 0),
  metrics: means(comparison, at),
  capital: arm.capital,
  depthAtStart: { ...arm.depthAtStart },
  impact: impactValue(arm.impact),
  costs: arm.costs.map((cost) => ({ ...cost })),
  runs: arm.runs.map(runValue),
})

const marketValue = (market: MarketSpec): LooseJson => ({ ...market })

/**
 * All that `compare` found as plain data: `engines` by arm with digest, conservation drift, deficit (the largest of its
 * runs), metrics (means over the seeds) and each run; `differences` paired from the first arm. Money in atoms, impact and
 * cost by size as in their types, infinite bounds left out. The series are in files of their own.
 *
 * @throws RangeError when a figure is not a number
 */
export const resultsValue = (comparison: Comparison): Json => {
  const { arms, metrics } = comparison
  const value = {
    scenario: comparison.scenario,
    complete: comparison.complete,
    seeds: comparison.seeds,
    horizonMs: comparison.horizon,
    market: marketValue(comparison.market),
    engines: Object.fromEntries(arms.map((arm, at) => [arm.arm, armValue(comparison, arm, at)])),
    metrics: metrics.map((row) => ({
      metric: row.metric,
      unit: row.unit,
      engines: Object.fromEntries(row.arms.map((x, at) => [arms[at].arm, intervalValue(x)])),
      differences: Object.fromEntries(row.differences.map((x, at) => [arms[at + 1].arm, intervalValue(x)])),
    })),
    notes: comparison.notes,
    source: comparison.source,
  }
  return finiteJson(value)
}

/**
 * One run as plain data, of the same shape as an engine's entry of `resultsValue`.
 * @param more - fields that follow
 * @throws RangeError when a figure is not a number
 */
export const runValueOf = (
  run: RunResult,
  market: MarketSpec,
  more: { readonly [key: string]: LooseJson } = {},
): Json =>
  finiteJson({ engine: run.arm, horizonMs: run.horizon, market: marketValue(market), ...runValue(run), ...more })

/** `results.json`: the same bytes on every machine. */
export const resultsJson = (comparison: Comparison): string =>
  `${JSON.stringify(resultsValue(comparison), undefined, 2)}\n`

/** What `run --json` prints. */
export const runJson = (run: RunResult, market: MarketSpec, more: { readonly [key: string]: LooseJson } = {}): string =>
  `${JSON.stringify(runValueOf(run, market, more), undefined, 2)}\n`
