import { FEE_POOL_ACCOUNT, FUND_ACCOUNT } from '../../../exchange/accounts.ts'
import type { WatchedLaw } from '../../law.ts'
import { floorDiv, shareOf } from '../../watch/reckoning.ts'
import { fillFees } from './fill-fees.ts'

/** The fund's share of the fees is a share of all of them, so that no rounding adds up. */
export const feeShares: WatchedLaw = {
  id: 'PERP-08',
  name: 'the fund has had exactly its share of all net fees of a market so far, rounded down, and never gives any of it back',
  rulesOut: 'A share rounded at every fill, taken of one side’s fees only, or paid twice',
  parts: ['insurance', 'ledger'],
  watch: ({ scenario, simulation, reckoning }, ruling) => {
    const fees = fillFees(scenario)
    const share = shareOf(scenario.insurance.feeShare)
    const none = (): bigint[] => simulation.parts.exchange.venues.map(() => 0n)
    const had = none()
    let collected = none()
    let saved = none()
    let before = { fund: 0n, pool: 0n }
    const balances = () => ({ fund: reckoning.cash(FUND_ACCOUNT), pool: reckoning.cash(FEE_POOL_ACCOUNT) })
    return {
      heard: (entry) => {
        if (entry.kind === 'saved') saved = [...collected]
        if (entry.kind === 'reverted') collected = [...saved]
        if (entry.kind === 'filled')
          collected[entry.market] += fees.maker(entry.quote) + fees.taker(entry.quote, entry.flags)
      },
      before: ({ kind }) => {
        if (kind === 'fee-shares') before = balances()
      },
      after: ({ kind }) => {
        if (kind !== 'fee-shares') return
        let due = 0n
        for (const [market, net] of collected.entries()) {
          const owed = net > 0n ? floorDiv(net * share.n, share.d) : 0n
          if (owed <= had[market]) continue
          due += owed - had[market]
          had[market] = owed
        }
        const { fund, pool } = balances()
        if (fund - before.fund !== due || before.pool - pool !== due)
          ruling.broken(
            `the fund gets ${fund - before.fund} atoms of fees, the fee account gives ${before.pool - pool}, and ${due} are due`,
          )
        if (due > 0n) ruling.exercised('shares paid')
      },
    }
  },
}
