import { PLACE, TRIGGER_ABOVE } from '../../../market/transaction.ts'
import type { WatchedLaw } from '../../law.ts'

/** A waiting order's row: as the exchange keeps it, one number each. */
interface Waiting {
  readonly account: number
  readonly side: number
  readonly lots: number
  readonly limit: number
  readonly flags: number
  readonly expiry: number
  readonly tag: number
  readonly atoms: number
  readonly trigger: number
  readonly triggerPrice: number
}

const WIDTH = 10

/** Stops wait for the mark, and for nothing else. */
export const triggerOrdersWait: WatchedLaw = {
  id: 'PERP-27',
  name: 'an order with a trigger waits until the mark at a block’s end is at or beyond it, and is then submitted as it was sent, the oldest first',
  rulesOut: 'A stop that fires at a price that never was, or not at all, or out of turn',
  parts: ['mark', 'whole run'],
  watch: ({ simulation }, ruling) => {
    const { exchange } = simulation.parts
    const waiting = (market: number): readonly Waiting[] => {
      const { count, rows } = exchange.venues[market].triggers.state()
      return Array.from({ length: count[0] }, (_, i) => {
        const [account, side, lots, limit, flags, expiry, tag, atoms, trigger, triggerPrice] = rows.slice(
          i * WIDTH,
          (i + 1) * WIDTH,
        )
        return { account, side, lots, limit, flags, expiry, tag, atoms, trigger, triggerPrice }
      })
    }
    const isDue = ({ trigger, triggerPrice }: Waiting, market: number): boolean => {
      const mark = exchange.markets.mark[market]
      return trigger === TRIGGER_ABOVE ? mark >= triggerPrice : mark <= triggerPrice
    }
    let running: number | undefined
    let before: readonly Waiting[] = []
    let fired: { readonly account: number; readonly triggerPrice: number }[] = []
    let due: Waiting[] = []
    let refusals = 0
    let opened = exchange.venues.map((_, market) => waiting(market))
    const same = (a: readonly Waiting[], b: readonly Waiting[]): boolean => JSON.stringify(a) === JSON.stringify(b)
    return {
      before: (moment) => {
        if (moment.kind === 'block') opened = exchange.venues.map((_, market) => waiting(market))
        if (moment.kind === 'step') {
          refusals = 0
          if (moment.action.do === 'transact') before = waiting(moment.action.market)
        }
        if (moment.kind === 'observation') return
        if (moment.kind !== 'triggers') return
        running = moment.market
        before = waiting(moment.market)
        due = before.filter((order) => isDue(order, moment.market))
        fired = []
      },
      after: (moment) => {
        if (moment.kind === 'step' && moment.action.do === 'transact') {
          const { account, market, transaction } = moment.action
          const { kind, trigger = 0, triggerPrice = 0, side = 0, lots = 0, limit = 0 } = transaction
          if (kind !== PLACE || trigger === 0 || refusals > 0) return
          const { flags = 0, expiry = 0, tag = 0, atoms = 0 } = transaction
          const order = { account, side, lots, limit, flags, expiry, tag, atoms, trigger, triggerPrice }
          ruling.exercised('orders that wait')
          if (!same(waiting(market), [...before, order]))
            ruling.broken(`${JSON.stringify(order)} does not wait as it was sent`)
        }
        if (moment.kind !== 'triggers') return
        running = undefined
        const { market } = moment
        const left = before.filter((order) => !isDue(order, market))
        if (!same(waiting(market), left))
          ruling.broken(`${JSON.stringify(waiting(market))} wait on, and not ${JSON.stringify(left)}`)
        const expected = due.map(({ account, triggerPrice }) => ({ account, triggerPrice }))
        if (JSON.stringify(fired) !== JSON.stringify(expected))
          ruling.broken(
            `at mark ${exchange.markets.mark[market]} ${JSON.stringify(fired)} fire, not ${JSON.stringify(expected)}`,
          )
        ruling.exercised('orders whose mark has come', due.length)
      },
      told: (event) => {
        if (event.kind === 'refusal') refusals += 1
        if (event.kind !== 'trigger') return
        if (running !== event.market) ruling.broken(`an order of ${event.account} fires outside of its turn`)
        fired.push({ account: event.account, triggerPrice: event.triggerPrice })
      },
      heard: (entry) => {
        if (entry.kind === 'block') {
          const now = entry.milliseconds
          const kept = opened[entry.market].filter(({ expiry }) => expiry === 0 || expiry > now)
          if (!same(waiting(entry.market), kept))
            ruling.broken(`at ${now} ${JSON.stringify(waiting(entry.market))} wait on`)
        }
        if (entry.kind !== 'submit' || running === undefined) return
        const { owner, side, lots, limit, flags } = entry
        const sent = due.some(
          (order) =>
            order.account === owner &&
            order.side === side &&
            order.lots === lots &&
            (order.limit === limit || order.limit === 0) &&
            (order.flags === flags || order.limit === 0),
        )
        if (!sent) ruling.broken(`${JSON.stringify(entry)} is submitted, and waited as something else`)
      },
    }
  },
}
