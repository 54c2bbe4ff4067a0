import { audit } from '../exchange/audit.ts'
import { FUNDING_PAID } from '../exchange/position-row.ts'
import type { ExecutionCost } from '../traders/execution-cost.ts'
import type { CostOfSize } from './cost-by-size.ts'
import type { Series } from './recorder.ts'
import { type Metrics, runMetrics } from './run-metrics.ts'
import type { Simulation } from './simulation.ts'

/** What one probe's execution cost, atoms. */
export interface ProbeResult extends ExecutionCost {
  readonly group: string
  readonly member: number
  /** Quote atoms executed. */
  readonly notional: number
}

/** Everything that one run tells. The same bytes on every machine: no clock enters it. */
export interface RunResult {
  readonly arm: string
  readonly seed: number
  /** Fingerprint of all blocks and of the final state. */
  readonly digest: string
  readonly blocks: number
  /** Milliseconds simulated. */
  readonly horizon: number
  /** Atoms by asset, decimal: 0, or money was made or lost. */
  readonly conservationDrift: readonly string[]
  /** Lots by market, decimal: 0. */
  readonly sizeSum: readonly string[]
  /** Atoms that accounts and pools owe beyond what they have. */
  readonly deficit: number
  readonly metrics: Metrics
  /** What takers paid, by the size of what was executed. */
  readonly costs: readonly CostOfSize[]
  readonly probes: readonly ProbeResult[]
  readonly series: Series
}

/** Reads a finished (or interrupted) run out. */
export const runResult = (simulation: Simulation, arm: string): RunResult => {
  const { exchange, seed, start, end } = simulation.parts
  const report = audit(exchange.ledger)
  const metrics = runMetrics(simulation)
  return {
    arm,
    seed,
    digest: simulation.digest(),
    blocks: simulation.block.block,
    horizon: end - start,
    conservationDrift: report.drift.map(String),
    sizeSum: report.sizeSum.map(String),
    deficit: metrics['deficit'] ?? 0,
    metrics,
    costs: simulation.costs.classes(),
    probes: probeResults(simulation),
    series: simulation.recorder.series(),
  }
}

const probeResults = (simulation: Simulation): readonly ProbeResult[] => {
  const { ledger } = simulation.parts.exchange
  const found: ProbeResult[] = []
  for (const { name, behaviour, firstAccount, market, probe } of simulation.groups) {
    if (!probe) continue
    for (let member = 0; member < behaviour.count; member++) {
      const account = firstAccount + member
      const funding = ledger.position[ledger.row(market, account) + FUNDING_PAID]
      const cost = simulation.probes.costOf(account, funding)
      if (cost !== undefined) found.push({ group: name, member, ...cost })
    }
  }
  return found
}
