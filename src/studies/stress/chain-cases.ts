import { formatDuration } from '../../scenario/format-duration.ts'
import { fallWindow, moveChanges, REFERENCE_FALL } from './price-cases.ts'
import { percentText, readablePercent, sizedCases } from './sized-cases.ts'
import type { StressEntry } from './stress-case.ts'
import { MINUTE, type StressSetting, tooLong } from './stress-setting.ts'

/** How long others fill the chain. */
const CONGESTED = 30 * MINUTE

/** The chain stands still, or is full of others' transactions, while prices fall. */
export const chainCases = (setting: StressSetting): readonly StressEntry[] => {
  const { scenario, at } = setting
  const { stalls = [], congestion = [] } = scenario.chain
  const from = formatDuration(at)
  const fall = moveChanges(setting, REFERENCE_FALL.by, REFERENCE_FALL.over)
  return [
    ...sizedCases({
      id: 'block-stall',
      group: 'block-stall',
      title: `There are no blocks for a while, and meanwhile ${REFERENCE_FALL.words}.`,
      unit: 'minutes',
      standard: [1, 10],
      grid: [0.5, 1, 2, 5, 10, 20],
      resolution: 0.25,
      upon: REFERENCE_FALL.id,
      sized: (size) => {
        const length = Math.round(size * MINUTE)
        return (
          tooLong(setting, Math.max(length, REFERENCE_FALL.over)) ?? {
            title: `There are no blocks for ${size === 1 ? '1 minute' : `${size} minutes`}, and meanwhile ${REFERENCE_FALL.words}.`,
            changes: [
              { path: ['chain', 'stalls'], value: [...stalls, { from, for: formatDuration(length) }] },
              ...fall,
            ],
            window: { from: at, until: at + Math.max(length, REFERENCE_FALL.over) },
          }
        )
      },
    }),
    ...sizedCases({
      id: 'congestion',
      group: 'congestion',
      title: `Others fill the blocks, and ${REFERENCE_FALL.words}.`,
      unit: 'share',
      standard: [0.9, 0.99],
      grid: [0.5, 0.8, 0.9, 0.95, 0.99],
      resolution: 0.005,
      upon: REFERENCE_FALL.id,
      sized: (size) =>
        tooLong(setting, REFERENCE_FALL.over) ?? {
          title: `Others take ${readablePercent(size)} of every block for half an hour, and ${REFERENCE_FALL.words}.`,
          changes: [
            {
              path: ['chain', 'congestion'],
              value: [...congestion, { from, for: formatDuration(CONGESTED), taken: percentText(size) }],
            },
            ...fall,
          ],
          window: { from: at, until: Math.max(fallWindow(setting).until, at + CONGESTED) },
        },
    }),
  ]
}
