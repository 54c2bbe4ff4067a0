import { POST_ONLY, REDUCE_ONLY } from '../../src/market/order-flags.ts'
import { BUY, SELL, type Side, signOf } from '../../src/market/side.ts'
import type { Outgoing } from '../../src/market/transaction.ts'
import { CANCEL, CANCEL_ALL, PLACE } from '../../src/market/transaction.ts'
import { RandomStream } from '../../src/numeric/random.ts'
import { exp } from '../../src/numeric/transcendental.ts'
import type { Behaviour } from '../../src/traders/behaviour.ts'
import type { Sight } from '../../src/traders/sight.ts'
import { SAMPLE_PRICE, sampleSight, sampleView } from './sample-sight.ts'

interface Account {
  cash: number
  size: number
  filled: number
}
interface Resting {
  readonly account: number
  readonly side: Side
  readonly price: number
  readonly tag: number
  lots: number
}

/** What a run of the toy market saw. */
export interface ToyRun {
  readonly basisBps: number[]
  readonly traded: Record<string, number>
  readonly sent: Record<string, number>
  readonly liquidated: Record<string, number>
  readonly accounts: readonly Account[]
  readonly owners: readonly { readonly kind: string; readonly member: number; readonly behaviour: Behaviour }[]
  /** Largest number of lots held on one side. */
  readonly openInterest: number[]
  readonly price: number
  readonly empty: number
}

/**
 * A naive market in floats: blocks of 2 s, everybody a block late, a flat taker fee, accounts closed at the external
 * price below 1.25 % margin. It stands in for the exchange where only the crowd's manners are of interest.
 */
export const toyMarket = (
  behaviours: readonly Behaviour[],
  engine: 'curve' | 'book',
  {
    hours,
    volatility = 0.6,
    crash = 0,
    depth = 2e12,
    seed = 11,
  }: { hours: number; volatility?: number; crash?: number; depth?: number; seed?: number },
): ToyRun => {
  const owners = behaviours.flatMap((behaviour) =>
    Array.from({ length: behaviour.count }, (_, member) => ({ kind: behaviour.kind, member, behaviour })),
  )
  const accounts = owners.map(({ behaviour, member }) => ({ cash: behaviour.deposit(member), size: 0, filled: 0 }))
  const wakes = owners.map(({ behaviour, member }) => behaviour.firstWake(member))
  const run: ToyRun = {
    basisBps: [],
    traded: {},
    sent: {},
    liquidated: {},
    accounts,
    owners,
    openInterest: [],
    price: 0,
    empty: 0,
  }
  const noise = new RandomStream(seed, 1, 0, 0)
  let book: Resting[] = []
  let external = SAMPLE_PRICE
  // Constant product: quote reserve Q moves the price by 1 % for `depth` quote at Q = depth / (sqrt(1.01) - 1).
  let quoteReserve = depth / 0.004987562
  let baseReserve = quoteReserve / external
  let volume = 0
  let empty = 0
  const best = (side: Side): number => {
    if (engine === 'curve') return quoteReserve / baseReserve
    let found = 0
    for (const { side: s, price, lots } of book) {
      if (s === side && lots > 0 && (found === 0 || (side === BUY ? price > found : price < found))) found = price
    }
    return found
  }
  const fee = 0.00045
  const settle = (account: number, side: Side, lots: number, quote: number, rate: number): void => {
    const a = accounts[account]
    a.cash -= signOf(side) * quote + rate * quote
    a.size += signOf(side) * lots
    a.filled += lots
    const { kind } = owners[account]
    run.traded[kind] = (run.traded[kind] ?? 0) + quote / 1e6
  }
  const equity = (a: Account): number => a.cash + a.size * external
  const place = (account: number, order: Outgoing): void => {
    const side = order.side ?? BUY
    const a = accounts[account]
    let lots = order.lots ?? 0
    const limit = order.limit ?? 0
    const flags = order.flags ?? 0
    if ((flags & REDUCE_ONLY) !== 0) lots = Math.min(lots, Math.max(0, -signOf(side) * a.size))
    if (Math.abs(a.size + signOf(side) * lots) * external > equity(a) * 40 && a.size * signOf(side) >= 0) return
    if (engine === 'curve') {
      const k = quoteReserve * baseReserve
      const room = side === BUY ? baseReserve - Math.sqrt(k / limit) : Math.sqrt(k / limit) - baseReserve
      const taken = Math.min(lots, Math.floor(room))
      if (taken < 1) return
      const base = baseReserve - signOf(side) * taken
      const quote = Math.abs(k / base - quoteReserve)
      baseReserve = base
      quoteReserve = k / base
      volume += taken
      settle(account, side, taken, quote, fee)
      return
    }
    const makers = book
      .filter((o) => o.side !== side && (side === BUY ? o.price <= limit : o.price >= limit))
      .sort((x, y) => signOf(side) * (x.price - y.price))
    if ((flags & POST_ONLY) !== 0) {
      const opposite = best(side === BUY ? SELL : BUY)
      const price = makers.length > 0 ? opposite - signOf(side) : limit
      book.push({ account, side, price, tag: order.tag ?? 0, lots })
      return
    }
    for (const maker of makers) {
      const taken = Math.min(lots, maker.lots)
      if (taken === 0 || maker.account === account) continue
      maker.lots -= taken
      lots -= taken
      volume += taken
      settle(account, side, taken, taken * maker.price, fee)
      settle(maker.account, maker.side, taken, taken * maker.price, -0.0001)
    }
    book = book.filter((o) => o.lots > 0)
  }
  let queue: { account: number; order: Outgoing }[] = []
  let seen = {
    time: -2000,
    external,
    bid: external,
    ask: external,
    volume: 0,
    accounts: accounts.map((a) => ({ ...a })),
  }
  let openOrders = accounts.map(() => 0)
  for (let time = 2000; time <= hours * 3_600_000; time += 2000) {
    noise.at(time)
    const part = time / (hours * 3_600_000)
    const drift = crash !== 0 && part > 0.5 && part < 0.5 + 1 / (6 * hours) ? (crash * 2000) / 600_000 : 0
    external *= exp(volatility * Math.sqrt(2 / 31_557_600) * noise.normal() + drift)
    const view = seen
    for (let account = 0; account < owners.length; account++) {
      while (wakes[account] <= time) {
        const { behaviour, member, kind } = owners[account]
        const own = view.accounts[account]
        const worth = Math.floor(own.cash + own.size * view.external)
        const notional = Math.floor(Math.abs(own.size) * view.external)
        const middle = view.bid > 0 && view.ask > 0 ? (view.bid + view.ask) / 2 : 0
        const sight: Sight = sampleSight({
          time: view.time,
          restingOrders: engine === 'book',
          market: sampleView(Math.floor(view.external), {
            mid: Math.floor(middle * 1e6),
            bestBid: Math.floor(view.bid * 1e6),
            bestAsk: Math.floor(view.ask * 1e6),
          }),
          external: Math.floor(view.external * 1e6),
          volumeLots: view.volume,
          account: {
            equity: worth,
            free: Math.floor(worth - notional / 40),
            size: own.size,
            notional,
            filledLots: own.filled,
            openOrders: openOrders[account],
          },
        })
        wakes[account] = behaviour.wake(member, wakes[account], sight, (order) => {
          run.sent[kind] = (run.sent[kind] ?? 0) + 1
          queue.push({ account, order })
        })
      }
    }
    const due = queue
    queue = []
    for (const { account, order } of due) {
      if (order.kind === PLACE) place(account, order)
      else if (order.kind === CANCEL) book = book.filter((o) => o.account !== account || o.tag !== order.tag)
      else if (order.kind === CANCEL_ALL) book = book.filter((o) => o.account !== account)
    }
    accounts.forEach((a, account) => {
      if (a.size !== 0 && equity(a) < Math.abs(a.size) * external * 0.0125) {
        const { kind } = owners[account]
        run.liquidated[kind] = (run.liquidated[kind] ?? 0) + 1
        a.cash += a.size * external
        a.size = 0
        book = book.filter((o) => o.account !== account)
      }
    })
    const bid = best(BUY)
    const ask = best(SELL)
    seen = { time, external, bid, ask, volume, accounts: accounts.map((a) => ({ ...a })) }
    openOrders = accounts.map(() => 0)
    for (const { account } of book) openOrders[account] += 1
    if (bid > 0 && ask > 0) run.basisBps.push(((bid + ask) / 2 / external - 1) * 10_000)
    else empty += 1
    run.openInterest.push(accounts.reduce((sum, a) => sum + Math.max(0, a.size), 0) * external)
  }
  return { ...run, price: external, empty }
}
