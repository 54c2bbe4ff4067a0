import { formatDuration } from '../../scenario/format-duration.ts'
import type { OracleText, SourceFaultText } from '../../scenario/schema/oracle-schema.ts'
import type { Change } from '../../scenario/vary/change.ts'
import { moveChanges, REFERENCE_FALL } from './price-cases.ts'
import { percentText, readablePercent, type SizedStress, type SizedStressWords, sizedCases } from './sized-cases.ts'
import type { StressEntry } from './stress-case.ts'
import { MINUTE, type StressSetting, tooLong } from './stress-setting.ts'

/** How long sources stay late, and how long a spike lasts. */
const LATE = 30 * MINUTE
const SPIKE = MINUTE

/** Whom a fault strikes, and how it is said. */
interface Struck {
  readonly id: string
  readonly source: number | 'all'
  readonly words: string
  readonly report: string
}

/** The source that weighs most; the first of equal ones. */
const heaviest = ({ sources }: OracleText): number => {
  if (typeof sources === 'number') return 0
  return sources.reduce((best, { weight }, i) => (weight > sources[best].weight ? i : best), 0)
}

const minutes = (size: number): number => Math.round(size * MINUTE)
const minutesText = (size: number): string => (size === 1 ? '1 minute' : `${size} minutes`)

/** Sources of the oracle stuck and late while prices fall, and seeing what is not there while they do not. */
export const oracleCases = (setting: StressSetting): readonly StressEntry[] => {
  const { scenario, at } = setting
  const { oracle } = scenario
  const sources = typeof oracle.sources === 'number' ? oracle.sources : oracle.sources.length
  const struck: readonly Struck[] = [
    { id: 'one', source: heaviest(oracle), words: `One of ${sources} sources of the index`, report: 's' },
    { id: 'all', source: 'all', words: 'All sources of the index', report: '' },
  ]
  const faults = (fault: SourceFaultText): readonly Change[] => [
    { path: ['oracle', 'faults'], value: [...oracle.faults, fault] },
  ]
  const inFall = (fault: SourceFaultText): readonly Change[] => [
    ...faults(fault),
    ...moveChanges(setting, REFERENCE_FALL.by, REFERENCE_FALL.over),
  ]
  return struck.flatMap(({ id, source, words, report }) => {
    const cases = (
      of: Omit<SizedStressWords, 'group' | 'sized'> & { readonly sized: (size: number) => SizedStress },
      length: number,
    ): readonly StressEntry[] =>
      sizedCases({
        ...of,
        group: 'oracle',
        sized: (size) =>
          source !== 'all' && sources === 1
            ? 'the index has one source, so that one is all of them'
            : (tooLong(setting, length) ?? of.sized(size)),
      })
    const from = formatDuration(at)
    const stuck = cases(
      {
        id: `oracle-stuck-${id}`,
        title: `${words} repeat${report} the last price while ${REFERENCE_FALL.words}.`,
        upon: REFERENCE_FALL.id,
        unit: 'minutes',
        standard: [10],
        grid: [1, 2, 5, 10, 20, 30],
        resolution: 0.5,
        sized: (size) => ({
          title: `${words} repeat${report} the last price for ${minutesText(size)} while ${REFERENCE_FALL.words}.`,
          changes: inFall({ kind: 'stuck', source, from, for: formatDuration(minutes(size)) }),
          window: { from: at, until: at + Math.max(minutes(size), REFERENCE_FALL.over) },
        }),
      },
      REFERENCE_FALL.over,
    )
    const late = cases(
      {
        id: `oracle-late-${id}`,
        title: `${words} report${report} late while ${REFERENCE_FALL.words}.`,
        upon: REFERENCE_FALL.id,
        unit: 'minutes',
        standard: [5],
        grid: [0.5, 1, 2, 5, 10, 20],
        resolution: 0.25,
        sized: (size) => ({
          title: `${words} report${report} ${minutesText(size)} late for half an hour while ${REFERENCE_FALL.words}.`,
          changes: inFall({
            kind: 'delayed',
            source,
            from,
            for: formatDuration(LATE),
            by: formatDuration(minutes(size)),
          }),
          window: { from: at, until: at + LATE },
        }),
      },
      REFERENCE_FALL.over,
    )
    const spikes = (['low', 'high'] as const).flatMap((way) =>
      cases(
        {
          id: `oracle-spike-${way}-${id}`,
          title: `${words} report${report} a price that is too ${way}.`,
          unit: 'share',
          standard: [0.3],
          grid: [0.02, 0.05, 0.1, 0.2, 0.3, 0.5],
          resolution: 0.005,
          sized: (size) => ({
            title: `${words} report${report} a price that is ${readablePercent(size)} too ${way}, for a minute.`,
            changes: faults({
              kind: 'spike',
              source,
              from,
              for: formatDuration(SPIKE),
              factor: percentText(way === 'low' ? 1 - size : 1 + size),
            }),
            window: { from: at, until: at + SPIKE },
          }),
        },
        SPIKE,
      ),
    )
    return [...stuck, ...late, ...spikes]
  })
}
