import { buildChain, buildLatency } from '../build/build-chain.ts'
import { millisecondsOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** A block holds a transaction of each kind; latencies are possible; stalls and congestion fall into the run. */
export const checkChain = ({ chain, oracle, traders, horizon }: Partial<Scenario>, report: Report): void => {
  if (chain !== undefined) {
    report.attempt(['chain'], () => buildChain(chain, 1))
    report.attempt(['chain'], () => buildLatency(chain.latency))
    for (const field of ['stalls', 'congestion'] as const) {
      chain[field]?.forEach(({ from }, i) => {
        if (horizon === undefined || millisecondsOf(from) < millisecondsOf(horizon)) return
        report.warn(['chain', field, i, 'from'], `is not before the end of the run (${horizon}): it will not come`)
      })
    }
  }
  if (oracle !== undefined) report.attempt(['oracle'], () => buildLatency(oracle.latency))
  traders?.forEach(({ latency }, i) => {
    if (latency !== undefined) report.attempt(['traders', i], () => buildLatency(latency))
  })
}
