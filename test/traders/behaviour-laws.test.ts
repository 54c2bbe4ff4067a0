import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outgoing } from '../../src/market/transaction.ts'
import { LIQUIDATE, PLACE } from '../../src/market/transaction.ts'
import { arbitrageur } from '../../src/traders/arbitrageur.ts'
import type { Behaviour } from '../../src/traders/behaviour.ts'
import type { Seat } from '../../src/traders/crowd.ts'
import { liquidator } from '../../src/traders/liquidator.ts'
import { marketMaker } from '../../src/traders/market-maker.ts'
import { noise } from '../../src/traders/noise.ts'
import { probe } from '../../src/traders/probe.ts'
import type { Sight } from '../../src/traders/sight.ts'
import { staticLadder } from '../../src/traders/static-ladder.ts'
import { traderDefaults } from '../../src/traders/trader-defaults.ts'
import { trend } from '../../src/traders/trend.ts'
import { SAMPLE_PRICE, sampleSight, sampleView } from './sample-sight.ts'

const defaults = traderDefaults(1_000_000)
const lists: Readonly<Record<string, (seat: Seat) => Behaviour>> = {
  noise: (seat) => noise(seat, { ...defaults.noise, patientShare: 0.3 }),
  trend: (seat) => trend(seat, { ...defaults.trend, lookback: 60_000 }),
  'market-maker': (seat) => marketMaker(seat, defaults['market-maker']),
  arbitrageur: (seat) => arbitrageur(seat, defaults.arbitrageur),
  liquidator: (seat) => liquidator(seat, defaults.liquidator),
  probe: (seat) =>
    probe(seat, {
      ...defaults.probe,
      side: 0,
      notional: 1e11,
      after: 60_000,
      style: { kind: 'twap', slices: 5, every: 10_000 },
      hold: 60_000,
    }),
  'static-ladder': (seat) =>
    staticLadder(
      { ...seat, count: 1 },
      {
        deposit: 1e12,
        bids: [{ price: SAMPLE_PRICE - 10, lots: 50 }],
        asks: [{ price: SAMPLE_PRICE + 10, lots: 70 }],
        refill: 'mirror',
        tickUnits: 10,
        interval: 2000,
      },
    ),
}

/** How a market goes on in time. */
type World = (time: number, member: number) => Sight

const TICK = 10

/** A market that wanders by a wave of its own and gives each member a position of its own. */
const world = (
  { swing, basis, size, resting }: { swing: number; basis: number; size: number; resting: boolean },
  delay = 2000,
): World => {
  let filled = 0
  return (now, member) => {
    const time = now - delay
    const phase = Math.abs((Math.floor(time / 1000) % 600) - 300) / 300
    const price = Math.floor(SAMPLE_PRICE * (1 + swing * (phase - 0.5)))
    const mid = price * (1 + basis)
    const own = Math.round(size * (1 - 2 * phase)) * (member % 2 === 0 ? 1 : -1)
    filled += 2 * Math.abs(size)
    return sampleSight({
      time,
      restingOrders: resting,
      tickUnits: TICK,
      volumeLots: Math.floor(time / 10),
      market: sampleView(price, {
        mid: Math.floor(mid * 1e6),
        bestBid: Math.floor((mid - 7) * 1e6),
        bestAsk: Math.floor((mid + 7) * 1e6),
      }),
      account: { size: own, notional: Math.abs(own) * price, filledLots: filled, openOrders: member },
      liquidatable: () => [
        { account: 900 + (Math.floor(time / 5000) % 7), size: 4000, equity: 5 },
        { account: 950, size: -900, equity: 50 },
      ],
    })
  }
}

const shapes = fc.record({
  swing: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
  basis: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
  size: fc.integer({ min: -3000, max: 3000 }),
  resting: fc.boolean(),
})
const worlds: fc.Arbitrary<World> = shapes.map((shape) => world(shape))

interface Life {
  readonly wakes: number[][]
  readonly sent: { readonly member: number; readonly now: number; readonly order: Outgoing }[]
}

/** Lets the members live until `end`, in the order of their wake-ups. */
const live = (behaviour: Behaviour, sights: World, end: number, from?: number[]): Life => {
  const next = from ?? Array.from({ length: behaviour.count }, (_, member) => behaviour.firstWake(member))
  const life: Life = { wakes: next.map((time) => [time]), sent: [] }
  for (;;) {
    const now = Math.min(...next)
    if (now > end) return life
    const member = next.indexOf(now)
    next[member] = behaviour.wake(member, now, sights(now, member), (order) => life.sent.push({ member, now, order }))
    if (!(next[member] > now)) throw new Error(`member ${member} woken at ${now} wants to be woken at ${next[member]}`)
    life.wakes[member].push(next[member])
  }
}

const seatOf = (count: number): Seat => ({ seed: 7, group: 3, count, start: 1000 })
const HOUR = 3_600_000

describe.each(Object.entries(lists))('%s', (kind, make) => {
  const end = kind === 'noise' ? 2 * HOUR : HOUR / 8

  test('a member is woken at whole milliseconds after now, first not before the start, and has a whole deposit', () => {
    const behaviour = make(seatOf(6))
    expect(behaviour.kind).toBe(kind)
    for (let member = 0; member < behaviour.count; member++) {
      expect(Number.isSafeInteger(behaviour.deposit(member)) && behaviour.deposit(member) > 0).toBe(true)
      expect(behaviour.firstWake(member)).toBeGreaterThanOrEqual(1000)
    }
    const { wakes } = live(behaviour, world({ swing: 0.05, basis: 0.001, size: 100, resting: true }), end)
    for (const time of wakes.flat()) expect(time === Number.POSITIVE_INFINITY || Number.isSafeInteger(time)).toBe(true)
  })

  test('every order is of whole lots, within an int32, and its limit a whole positive number of ticks', () => {
    fc.assert(
      fc.property(worlds, (sights) => {
        for (const { order } of live(make(seatOf(3)), sights, end).sent) {
          for (const figure of Object.values(order)) if (!Number.isSafeInteger(figure)) throw new Error(`${figure}`)
          if (order.kind === LIQUIDATE) expect(order.target).toBeGreaterThanOrEqual(900)
          if (order.kind !== PLACE) continue
          const { lots = 0, limit = 0 } = order
          if (!(lots >= 1 && lots < 2 ** 31 && limit > 0 && limit % TICK === 0)) throw new Error(JSON.stringify(order))
        }
      }),
      { numRuns: 8 },
    )
  })

  test('the same seed and sights give the same transactions', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(live(make(seatOf(3)), world(shape), end)).toEqual(live(make(seatOf(3)), world(shape), end))
      }),
      { numRuns: 3 },
    )
  })

  test('members that are added change nothing for those before them', () => {
    const some = make(seatOf(2))
    const more = make(seatOf(5))
    // The position seen must not hang on how often others look.
    const calm: World = (now) =>
      sampleSight({ time: now - 2000, tickUnits: TICK, account: { size: 40, openOrders: 0 } })
    const few = live(some, calm, end)
    const many = live(more, calm, end)
    for (let member = 0; member < some.count; member++) {
      expect(more.deposit(member)).toBe(some.deposit(member))
      expect(many.wakes[member]).toEqual(few.wakes[member])
      const own = ({ sent }: Life): unknown[] => sent.filter((s) => s.member === member)
      expect(own(many)).toEqual(own(few))
    }
  })

  test('a list restored from its arrays goes on as if nothing had happened', () => {
    const shape = { swing: 0.08, basis: 0.002, size: 300, resting: true }
    const flow: World = (now, member) => world(shape)(now, member)
    const original = make(seatOf(3))
    const first = live(original, flow, end / 2)
    const next = first.wakes.map((times) => times[times.length - 1])
    const resumed = make(seatOf(3))
    for (const [name, array] of Object.entries(resumed.state())) array.set(original.state()[name])
    expect(live(resumed, flow, end, [...next])).toEqual(live(original, flow, end, [...next]))
    expect(resumed.state()).toEqual(original.state())
  })
})

describe('what traders draw hangs on nothing but themselves', () => {
  test.each(['noise', 'trend', 'market-maker', 'arbitrageur', 'liquidator'])(
    '%s wakes at the same times whatever it sees',
    (kind) => {
      fc.assert(
        fc.property(worlds, worlds, (one, other) => {
          const end = kind === 'noise' ? 2 * HOUR : HOUR / 10
          expect(live(lists[kind](seatOf(4)), one, end).wakes).toEqual(live(lists[kind](seatOf(4)), other, end).wakes)
        }),
        { numRuns: 4 },
      )
    },
  )

  test('noise has the same intents, side by side and atom by atom, under two markets that have nothing in common', () => {
    fc.assert(
      fc.property(worlds, worlds, fc.integer({ min: 1, max: 12 }), (one, other, hours) => {
        const here = lists.noise(seatOf(20))
        const there = lists.noise(seatOf(20))
        live(here, one, hours * HOUR)
        live(there, other, hours * HOUR)
        // sides, notionals, meant exposures and counts of wake-ups
        expect(here.state()).toEqual(there.state())
      }),
      { numRuns: 10 },
    )
  })

  test('noise asks for the same lots on both engines as long as its positions agree, whatever the quotes', () => {
    const shape = { swing: 0.05, size: 0 }
    const here = live(lists.noise(seatOf(20)), world({ ...shape, basis: 0.004, resting: true }), 8 * HOUR)
    const there = live(lists.noise(seatOf(20)), world({ ...shape, basis: -0.01, resting: false }), 8 * HOUR)
    expect(here.sent.length).toBeGreaterThan(200)
    const asked = ({ sent }: Life): unknown[] =>
      sent.map(({ member, now, order: { side, lots } }) => [member, now, side, lots])
    expect(asked(here)).toEqual(asked(there))
  })
})
