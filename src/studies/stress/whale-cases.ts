import { closingOrders, lotsOfInterest, positionChanges, type ScriptedPosition } from './scripted-position.ts'
import { readablePercent, type SizedStress, sizedCases } from './sized-cases.ts'
import type { StressEntry } from './stress-case.ts'
import type { StressSetting } from './stress-setting.ts'

/** Blocks in which what the market did not take at once is offered again. */
const SELL_BLOCKS = 10

/** A large position of one trader in the first market, sold at once; what a block does not take is offered again in the next ones. */
export const whaleCases = (setting: StressSetting): readonly StressEntry[] => {
  const { scenario, at, blockTime, baseline } = setting
  const what = `One trader of ${scenario.markets[0].symbol}`
  const sized = (size: number): SizedStress | string => {
    const lots = lotsOfInterest(setting, size)
    if (typeof lots === 'string') return lots
    const { markMicros = 0 } = baseline.openInterest ?? {}
    const whale: ScriptedPosition = { name: 'whale', side: 'buy', lots, markMicros }
    const sold = Array.from({ length: SELL_BLOCKS }, (_, block) =>
      closingOrders(setting, whale, at + block * blockTime),
    )
    return {
      title: `${what} holds as much as ${readablePercent(size)} of the usual open interest long, and sells all of it at once.`,
      changes: positionChanges(setting, whale, sold.flat()),
      window: { from: at, until: at + SELL_BLOCKS * blockTime },
    }
  }
  return sizedCases({
    id: 'whale-sells',
    group: 'whale',
    title: `${what} sells a large position at once.`,
    unit: 'share',
    standard: [0.1, 0.25, 0.5],
    grid: [0.05, 0.1, 0.25, 0.5, 1],
    resolution: 0.01,
    sized,
  })
}
