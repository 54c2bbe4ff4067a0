import { FUNDING } from '../../../exchange/accounts.ts'
import type { WatchedLaw } from '../../law.ts'
import { ceilDiv, floorDiv, type Reckoning } from '../../watch/reckoning.ts'
import { magnitude, type Standing } from '../../watch/standing.ts'
import { followLiquidations } from './liquidation-record.ts'

/** Atoms that the account gets for `lots` at the price that leaves nothing of them: its equity goes along in proportion. */
const bankruptcyQuote = (
  standing: Standing,
  reckoning: Reckoning,
  account: number,
  market: number,
  lots: bigint,
): bigint => {
  const size = standing.size(market, account)
  const whole = standing.required('maintenance', account)
  const own = reckoning.requirement('maintenance', standing.notional(market, account))
  const equity = standing.equity(account)
  const share = own === whole || whole === 0n ? equity : floorDiv(equity * own, whole)
  const atMark = (size > 0n ? lots : 0n - lots) * standing.mark(market)
  return atMark - ceilDiv(share * lots, magnitude(size))
}

/** What a takeover moves, and nothing besides. */
export const lotsChangeHandsAtTheDeclaredPrice: WatchedLaw = {
  id: 'PERP-55',
  name: 'lots taken over move at exactly the declared price from one account to the other: at bankruptcy the last of them leaves the account with nothing, at the mark they are worth what it says',
  rulesOut: 'A takeover that leaves a debt or a gift behind, moves the money of a third, or one side only',
  parts: ['liquidation', 'insurance', 'deleveraging'],
  watch: (view, ruling) => {
    const { role } = view.simulation.parts.exchange.accounts
    return followLiquidations(view, ({ takers }) => {
      const deleverage = takers.find((taker) => taker.kind === 'deleverage')
      return {
        visit: ({ visit }) => {
          for (const deed of visit.deeds) {
            if (deed.kind !== 'takeover') continue
            const { before, after, event } = deed
            const { account, taker, market } = event
            const lots = BigInt(event.lots)
            const price = event.kind === 'backstop' ? 'bankruptcy' : deleverage?.price
            const size = before.size(market, account)
            const moved = size > 0n ? lots : 0n - lots
            const quote =
              price === 'mark'
                ? moved * before.mark(market)
                : bankruptcyQuote(before, view.reckoning, account, market, lots)
            if (BigInt(event.quote) !== quote)
              ruling.broken(`${lots} of ${size} lots of account ${account} go for ${event.quote} atoms, not ${quote}`)
            for (let other = 0; other < after.accounts; other++) {
              const gained = other === account ? 0n - moved : other === taker ? moved : 0n
              if (after.size(market, other) - before.size(market, other) !== gained)
                ruling.broken(`account ${other} has not ${gained} lots more after ${lots} of account ${account}'s went`)
              if (role[other] === FUNDING) continue
              const money = other === account ? quote : other === taker ? 0n - quote : 0n
              const richer = money + gained * before.mark(market)
              if (after.equity(other) - before.equity(other) !== richer)
                ruling.broken(
                  `account ${other} is ${after.equity(other) - before.equity(other)} atoms richer, not ${richer}, after ${lots} lots went from account ${account} to ${taker} for ${quote}`,
                )
            }
            ruling.exercised(`lots at ${price}`)
            if (price === 'bankruptcy' && lots === magnitude(size) && after.flat(account)) {
              if (after.cash(account) !== 0n) ruling.broken(`account ${account} is left with ${after.cash(account)}`)
              ruling.exercised('accounts taken over whole')
            }
          }
        },
      }
    })
  },
}
