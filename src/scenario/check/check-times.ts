import { millisecondsOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** Horizon, blocks and samples fit into each other. */
export const checkTimes = ({ horizon, chain, record, funding }: Partial<Scenario>, report: Report): void => {
  if (horizon === undefined) return
  const end = millisecondsOf(horizon)
  if (chain !== undefined && end < millisecondsOf(chain.blockTime)) {
    report.fault(['horizon'], `must be at least a block (chain.blockTime: ${chain.blockTime})`)
  }
  if (record !== undefined && end < millisecondsOf(record.every)) {
    report.fault(['record', 'every'], `must be at most the horizon (${horizon})`)
  }
  if (funding !== undefined && funding.every !== 'block' && end < millisecondsOf(funding.every)) {
    report.warn(['funding', 'every'], `is longer than the horizon (${horizon}): no funding will be paid`)
  }
}
