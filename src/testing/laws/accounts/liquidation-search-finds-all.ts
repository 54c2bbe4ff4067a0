import { TRADER } from '../../../exchange/accounts.ts'
import type { WatchedLaw } from '../../law.ts'

/** The buckets find who is below maintenance, and nobody else, whatever was filed when. */
export const liquidationSearchFindsAll: WatchedLaw = {
  id: 'PERP-49',
  name: 'the liquidation search lists exactly the accounts below maintenance, with their figures, before and after liquidations',
  rulesOut: 'An account that a bucket hides, filed at a stale cash, size, tier or funding index, or listed at equality',
  parts: ['liquidation', 'margin'],
  watch: ({ simulation, reckoning }, ruling) => {
    const { search, exchange } = simulation.parts
    const { accounts, markets } = exchange
    // Asking files the touched accounts a little earlier than the run would have; filing anew changes no result.
    const compare = (): void => {
      if (markets.mark.some((mark) => mark === 0)) return
      const found = search.list()
      const expected = Array.from({ length: accounts.count }, (_, account) => account).filter(
        (account) => accounts.role[account] === TRADER && reckoning.liquidatable(account),
      )
      if (found.map(({ account }) => account).join() !== expected.join())
        ruling.broken(
          `listed are accounts ${found.map(({ account }) => account).join(', ') || 'none'}, and below maintenance ${expected.join(', ') || 'none'}`,
        )
      for (const { account, equity, maintenance, notional } of found) {
        const figures = [reckoning.equity(account), reckoning.maintenance(account), reckoning.notional(account)]
        if (figures.join() !== [equity, maintenance, notional].join())
          ruling.broken(`account ${account} is listed with ${[equity, maintenance, notional]}, and has ${figures}`)
      }
      ruling.exercised('accounts below maintenance', expected.length)
      ruling.exercised('searches')
    }
    return {
      before: ({ kind }) => {
        if (kind === 'liquidations') compare()
      },
      after: ({ kind }) => {
        if (kind === 'liquidations') compare()
      },
    }
  },
}
