import { FILL_OR_KILL } from '../../../market/order-flags.ts'
import type { WatchedLaw } from '../../law.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import { requestLogOf } from './request-log.ts'

/** Everything that a market's orders can change, as numbers. */
const stateOf = ({ simulation, books }: RunInView, market: number): ReadonlyMap<string, ArrayLike<number>> => {
  const { ledger, venues } = simulation.parts.exchange
  const { engine, counters, clearing } = venues[market]
  const kept = new Map<string, ArrayLike<number>>([
    ['positions', ledger.position.slice()],
    ['balances', ledger.balance.slice()],
    ['counters', counters.market.slice()],
    ['last fill', clearing.last.slice()],
    ['resting orders', [...books[market].orders.values()].flatMap(({ handle, lots, price }) => [handle, lots, price])],
  ])
  for (const [name, array] of Object.entries(engine.state())) kept.set(`engine.${name}`, array.slice())
  return kept
}

/** Which array differs, and where. */
const difference = (
  before: ReadonlyMap<string, ArrayLike<number>>,
  after: ReadonlyMap<string, ArrayLike<number>>,
): string | undefined => {
  for (const [name, now] of after) {
    const then = before.get(name)
    if (then?.length !== now.length) return `${name} has ${now.length} elements, and had ${then?.length}`
    for (let i = 0; i < now.length; i++) if (then[i] !== now[i]) return `${name}[${i}] is ${now[i]}, and was ${then[i]}`
  }
  return undefined
}

/** All lots or no trace. */
export const fillOrKill: WatchedLaw = {
  id: 'PERP-17',
  name: 'a fill-or-kill order trades all of its lots at once, or nothing has changed at all',
  rulesOut: 'A killed order that leaves a fill, a fee, a removed maker or a moved curve behind',
  parts: ['engine', 'order book', 'curve'],
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    let before: ReadonlyMap<string, ArrayLike<number>> = new Map()
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        if (request === undefined || ((request.order?.flags ?? 0) & FILL_OR_KILL) === 0) return
        if (entry.kind === 'submit') before = stateOf(view, entry.market)
        if (entry.kind !== 'answer' || request.order === undefined) return
        const { order, traded } = request
        if (entry.answer === 0) {
          ruling.exercised('filled orders')
          if (traded.lots !== order.lots)
            ruling.broken(`a fill-or-kill order of ${order.lots} lots traded ${traded.lots} and was answered 0`)
          return
        }
        ruling.exercised(request.lines.length > 1 ? 'killed after matches' : 'killed at once')
        const changed = difference(before, stateOf(view, entry.market))
        if (changed !== undefined) ruling.broken(`a fill-or-kill order was answered ${entry.answer}, but ${changed}`)
      },
    }
  },
}
