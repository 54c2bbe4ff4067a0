import fc from 'fast-check'
import { inOrder } from '../models/liquidation.ts'
import { firstTrader } from '../models/state.ts'
import type { PlaceWords } from '../models/words.ts'
import type { ModelledRun } from './modelled-run.ts'
import {
  BLOCK,
  buy,
  command,
  lots,
  market,
  mayMove,
  member,
  named,
  of,
  priceAt,
  sizeOf,
  tag,
  ticks,
  triggerAt,
} from './script-command.ts'

/** An order of any kind. */
export const places = fc
  .record({
    who: member,
    market,
    buy,
    lots,
    ticks,
    priced: fc.constantFrom(true, true, true, false),
    timeInForce: fc.constantFrom<PlaceWords['timeInForce'][]>(
      'good-til-cancelled',
      'good-til-cancelled',
      'good-til-cancelled',
      'immediate-or-cancel',
      'fill-or-kill',
      'post-only',
    ),
    reduceOnly: fc.constantFrom(false, false, false, true),
    slide: buy,
    selfTrade: fc.constantFrom<PlaceWords['selfTrade'][]>('cancel-resting', 'cancel-incoming', 'decrement-both'),
    blocks: fc.constantFrom(0, 0, 0, 1, 3),
    trigger: fc.option(fc.oneof(fc.constant(0), fc.integer({ min: -1500, max: 1500 })), { freq: 6, nil: undefined }),
    tag,
  })
  .map((drawn) =>
    command('place', (run) => {
      const { m, market: symbol } = named(run, drawn.market)
      const { timeInForce, trigger, reduceOnly, selfTrade } = drawn
      const price = drawn.priced || timeInForce === 'post-only' ? { price: priceAt(run, m, drawn.ticks) } : {}
      const mark = trigger === undefined ? '' : triggerAt(run, m, trigger)
      return [
        {
          do: 'place',
          account: of(drawn.who),
          market: symbol,
          side: drawn.buy ? 'buy' : 'sell',
          size: sizeOf(run, m, drawn.lots),
          ...price,
          timeInForce,
          reduceOnly,
          slide: drawn.slide && timeInForce === 'post-only',
          selfTrade,
          ...(drawn.blocks > 0 && { goodTil: `${run.now + drawn.blocks * BLOCK}ms` }),
          ...(trigger !== undefined && {
            trigger: trigger > 0 || (trigger === 0 && drawn.buy) ? { above: mark } : { below: mark },
          }),
          tag: drawn.tag,
        },
      ]
    }),
  )

/** An order as most are. */
const order = (
  run: ModelledRun,
  m: number,
  drawn: { readonly who: number; readonly buy: boolean; readonly lots: number; readonly ticks?: number },
): PlaceWords => ({
  do: 'place',
  account: of(drawn.who),
  market: run.model.terms.markets[m].symbol,
  side: drawn.buy ? 'buy' : 'sell',
  size: sizeOf(run, m, drawn.lots),
  ...(drawn.ticks !== undefined && { price: priceAt(run, m, drawn.ticks) }),
  timeInForce: drawn.ticks === undefined ? 'immediate-or-cancel' : 'good-til-cancelled',
  reduceOnly: false,
  slide: false,
  selfTrade: 'cancel-resting',
  tag: 1,
})

/** One rests, another takes it; on a curve both trade at the market. */
const meeting = function* (
  run: ModelledRun,
  m: number,
  drawn: {
    readonly maker: number
    readonly taker: number
    readonly buy: boolean
    readonly lots: number
    readonly ticks: number
  },
): Generator<PlaceWords> {
  const { maker, taker, buy: buys, ...rest } = drawn
  const { ticks: priced, ...unpriced } = rest
  const terms = run.model.terms.engine.kind === 'order-book' ? { ...unpriced, ticks: priced } : unpriced
  yield order(run, m, { ...terms, who: maker, buy: !buys })
  yield order(run, m, { ...terms, who: taker, buy: buys })
}

/** Two that trade with each other. */
export const trades = fc
  .record({ maker: member, taker: member, market, buy, lots, ticks })
  .map((drawn) => command('trade', (run) => meeting(run, named(run, drawn.market).m, drawn)))

/** A market order. */
export const takes = fc
  .record({ who: member, market, buy, lots })
  .map((drawn) => command('take', (run) => [order(run, named(run, drawn.market).m, drawn)]))

/** Two stand against each other with all they have, the price moves, a third quotes there, and the block takes who falls. */
export const squeezes = fc
  .record({
    who: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 3, maxLength: 3 }),
    market,
    hundreds: fc.oneof(
      fc.integer({ min: 1, max: 95 }),
      fc.integer({ min: 85, max: 95 }),
      fc.integer({ min: 96, max: 195 }),
    ),
    quoted: fc.integer({ min: 0, max: 40 }),
    by: fc.constantFrom('1/10', '-1/11', '1/4', '-1/5', '1/50'),
    away: fc.integer({ min: 0, max: 300 }),
    taken: fc.constantFrom(false, false, true),
  })
  .map(({ who, market: drawn, hundreds, quoted, by, away, taken }) =>
    command('squeeze', function* (run) {
      const { m, market: symbol } = named(run, drawn)
      const [maker, taker, other] = who
      yield* meeting(run, m, { maker, taker, buy: true, lots: hundreds * 100, ticks: 0 })
      if (mayMove(run, m, by)) yield { do: 'move-price', market: symbol, by }
      if (quoted > 0 && run.model.terms.engine.kind === 'order-book') {
        yield order(run, m, { who: other, buy: true, lots: quoted * 100, ticks: 0 - away })
        yield order(run, m, { who: other, buy: false, lots: quoted * 100, ticks: away + 1 })
      }
      yield 'block'
      const { terms, state } = run.model
      const [below] = inOrder(terms, state)
      if (taken && below !== undefined)
        yield { do: 'liquidate', account: of(below - firstTrader(state.markets.length)), by: of(other) }
    }),
  )

/** An order on each side of the true price. */
export const quotations = fc
  .record({ who: member, market, lots, ticks: fc.constantFrom(1, 1, 2, 3, 30) })
  .map((drawn) =>
    command('quote', (run) => {
      const { m, market: symbol } = named(run, drawn.market)
      return (['buy', 'sell'] as const).map((side) => ({
        do: 'place',
        account: of(drawn.who),
        market: symbol,
        side,
        size: sizeOf(run, m, drawn.lots),
        price: priceAt(run, m, side === 'buy' ? 0 - drawn.ticks : drawn.ticks),
        timeInForce: 'post-only',
        reduceOnly: false,
        slide: true,
        selfTrade: 'cancel-resting',
        tag: 2,
      }))
    }),
  )

/** Other lots and another price under a tag. */
export const replacements = fc.record({ who: member, market, tag, lots, ticks }).map((drawn) =>
  command('replace', (run) => {
    const { m, market: symbol } = named(run, drawn.market)
    const [size, price] = [sizeOf(run, m, drawn.lots), priceAt(run, m, drawn.ticks)]
    return [{ do: 'replace', account: of(drawn.who), market: symbol, tag: drawn.tag, size, price }]
  }),
)

/** Fewer lots or more, at the same price or another, of an order that rests. */
export const resizings = fc
  .record({
    market,
    which: fc.nat(5),
    percent: fc.constantFrom(50, 99, 100, 100, 130),
    ticks: fc.constantFrom(0, 0, 0, 0, 1, -1, 40),
  })
  .map((drawn) =>
    command('resize', (run) => {
      const { m, market: symbol } = named(run, drawn.market)
      const { terms, state } = run.model
      const { book } = state.markets[m]
      if (book.length === 0) return []
      const found = book[drawn.which % book.length]
      const { tick, unitsPerPrice } = terms.markets[m]
      const changed = Math.max(1, Math.floor((found.lots.toNumber() * drawn.percent) / 100))
      const price = found.price.plus(tick.times(drawn.ticks)).div(unitsPerPrice).toString()
      const account = of(found.account - 4 - 2 * state.markets.length)
      return [{ do: 'replace', account, market: symbol, tag: found.tag, size: sizeOf(run, m, changed), price }]
    }),
  )

/** One order under a tag, or all. */
export const cancels = fc.record({ who: member, market, tag, all: fc.constantFrom(false, false, true) }).map((drawn) =>
  command('cancel', (run) => {
    const { market: symbol } = named(run, drawn.market)
    const whose = { account: of(drawn.who), market: symbol }
    return [drawn.all ? { do: 'cancel-all', ...whose } : { do: 'cancel', ...whose, tag: drawn.tag }]
  }),
)
