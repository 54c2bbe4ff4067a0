import { LIQUIDATION } from '../../../market/order-flags.ts'
import type { WatchedLaw } from '../../law.ts'
import type { Standing } from '../../watch/standing.ts'
import { followLiquidations } from './liquidation-record.ts'
import { type Deed, isLiquidation, type Visit } from './visits.ts'

/** Whose lots, orders or loss the deed moves. */
const subjectOf = (deed: Deed): number =>
  deed.kind === 'takeover' || deed.kind === 'payment' ? deed.event.account : deed.owner

/**
 * The books when it was decided to do the visit's deed: orders go before any lot does, and lots that one taker is offered
 * go to several accounts by one decision.
 */
const decidedAt = (visit: Visit, at: number): Standing => {
  const { deeds, opening } = visit
  const deed = deeds[at]
  if (deed.kind === 'cancel') return opening
  const last = at > 0 ? deeds[at - 1] : undefined
  if (deed.kind !== 'takeover' || last?.kind !== 'takeover') return deed.before
  const together = deed.event.kind === last.event.kind && deed.event.taker > last.event.taker
  return together ? decidedAt(visit, at - 1) : deed.before
}

/** Nobody is liquidated who is not strictly below maintenance at that very moment. */
export const onlyTheUnhealthyAreLiquidated: WatchedLaw = {
  id: 'PERP-50',
  name: 'only accounts strictly below maintenance are liquidated, each looked at again at its turn; fund, vault and pools never',
  rulesOut:
    'A liquidation at equality, on a figure from before another liquidation, of the pool, or by a liquidator of itself',
  parts: ['liquidation', 'margin'],
  watch: (view, ruling) => {
    const { exempt } = view.simulation.parts.exchange.accounts
    let open = false
    const judgeDeed = (deed: Deed, before: Standing): void => {
      const account = subjectOf(deed)
      if (exempt[account] !== 0) ruling.broken(`account ${account} is exempt, and has a ${deed.kind}`)
      const [equity, maintenance] = [before.equity(account), before.required('maintenance', account)]
      if (deed.kind === 'payment') {
        if (!before.flat(account) || equity >= 0n)
          ruling.broken(`a loss of account ${account} is paid, whose equity is ${equity}, maintenance ${maintenance}`)
      } else if (!before.liquidatable(account))
        ruling.broken(`account ${account} has a ${deed.kind} with equity ${equity}, maintenance ${maintenance}`)
    }
    return followLiquidations(
      view,
      ({ mode }) => ({
        visit: ({ visit, walk }) => {
          const { account, liquidator, opening } = visit
          if (liquidator === account) ruling.broken(`account ${account} liquidates itself`)
          if (mode === 'bots' && liquidator < 0 && opening.equity(account) >= 0n)
            ruling.broken(
              `the block's end takes account ${account} in hand, whose equity is ${opening.equity(account)}`,
            )
          for (const [at, deed] of visit.deeds.entries()) judgeDeed(deed, decidedAt(visit, at))
          ruling.exercised('deeds', visit.deeds.length)
          if (visit.deeds.length === 0 && walk.end === 'healthy') ruling.exercised('healthy at its turn')
        },
      }),
      {
        before: (moment) => {
          if (isLiquidation(moment)) open = true
        },
        after: (moment) => {
          if (isLiquidation(moment)) open = false
        },
        heard: (entry) => {
          if (!open && entry.kind === 'submit' && (entry.flags & LIQUIDATION) !== 0)
            ruling.broken(`account ${entry.owner} has an order of a liquidation outside of one`)
        },
      },
    )
  },
}
