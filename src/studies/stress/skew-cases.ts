import { priceMoveSteps } from './price-move-steps.ts'
import { lotsOfInterest, positionChanges } from './scripted-position.ts'
import { percentName, readablePercent } from './sized-cases.ts'
import type { SkewedMove, StressEntry } from './stress-case.ts'
import { MINUTE, type StressSetting, tooLong } from './stress-setting.ts'

/** Moves of the matrix, in one minute. */
export const SKEW_MOVES: readonly number[] = [-0.3, -0.2, -0.1, 0.1, 0.2, 0.3]
/** Who leans how far, besides the crowd as it is. */
export const SKEWS: readonly number[] = [-0.5, -0.25, 0.25, 0.5]

/** The battery's case of a move of the matrix upon the crowd as it is. */
export const unskewedId = (move: number): string =>
  `price-${move < 0 ? 'fall' : 'rise'}-one-minute-${percentName(Math.abs(move))}`

const skewCase = (setting: StressSetting, skewed: SkewedMove): StressEntry => {
  const { skew, move } = skewed
  const { scenario, symbols, at, blockTime, baseline } = setting
  const [size, by] = [Math.abs(skew), Math.abs(move)]
  const [side, way] = [skew > 0 ? 'long' : 'short', move < 0 ? 'fall' : 'rise']
  const id = `skew-${side}-${percentName(size)}-${way}-${percentName(by)}`
  const prices = symbols.length === 1 ? `the price ${way}s` : `all prices ${way}`
  const title = `One trader of ${scenario.markets[0].symbol} holds as much as ${readablePercent(size)} of the usual open interest ${side}, and ${prices} by ${readablePercent(by)} in one minute.`
  const lots = tooLong(setting, MINUTE) ?? lotsOfInterest(setting, size)
  if (typeof lots === 'string') return { id, group: 'skew', title, skipped: lots }
  const { markMicros = 0 } = baseline.openInterest ?? {}
  return {
    id,
    group: 'skew',
    title,
    size: { value: by, unit: 'share' },
    changes: positionChanges(
      setting,
      { name: 'skew', side: skew > 0 ? 'buy' : 'sell', lots, markMicros },
      priceMoveSteps({ symbols, by: move, at, over: MINUTE, blockTime }),
    ),
    window: { from: at, until: at + MINUTE },
    skewed,
  }
}

/** Moves of the price in a minute, crossed with a position that makes the crowd lean: what the pool owes for both. */
export const skewCases = (setting: StressSetting): readonly StressEntry[] =>
  SKEWS.flatMap((skew) => SKEW_MOVES.map((move) => skewCase(setting, { skew, move })))
