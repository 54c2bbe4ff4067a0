import type { WatchedLaw } from '../../law.ts'
import { followLiquidations } from './liquidation-record.ts'

/** Orders first, then so many lots at such a limit as the rule says, and nothing else. */
export const aVisitDoesWhatItsRuleSays: WatchedLaw = {
  id: 'PERP-52',
  name: 'a liquidation first cancels the account’s orders, then closes exactly the lots that its rule says at exactly the rule’s limit, and never flips a position',
  rulesOut:
    'More lots than the rule allows, a lot too few to restore health, a limit off by a tick, orders that trade against their owner’s liquidation',
  parts: ['liquidation', 'engine'],
  watch: (view, ruling) =>
    followLiquidations(view, ({ close }) => ({
      visit: ({ visit, walk }) => {
        if (walk.fault !== undefined) ruling.broken(`account ${visit.account}: ${walk.fault}`)
        for (const step of walk.steps) {
          if (step.kind === 'cancel') ruling.exercised('orders cancelled first')
          if (step.kind !== 'close' || step.deed === undefined) continue
          ruling.exercised(`closes ${close.kind}`)
          if (close.limit.kind !== 'any') ruling.exercised(`closes with the limit ${close.limit.kind}`)
        }
      },
    })),
}
