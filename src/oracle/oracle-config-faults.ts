import { fractionToNumber } from '../numeric/fraction.ts'
import { LONGEST_HALF_LIFE } from './exponential-average.ts'
import { guardFaults } from './guards.ts'
import type { OracleConfig } from './oracle-config.ts'
import { sourceFaultFaults } from './source-faults.ts'

/** Every rule that a configuration breaks, as text: path, value, rule and unit; empty for a sound one. */
export const oracleConfigFaults = (config: OracleConfig): string[] => {
  const { sources, aggregation, longestAge, heartbeat, deviation, smoothing } = config
  const found: string[] = []
  const check = (holds: boolean, path: string, value: unknown, rule: string): void => {
    if (!holds) found.push(`${path}: ${value} must be ${rule}`)
  }
  const whole = (path: string, x: number, least: number, rule: string): void =>
    check(Number.isSafeInteger(x) && x >= least, path, x, rule)

  check(sources.length > 0, 'sources', 'an empty list', 'at least one source')
  sources.forEach(({ noise, bias, delay, weight }, i) => {
    const path = `sources[${i}]`
    check(noise >= 0 && noise <= 1, `${path}.noise`, noise, 'a relative standard deviation from 0 to 1')
    check(bias.n > -bias.d && bias.n <= bias.d, `${path}.bias`, fractionToNumber(bias), 'a part above -1 and up to 1')
    whole(`${path}.delay`, delay, 0, 'whole milliseconds, at least 0')
    whole(`${path}.weight`, weight, 1, 'a whole weight, at least 1')
    if (longestAge !== undefined) {
      check(longestAge > delay, 'longestAge', longestAge, `more than the delay of source ${i} (${delay} ms)`)
    }
  })
  if (aggregation.kind === 'trimmed-mean') {
    const { trim } = aggregation
    check(trim.n >= 0 && 2 * trim.n < trim.d, 'aggregation.trim', fractionToNumber(trim), 'from 0 to below 1/2')
  }
  whole('heartbeat', heartbeat, 0, 'whole milliseconds, at least 0')
  if (deviation) check(deviation.n > 0, 'deviation', fractionToNumber(deviation), 'more than 0')
  if (smoothing.kind === 'twap') whole('smoothing.window', smoothing.window, 1, 'whole milliseconds, more than 0')
  if (smoothing.kind === 'ema') {
    const { halfLife } = smoothing
    const rule = `milliseconds, more than 0 and at most ${LONGEST_HALF_LIFE}`
    check(halfLife > 0 && halfLife <= LONGEST_HALF_LIFE, 'smoothing.halfLife', halfLife, rule)
  }
  return [...found, ...guardFaults(config.guards, sources.length), ...sourceFaultFaults(config.faults, sources.length)]
}
