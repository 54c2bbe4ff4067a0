import { LIQUIDATION_PAUSED, OPENING_PAUSED } from '../../../exchange/market-state.ts'
import { LIQUIDATION, REDUCE_ONLY } from '../../../market/order-flags.ts'
import { BUY, type Side } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'

/** A pause stops what it names, and nothing else than the script and the guards set it. */
export const nothingOpensWhilePaused: WatchedLaw = {
  id: 'PERP-75',
  name: 'while opening is paused no taker opens or increases a position, and while liquidation is paused nobody is liquidated',
  rulesOut: 'Positions opened or liquidated at an index that the guards have called bad',
  parts: ['oracle', 'liquidation', 'whole run'],
  watch: ({ simulation, reckoning }, ruling) => {
    const paused = (market: number, bit: number): boolean =>
      (simulation.parts.exchange.markets.paused[market] & bit) !== 0
    /** Lots that the account could trade on a side without opening anything. */
    const reducible = (market: number, account: number, side: Side): bigint => {
      const size = reckoning.size(market, account)
      const lots = side === BUY ? 0n - size : size
      return lots > 0n ? lots : 0n
    }
    return {
      heard: (entry) => {
        const { market } = entry
        if (entry.kind === 'submit' && paused(market, OPENING_PAUSED)) {
          const { owner, side, lots, flags } = entry
          if ((flags & (LIQUIDATION | REDUCE_ONLY)) !== 0) return
          ruling.exercised('orders while opening is paused')
          const most = reducible(market, owner, side)
          if (BigInt(lots) > most)
            ruling.broken(`account ${owner} may send ${lots} lots, of which ${most} close, while opening is paused`)
        }
        if (entry.kind !== 'filled') return
        const { taker, side, flags } = entry
        if ((flags & LIQUIDATION) !== 0 && paused(market, LIQUIDATION_PAUSED))
          ruling.broken(`account ${taker} is liquidated through the engine while liquidation is paused`)
        const size = reckoning.size(market, taker)
        if (paused(market, OPENING_PAUSED) && (flags & LIQUIDATION) === 0 && (side === BUY ? size > 0n : size < 0n))
          ruling.broken(`account ${taker} takes, and stands at ${size} lots, while opening is paused`)
      },
      told: (event) => {
        if (event.kind === 'refusal' && event.refusal === 'paused') ruling.exercised('orders refused')
        if (event.kind !== 'liquidation' && event.kind !== 'backstop' && event.kind !== 'deleverage') return
        if (paused(event.market, LIQUIDATION_PAUSED))
          ruling.broken(
            `account ${event.account} loses ${event.lots} lots by ${event.kind} while liquidation is paused`,
          )
      },
      before: (moment) => {
        if (moment.kind !== 'liquidations') return
        const { count, exempt } = simulation.parts.exchange.accounts
        for (let market = 0; market < simulation.feeds.length; market++) {
          if (!paused(market, LIQUIDATION_PAUSED)) continue
          for (let account = 0; account < count; account++)
            if (exempt[account] === 0 && reckoning.liquidatable(account))
              ruling.exercised('accounts below maintenance while liquidation is paused')
        }
      },
    }
  },
}
