import { VAULT_ACCOUNT } from '../../../exchange/accounts.ts'
import type { WatchedLaw } from '../../law.ts'
import { followLiquidations } from './liquidation-record.ts'
import type { TakerTerms } from './liquidation-terms.ts'
import { admitsNow, roomFor } from './taker-reckoning.ts'
import type { WalkedStep } from './visit-walk.ts'

type HandOver = Extract<WalkedStep, { readonly kind: 'hand-over' }>

/** A taker gets only what those before it refused under their declared terms. */
export const takersAreAskedInTheirOrder: WatchedLaw = {
  id: 'PERP-54',
  name: 'lots that the engine refused go down the list of takers: each takes all it may under its terms, and only what those before it left',
  rulesOut:
    'A vault beyond its limit, deleveraging before the vault was asked, a threshold that takes at equality, lots that nobody was offered',
  parts: ['liquidation', 'insurance', 'deleveraging'],
  watch: (view, ruling) => {
    /** @returns what is wrong */
    const judge = (takers: readonly TakerTerms[], account: number, step: HandOver): string | undefined => {
      const { takeovers, market, lots, after } = step
      let left = lots
      let at = 0
      for (const taker of takers) {
        const standing = takeovers[at]?.before ?? after
        const maintenance = standing.required('maintenance', account)
        if (left === 0n || maintenance === 0n) break
        if (taker.kind === 'engine') continue
        const { kind } = taker
        const room = admitsNow(taker, standing, account) ? roomFor(taker, view, standing, account, market) : 0n
        const due = left < room ? left : room
        let taken = 0n
        for (; takeovers[at]?.event.kind === kind && taken < due; at++) {
          const { event } = takeovers[at]
          taken += BigInt(event.lots)
          if (event.account !== account || event.market !== market)
            return `lots of account ${event.account} in market ${event.market} are taken in its place`
          if (kind === 'backstop' && event.taker !== VAULT_ACCOUNT)
            return `account ${event.taker} takes lots in place of the vault`
        }
        if (taken !== due)
          return `of ${left} lots of account ${account}, with equity ${standing.equity(account)} and maintenance ${maintenance}, ${kind} takes ${taken}, not ${due}`
        if (due > 0n) ruling.exercised(`takes all it may: ${kind}`)
        else ruling.exercised(`takes nothing: ${kind}`)
        if (taken < left) ruling.exercised(`leaves lots to the next: ${kind}`)
        left -= taken
      }
      if (at === takeovers.length) return undefined
      const { event } = takeovers[at]
      return `${event.lots} lots of account ${account} go to account ${event.taker} out of turn`
    }
    return followLiquidations(view, ({ takers }) => ({
      visit: ({ visit, walk }) => {
        for (const step of walk.steps) {
          const fault = step.kind === 'hand-over' ? judge(takers, visit.account, step) : undefined
          if (fault !== undefined) ruling.broken(fault)
        }
      },
    }))
  },
}
