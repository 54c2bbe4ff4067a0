import fc from 'fast-check'
import { millisecondsOf } from '../../scenario/quantities.ts'
import { type Scenario, scenarioParts } from '../../scenario/scenario.ts'
import type { SourceFaultText } from '../../scenario/schema/oracle-schema.ts'

const times = (...choices: readonly number[]): fc.Arbitrary<string> =>
  fc.constantFrom(...choices).map((ms) => `${ms}ms`)

const source = fc.record({
  noise: fc.constantFrom('0', '0', '2bps', '1%'),
  bias: fc.constantFrom('0', '0', '1/3000', '-30bps'),
  delay: times(0, 0, 700, 1000, 2500),
  weight: fc.constantFrom(1, 1, 2, 3, 7),
})

const consequence = fc.constantFrom(
  'pause-opening' as const,
  'none' as const,
  'pause-liquidation' as const,
  'pause-both' as const,
)

const guards = fc.record(
  {
    stale: fc.record({ after: times(1000, 2000, 3500), consequence }),
    jump: fc.record({ beyond: fc.constantFrom('5%', '1%', '1/3'), for: times(1000, 2500, 4000), consequence }),
    tooFewSources: fc.record({ atLeast: fc.integer({ min: 1, max: 3 }), consequence }),
  },
  { requiredKeys: [] },
)

/** A fault of one source or all; positions beyond the list count from its begin again. */
const faultOf = (strikes: fc.Arbitrary<number | 'all'>): fc.Arbitrary<SourceFaultText> => {
  const window = {
    source: strikes,
    from: times(0, 1000, 2000, 4000, 8000),
    for: times(1000, 2000, 3500, 6000),
  }
  return fc.oneof(
    fc.record({ kind: fc.constant('silent' as const), ...window }),
    fc.record({ kind: fc.constant('stuck' as const), ...window }),
    fc.record({ kind: fc.constant('spike' as const), ...window, factor: fc.constantFrom('2', '1/3', '1.07') }),
    fc.record({ kind: fc.constant('bias' as const), ...window, by: fc.constantFrom('1/7', '-2%', '3ppm') }),
    fc.record({ kind: fc.constant('delayed' as const), ...window, by: times(500, 1000, 3000) }),
  )
}

/** Faults of a list of so many sources at most. */
export const sourceFaults = (sources: number): fc.Arbitrary<SourceFaultText> =>
  faultOf(
    fc.oneof({ weight: 2, arbitrary: fc.nat(sources - 1) }, { weight: 1, arbitrary: fc.constant('all' as const) }),
  )

const MOST_SOURCES = 5

/** When publications are due; by deviation alone where the heartbeat is longer than any run. */
const due = fc.constantFrom(
  { heartbeat: '1s' },
  { heartbeat: '3s' },
  { heartbeat: '1h', deviation: '1%' },
  { heartbeat: '1h', deviation: '5%' },
  { heartbeat: '2500ms', deviation: '1/30' },
  { heartbeat: '4s', deviation: '50bps' },
)

interface Drawn {
  readonly sources: readonly { readonly delay: string }[]
  readonly guards?: { readonly tooFewSources?: { readonly atLeast: number } }
  readonly faults?: readonly SourceFaultText[]
  readonly older?: number
  readonly due?: { readonly heartbeat: string; readonly deviation?: string }
}

/** Words that fit each other: an age above every delay, faults of sources that there are. */
const fitting = ({ older, due: asks, faults = [], guards: asked = {}, ...words }: Drawn): unknown => {
  const { length } = words.sources
  const { tooFewSources } = asked
  const slowest = Math.max(...words.sources.map(({ delay }) => millisecondsOf(delay)))
  return {
    ...words,
    ...asks,
    guards: {
      ...asked,
      ...(tooFewSources && { tooFewSources: { ...tooFewSources, atLeast: Math.min(tooFewSources.atLeast, length) } }),
    },
    faults: faults.map((fault) => ({
      ...fault,
      source: fault.source === 'all' ? fault.source : fault.source % length,
    })),
    ...(older !== undefined && { longestAge: `${slowest + older}ms` }),
  }
}

/** Oracles from one truthful source, which cases shrink to, to several that are late, noisy and faulty, with guards. */
export const oracleVariants = (): fc.Arbitrary<Scenario['oracle']> =>
  fc
    .record(
      {
        sources: fc.array(source, { minLength: 1, maxLength: MOST_SOURCES }),
        aggregate: fc.constantFrom('median', 'weighted-median', ...['0', '1/4', '1/3', '0.4'].map(trimmed)),
        older: fc.constantFrom(1, 1000, 2500),
        due,
        publish: fc.constantFrom('block-start' as const, 'transaction' as const),
        latency: fc.constantFrom({ fixed: '0ms' }, { fixed: '1500ms' }),
        smoothing: fc.constantFrom<unknown>(
          { kind: 'none' },
          { kind: 'twap', window: '3s' },
          { kind: 'twap', window: '700ms' },
          { kind: 'ema', halfLife: '2s' },
          { kind: 'ema', halfLife: '777ms' },
        ),
        guards,
        faults: fc.array(sourceFaults(MOST_SOURCES), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['sources'] },
    )
    .map((words) => scenarioParts.oracle.parse(fitting(words)) as Scenario['oracle'])

const trimmed = (trim: string): { readonly kind: 'trimmed-mean'; readonly trim: string } => ({
  kind: 'trimmed-mean',
  trim,
})

/** Mark rules; the index first. */
export const markVariants = (): fc.Arbitrary<Scenario['mark']> =>
  fc
    .constantFrom<unknown>(
      { rule: 'index' },
      { rule: 'clamped-mid', band: '1/70' },
      { rule: 'clamped-mid', band: '10%' },
      { rule: 'index-plus-premium-ema', halfLife: '2s' },
      { rule: 'index-plus-premium-ema', halfLife: '150s' },
      { rule: 'median-of-three', halfLife: '3s', bookHalfLife: '700ms' },
    )
    .map((words) => scenarioParts.mark.parse(words) as Scenario['mark'])
