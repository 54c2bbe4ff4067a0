import { FILL_OR_KILL, REDUCE_ONLY } from '../../../market/order-flags.ts'
import { BUY, opposite, type Side } from '../../../market/side.ts'
import { armsOf } from '../../../scenario/arms.ts'
import type { WatchedLaw } from '../../law.ts'
import { requestLogOf } from './request-log.ts'

/** Lots by which a trade on a side brings a size nearer to zero. */
const reducible = (size: number, side: Side): number => Math.max(0, side === BUY ? 0 - size : size)

/** An order that may only reduce does so: for takers and makers, at every single match. */
export const reduceOnly: WatchedLaw = {
  id: 'PERP-16',
  name: 'a reduce-only order never trades more than brings its account nearer to zero, and goes when nothing is left to reduce',
  rulesOut: 'A stop that opens the opposite position, a liquidation that turns an account around',
  parts: ['engine', 'order book', 'curve'],
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { reckoning, simulation, books } = view
    const arm = armsOf(view.scenario).find(({ name }) => name === view.arm)
    // A book of one's own may wait until such an order is met.
    const purges = view.ownEngine && arm?.engine.kind === 'order-book' && arm.engine.purgeReduceOnly === 'at-once'
    const parties: { account: number; side: Side }[] = []
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const order = request?.order
        if (request === undefined || order === undefined) return
        const line = request.lines.at(-1)
        switch (entry.kind) {
          case 'submit':
          case 'replace':
            parties.length = 0
            break
          case 'reverted':
            parties.length = 0
            break
          case 'filled': {
            parties.push(
              { account: entry.taker, side: entry.side },
              { account: entry.maker, side: opposite(entry.side) },
            )
            const sizes = request.lines.at(-2)?.sizes
            if (sizes === undefined) break
            if ((order.flags & REDUCE_ONLY) !== 0) {
              ruling.exercised('fills of reduce-only takers')
              if (entry.lots > reducible(sizes.taker, entry.side))
                ruling.broken(
                  `a reduce-only taker of size ${sizes.taker} trades ${entry.lots} lots on side ${entry.side}`,
                )
            }
            const resting = line?.head
            if (resting?.owner === entry.maker && (resting.flags & REDUCE_ONLY) !== 0) {
              ruling.exercised('fills of reduce-only makers')
              if (entry.lots > reducible(sizes.maker, opposite(entry.side)))
                ruling.broken(
                  `a reduce-only maker of size ${sizes.maker} trades ${entry.lots} lots against side ${entry.side}`,
                )
            }
            break
          }
          case 'answer': {
            if ((order.flags & REDUCE_ONLY) !== 0 && request.traded.lots > 0) ruling.exercised('reduce-only takers')
            if (!purges || !simulation.parts.terms[entry.market].restingOrders) break
            for (const { account, side } of parties) {
              const size = Number(reckoning.size(entry.market, account))
              if (reducible(size, side) > 0) continue
              const left = books[entry.market].of(account).find((o) => o.side === side && (o.flags & REDUCE_ONLY) !== 0)
              if (left !== undefined)
                ruling.broken(
                  `account ${account} holds ${size} lots after its fill, and a reduce-only order on side ${side} rests`,
                )
            }
          }
        }
        if (entry.kind === 'answer' && (order.flags & FILL_OR_KILL) !== 0) parties.length = 0
      },
    }
  },
}
