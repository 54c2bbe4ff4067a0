import type { Change } from '../../scenario/vary/change.ts'
import { priceMoveSteps } from './price-move-steps.ts'
import { readablePercent, sizedCases } from './sized-cases.ts'
import type { StressEntry, StressWindow } from './stress-case.ts'
import { MINUTE, type StressSetting, tooLong } from './stress-setting.ts'

/** How long a move takes. */
interface Speed {
  readonly id: string
  readonly words: string
  readonly milliseconds: number
}

const STANDARD = [0.1, 0.2, 0.3, 0.4, 0.5]
const GRID = [0.05, ...STANDARD]

/** The fall that other cases happen in: 20 % in a minute. */
export const REFERENCE_FALL: {
  readonly by: number
  readonly over: number
  readonly words: string
  readonly id: string
} = {
  by: -0.2,
  over: MINUTE,
  words: 'prices fall by 20 % in a minute',
  /** The battery's case of it alone. */
  id: 'price-fall-one-minute-20',
}

const movesOf = (markets: number): string => (markets === 1 ? 'The price' : 'The price of every market')

/** Changes that move all markets' prices at the stress, besides what the scenario itself scripts. */
export const moveChanges = (setting: StressSetting, by: number, over: number): readonly Change[] => {
  const { scenario, symbols, at, blockTime } = setting
  const moves = priceMoveSteps({ symbols, by, at, over, blockTime })
  return [{ path: ['steps'], value: [...scenario.steps, ...moves] }]
}

/** From the stress to the end of the reference fall. */
export const fallWindow = ({ at }: StressSetting): StressWindow => ({ from: at, until: at + REFERENCE_FALL.over })

/** Moves of the true price of all markets together, down and up, over a block, a minute and an hour. */
export const priceCases = (setting: StressSetting): readonly StressEntry[] => {
  const { at, blockTime, symbols } = setting
  const speeds: readonly Speed[] = [
    { id: 'one-block', words: 'within one block', milliseconds: blockTime },
    { id: 'one-minute', words: 'in one minute', milliseconds: MINUTE },
    { id: 'one-hour', words: 'in one hour', milliseconds: 60 * MINUTE },
  ]
  return (['fall', 'rise'] as const).flatMap((way) =>
    speeds.flatMap(({ id, words, milliseconds }) =>
      sizedCases({
        id: `price-${way}-${id}`,
        group: 'price',
        title: `${movesOf(symbols.length)} ${way}s ${words}.`,
        unit: 'share',
        standard: STANDARD,
        grid: GRID,
        resolution: 0.005,
        sized: (size) =>
          tooLong(setting, milliseconds) ?? {
            title: `${movesOf(symbols.length)} ${way}s by ${readablePercent(size)} ${words}.`,
            changes: moveChanges(setting, way === 'fall' ? -size : size, milliseconds),
            window: { from: at, until: at + milliseconds },
          },
      }),
    ),
  )
}
