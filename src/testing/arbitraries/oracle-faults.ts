import fc from 'fast-check'
import type { SourceFaultText } from '../../scenario/schema/oracle-schema.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'

/** Which faults are drawn. */
export interface OracleFaultOptions {
  /** Sources that the oracle has. @defaultValue 1 */
  readonly sources?: number
  /** Milliseconds within which they begin. @defaultValue 60_000 */
  readonly horizon?: number
  /** Milliseconds between blocks. @defaultValue 1000 */
  readonly blockTime?: number
  /** Most faults. @defaultValue 3 */
  readonly most?: number
}

const LONGEST = 10

/**
 * Faults of an oracle's sources, for `oracle.faults` of a scenario: stuck, silent, a spike (a tenth to ten times the price),
 * a bias (up to half of it), a delay; of one source or all, at blocks of the run, for up to ten blocks. Shrinks to no fault;
 * one fault shrinks to the first source stuck from the start for one block.
 *
 * @example
 * ```ts
 * const cases = oracleFaults({ sources: 3 }).map((faults) => labScenario({ oracle: { sources: 3, faults } }))
 * ```
 */
export const oracleFaults = (options: OracleFaultOptions = {}): fc.Arbitrary<readonly SourceFaultText[]> => {
  const { sources = 1, horizon = 60_000, blockTime = 1000, most = 3 } = options
  const blocks = Math.max(1, Math.floor(horizon / blockTime))
  const struck = {
    source: fc.oneof({ withCrossShrink: true }, fc.nat(sources - 1), fc.constant('all' as const)),
    from: fc.nat(blocks - 1).map((block) => `${block * blockTime}ms`),
    for: fc.integer({ min: 1, max: LONGEST }).map((length) => `${length * blockTime}ms`),
  }
  const kind = <K extends SourceFaultText['kind']>(name: K) => ({ kind: fc.constant(name), ...struck })
  const fault: fc.Arbitrary<SourceFaultText> = fc.oneof(
    { withCrossShrink: true },
    fc.record(kind('stuck')),
    fc.record(kind('silent')),
    fc.record({
      ...kind('spike'),
      factor: fc.oneof(
        fc.integer({ min: 2, max: 10 }).map(String),
        fc.integer({ min: 1, max: 9 }).map((tenths) => `0.${tenths}`),
      ),
    }),
    fc.record({ ...kind('bias'), by: fc.integer({ min: -50, max: 50 }).map((percents) => `${percents}%`) }),
    fc.record({
      ...kind('delayed'),
      by: fc.integer({ min: 1, max: LONGEST }).map((length) => `${length * blockTime}ms`),
    }),
  )
  return fc.array(fault, { maxLength: most })
}

/** Oracle faults as scripted steps that strike when their time has come. */
export const oracleFaultSteps = (faults: readonly SourceFaultText[]): readonly StepText[] =>
  faults.map(({ from, ...fault }) => ({ at: from, do: 'fail-oracle', ...fault }))
