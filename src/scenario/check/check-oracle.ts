import { LONGEST_HALF_LIFE } from '../../oracle/exponential-average.ts'
import { oracleConfigFaults } from '../../oracle/oracle-config-faults.ts'
import { oracleConfig } from '../build/build-oracle.ts'
import { formatDuration } from '../format-duration.ts'
import { millisecondsOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** The oracle's own rules, and that its faults strike within the run. */
export const checkOracle = ({ oracle, mark, horizon }: Partial<Scenario>, report: Report): void => {
  if (mark !== undefined) {
    for (const [field, words] of Object.entries(mark)) {
      if (!/[hH]alfLife$/.test(field) || millisecondsOf(words) <= LONGEST_HALF_LIFE) continue
      report.fault(['mark', field], `must be at most ${formatDuration(LONGEST_HALF_LIFE)}`)
    }
  }
  if (oracle === undefined) return
  const faults = oracleConfigFaults(oracleConfig(oracle, [], 1, 0))
  report.attempt(['oracle'], () => {
    if (faults.length > 0) throw new RangeError(faults.join('\n'))
  })
  if (horizon === undefined) return
  oracle.faults.forEach((fault, i) => {
    if (millisecondsOf(fault.from) < millisecondsOf(horizon)) return
    report.warn(['oracle', 'faults', i, 'from'], `is not before the end of the run (${horizon}): it will not strike`)
  })
}
