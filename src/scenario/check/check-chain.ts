import { buildChain, buildLatency } from '../build/build-chain.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** A block holds a transaction of each kind; latencies are possible. */
export const checkChain = ({ chain, oracle, traders }: Partial<Scenario>, report: Report): void => {
  if (chain !== undefined) {
    report.attempt(['chain'], () => buildChain(chain, 1))
    report.attempt(['chain'], () => buildLatency(chain.latency))
  }
  if (oracle !== undefined) report.attempt(['oracle'], () => buildLatency(oracle.latency))
  traders?.forEach(({ latency }, i) => {
    if (latency !== undefined) report.attempt(['traders', i], () => buildLatency(latency))
  })
}
