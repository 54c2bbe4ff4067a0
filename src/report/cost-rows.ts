import type { CostOfSize } from '../simulation/cost-by-size.ts'
import type { RunResult } from '../simulation/run-result.ts'
import type { Comparison } from '../studies/comparison.ts'
import { type MoneyScale, moneyScale } from './money-scale.ts'
import { formatSize } from './number-format.ts'
import { pairedValues } from './paired-values.ts'
import type { ReportGroup, ReportRow } from './report-row.ts'

/** Parts of what a taker pays at once, in the order in which they are stacked. */
export const COST_PARTS = ['fee', 'spread', 'impact'] as const
const PROBE_PARTS = [...COST_PARTS, 'movement', 'funding'] as const

const MEANINGS: Readonly<Record<(typeof PROBE_PARTS)[number] | 'total', string>> = {
  total: 'All parts together, against the mid before.',
  fee: 'Fees less rebates.',
  spread: 'From the mid to the best price.',
  impact: 'From the best price to the average paid.',
  movement: 'What the market did between the decision and each execution.',
  funding: 'Funding paid less received while the position was held.',
}

/** Classes of order sizes in words: `up to 10k`, `10k to 100k`, `above 1M`. */
export const sizeNames = (classes: readonly CostOfSize[], { atoms }: MoneyScale): readonly string[] =>
  classes.map(({ upTo }, i) => {
    const from = i === 0 ? undefined : formatSize(classes[i - 1].upTo / atoms)
    if (upTo === Infinity) return from === undefined ? 'all sizes' : `above ${from}`
    const to = formatSize(upTo / atoms)
    return from === undefined ? `up to ${to}` : `${from} to ${to}`
  })

const bpsRow = (
  key: string,
  label: string,
  part: keyof typeof MEANINGS,
  values: readonly (readonly (number | undefined)[])[],
): ReportRow => ({
  key,
  label,
  meaning: MEANINGS[part],
  unit: 'bps',
  sampled: true,
  minor: part !== 'total',
  ...pairedValues(values),
})

/** Basis points in whole thousandths: below that only the rounding of fees to atoms differs, which is no finding. */
const bps = (part: number, notional: number): number | undefined =>
  notional > 0 ? Math.round((part / notional) * 10_000_000) / 1_000 : undefined

const bySize = (comparison: Comparison): readonly ReportRow[] => {
  const names = sizeNames(comparison.arms[0]?.costs ?? [], moneyScale(comparison.market))
  return names.flatMap((name, size) => {
    const row = (label: string, key: keyof typeof MEANINGS, of: (cost: CostOfSize) => number): ReportRow =>
      bpsRow(
        `cost.${size}.${key}`,
        label,
        key,
        comparison.arms.map(({ runs }) =>
          runs.map(({ costs }) => (costs[size] === undefined ? undefined : bps(of(costs[size]), costs[size].notional))),
        ),
      )
    const total = row(`Orders ${name}`, 'total', ({ fee, spread, impact }) => fee + spread + impact)
    if (total.arms.every((x) => x === undefined)) return []
    return [total, ...COST_PARTS.map((part) => row(`  ${part}`, part, (cost) => cost[part]))]
  })
}

const byProbe = ({ arms }: Comparison): readonly ReportRow[] => {
  const groups = [
    ...new Set(arms.flatMap(({ runs }) => runs.flatMap(({ probes }) => probes.map(({ group }) => group)))),
  ]
  return groups.flatMap((group) => {
    const row = (label: string, part: keyof typeof MEANINGS): ReportRow => {
      const of = ({ probes }: RunResult): number | undefined => {
        const own = probes.filter((probe) => probe.group === group)
        const sum = (key: typeof part | 'notional'): number => own.reduce((total, probe) => total + probe[key], 0)
        return bps(sum(part), sum('notional'))
      }
      return bpsRow(
        `probe.${group}.${part}`,
        label,
        part,
        arms.map(({ runs }) => runs.map(of)),
      )
    }
    return [row(`Probe: ${group}`, 'total'), ...PROBE_PARTS.map((part) => row(`  ${part}`, part))]
  })
}

/** Execution cost in basis points of the notional: of all takers by order size, and of the probes with movement and funding. */
export const costGroups = (comparison: Comparison): readonly ReportGroup[] => [
  { title: 'Execution cost by order size', rows: bySize(comparison) },
  { title: 'Execution cost of the probes', rows: byProbe(comparison) },
]
