import type { WatchedLaw } from '../../law.ts'
import { fillFees } from './fill-fees.ts'
import { PositionTwin } from './position-twin.ts'

/** Sizes, entry values, open interest and running totals are what the trades have made of them, and nothing else. */
export const positionsFollowFills: WatchedLaw = {
  id: 'PERP-04',
  name: 'sizes, entry values, open interest and the totals of each account and market are those of its fills and takeovers',
  rulesOut:
    'A lot too many, an entry value that a reduction or a flip leaves wrong, open interest that drifts, a lost fee',
  parts: ['ledger'],
  watch: ({ simulation, scenario }, ruling) => {
    const twin = new PositionTwin(simulation, fillFees(scenario))
    const compare = (what: string): void => {
      const difference = twin.difference()
      if (difference !== undefined) ruling.broken(`${what}: ${difference}`)
    }
    return {
      after: ({ kind }) => compare(`after ${kind}`),
      heard: (entry) => {
        twin.hear(entry)
        if (entry.kind === 'filled') ruling.exercised('fills')
        if (entry.kind === 'reverted') ruling.exercised('reverted')
        compare(entry.kind)
      },
      told: (event) => {
        if (event.kind === 'backstop' || event.kind === 'deleverage') {
          const { market, account, taker, lots, quote } = event
          twin.takeOver(market, account, taker, lots, quote)
          ruling.exercised('takeovers')
        }
        compare(event.kind)
      },
    }
  },
}
