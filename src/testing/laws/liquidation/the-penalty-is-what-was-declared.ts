import { FUND_ACCOUNT } from '../../../exchange/accounts.ts'
import type { WatchedLaw } from '../../law.ts'
import { followLiquidations } from './liquidation-record.ts'
import { penaltyOn } from './penalty-reckoning.ts'

/** What a close costs beyond its fees, and who has it. */
export const thePenaltyIsWhatWasDeclared: WatchedLaw = {
  id: 'PERP-53',
  name: 'a close costs the declared share of its notional, at most what is left, split to the atom between liquidator, fund and trader',
  rulesOut: 'A penalty that makes a debt, is rounded in favour of the trader, or does not add up to what is charged',
  parts: ['liquidation', 'insurance'],
  watch: (view, ruling) =>
    followLiquidations(view, (terms) => ({
      visit: ({ visit, walk }) => {
        const { account, liquidator } = visit
        for (const step of walk.steps) {
          if (step.kind !== 'close' || step.deed === undefined || step.deed.filled === 0n) continue
          const { deed, market } = step
          if (deed.charged === undefined) {
            ruling.broken(`no event tells of ${deed.filled} lots of ${account}`)
            return
          }
          const { event, after } = deed.charged
          const { asked, charged, toLiquidator, toFund } = penaltyOn(terms, deed, account)
          const gains = new Map([
            [account, 0n - toLiquidator - toFund],
            [FUND_ACCOUNT, toFund],
          ])
          if (toLiquidator > 0n) gains.set(liquidator, toLiquidator)
          for (let other = 0; other < after.accounts; other++) {
            const gained = after.cash(other) - deed.after.cash(other)
            const due = gains.get(other) ?? 0n
            if (gained !== due)
              ruling.broken(
                `after account ${account} closed ${deed.quote} atoms and had ${deed.after.equity(account)}, account ${other} gains ${gained} atoms, not ${due}`,
              )
          }
          const told = [event.account, event.market, event.lots, event.quote, event.mark, event.penalty, event.equity]
          const so = [account, market, deed.filled, deed.quote, after.mark(market), toFund + toLiquidator]
          if (told.join() !== [...so, after.equity(account)].join())
            ruling.broken(`the event tells ${told}, and it was ${[...so, after.equity(account)]}`)
          ruling.exercised('closes')
          if (charged > 0n) ruling.exercised('penalties')
          if (charged < asked) ruling.exercised('penalties cut to what was left')
          if (toLiquidator > 0n) ruling.exercised('penalties shared with a liquidator')
        }
      },
    })),
}
