import { audit } from '../exchange/audit.ts'
import { FUNDING_ENTRY, FUNDING_PAID, SIZE } from '../exchange/position-row.ts'
import { fundingOwed } from '../funding/funding-owed.ts'
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

/** Funding that an account has paid in a market less what it received, what is not settled yet included; atoms. */
const fundingPaid = (simulation: Simulation, market: number, account: number): number => {
  const { ledger, funding } = simulation.parts.exchange
  const row = ledger.row(market, account)
  const size = ledger.position[row + SIZE]
  const unsettled = size === 0 ? 0 : fundingOwed(size, ledger.position[row + FUNDING_ENTRY], funding.of(market, size))
  return ledger.position[row + FUNDING_PAID] + unsettled
}

const probeResults = (simulation: Simulation): readonly ProbeResult[] => {
  const found: ProbeResult[] = []
  for (const { name, behaviour, firstAccount, market, probe } of simulation.groups) {
    if (!probe) continue
    for (let member = 0; member < behaviour.count; member++) {
      const account = firstAccount + member
      const cost = simulation.probes.costOf(account, fundingPaid(simulation, market, account))
      if (cost !== undefined) found.push({ group: name, member, ...cost })
    }
  }
  return found
}
