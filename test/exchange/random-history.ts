import fc from 'fast-check'
import { expect } from 'vitest'
import { audit, isConserved } from '../../src/exchange/audit.ts'
import type { Exchange } from '../../src/exchange/exchange.ts'
import {
  CANCEL_INCOMING,
  DECREMENT_BOTH,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SLIDE,
} from '../../src/market/order-flags.ts'
import type { Side } from '../../src/market/side.ts'
import {
  type EngineName,
  type SmallConfig,
  type SmallExchange,
  START_PRICE,
  smallExchange,
  transaction,
} from './small-exchange.ts'

const TRADERS = 8
const FIRST = (markets: number): number => 4 + markets * 2

type Action =
  | {
      readonly do: 'place'
      readonly who: number
      readonly market: number
      readonly side: Side
      readonly lots: number
      readonly ticks: number
      readonly flags: number
      readonly tag: number
      readonly trigger: 0 | 1 | 2
    }
  | { readonly do: 'cancel' | 'cancel-all'; readonly who: number; readonly market: number; readonly tag: number }
  | {
      readonly do: 'replace'
      readonly who: number
      readonly market: number
      readonly tag: number
      readonly lots: number
      readonly ticks: number
    }
  | { readonly do: 'deposit' | 'withdraw'; readonly who: number; readonly atoms: number }
  | { readonly do: 'mark'; readonly market: number; readonly bps: number }
  | { readonly do: 'funding'; readonly market: number; readonly ratePico: number }
  | { readonly do: 'block' }
  | { readonly do: 'bot'; readonly who: number; readonly target: number }

const who = fc.nat(TRADERS - 1)
const side = fc.constantFrom<Side>(0, 1)
const flags = fc.constantFrom(
  0,
  0,
  0,
  IMMEDIATE_OR_CANCEL,
  FILL_OR_KILL,
  POST_ONLY,
  POST_ONLY | SLIDE,
  REDUCE_ONLY,
  MARKET,
  MARKET | REDUCE_ONLY,
  CANCEL_INCOMING,
  DECREMENT_BOTH,
)
const ticks = fc.integer({ min: -800, max: 800 })
const lots = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 4000 }))
const actions = (markets: number): fc.Arbitrary<Action> => {
  const market = fc.nat(markets - 1)
  const tag = fc.integer({ min: 1, max: 4 })
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        do: fc.constant('place' as const),
        who,
        market,
        side,
        lots,
        ticks,
        flags,
        tag,
        trigger: fc.constantFrom<0 | 1 | 2>(0, 0, 0, 0, 1, 2),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'cancel-all' as const), who, market, tag }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('replace' as const), who, market, tag, lots, ticks }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constantFrom('deposit' as const, 'withdraw' as const),
        who,
        atoms: fc.integer({ min: 1, max: 400_000_000 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('mark' as const), market, bps: fc.integer({ min: -1500, max: 1500 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('funding' as const),
        market,
        ratePico: fc.integer({ min: -4e10, max: 4e10 }),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('block' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('bot' as const), who, target: who }) },
  )
}

const run = (
  { exchange, liquidations, waterfall }: SmallExchange,
  markets: number,
  action: Action,
  block: number,
): void => {
  const account = 'who' in action ? FIRST(markets) + action.who : 0
  switch (action.do) {
    case 'place': {
      const limit = (action.flags & MARKET) !== 0 ? 0 : START_PRICE + action.ticks * 10
      const { market, side, lots, flags, tag, trigger } = action
      exchange.place(
        transaction({
          account,
          market,
          side,
          lots,
          limit,
          flags,
          tag,
          trigger,
          triggerPrice: START_PRICE + 50 * action.ticks,
        }),
      )
      break
    }
    case 'cancel':
      exchange.cancel(account, action.market, action.tag)
      break
    case 'cancel-all':
      exchange.cancelAll(account, action.market)
      break
    case 'replace':
      exchange.replace(account, action.market, action.tag, action.lots, START_PRICE + action.ticks * 10)
      break
    case 'deposit':
      exchange.deposit(account, action.atoms)
      break
    case 'withdraw':
      exchange.withdraw(account, action.atoms)
      break
    case 'mark':
      exchange.markets.mark[action.market] = Math.max(
        100,
        Math.round((exchange.markets.mark[action.market] * (10_000 + action.bps)) / 10_000),
      )
      break
    case 'funding':
      exchange.funding.accrue(action.market, action.ratePico, START_PRICE * 1_000_000)
      break
    case 'bot':
      liquidations.byBot(FIRST(markets) + action.target, account)
      break
    case 'block':
      for (let m = 0; m < markets; m++) exchange.runTriggers(m)
      liquidations.endOfBlock()
      waterfall.backPools()
      exchange.closeBlock()
      exchange.openBlock(block, block * 1000)
  }
}

const started = (config: SmallConfig): SmallExchange => {
  const made = smallExchange({ fund: 20_000_000, vault: 50_000_000, ...config })
  for (let i = 0; i < TRADERS; i++) made.exchange.deposit(made.exchange.openAccount(), 300_000_000)
  return made
}

/** Exposure of resting orders, added up order by order. */
const exposureOf = (exchange: Exchange, market: number, account: number): [number, number] => {
  const { orders } = exchange.venues[market]
  let buys = 0
  let sells = 0
  for (let handle = orders.first(account); handle !== 0; handle = orders.after(handle)) {
    if ((orders.flagsOf(handle) & REDUCE_ONLY) !== 0) continue
    if (orders.sideOf(handle) === 0) buys += orders.lotsOf(handle)
    else sells += orders.lotsOf(handle)
  }
  return [buys, sells]
}

const configs: readonly Omit<SmallConfig, 'engine' | 'markets'>[] = [
  {},
  {
    takers: [
      { kind: 'engine' },
      { kind: 'backstop', deposit: 0, limit: 4e8 },
      { kind: 'deleverage', policy: 'pro-rata', price: 'mark' },
    ],
    payers: [{ kind: 'fund' }, { kind: 'vault', limit: 1e7 }, { kind: 'socialise', among: 'all-positions' }],
  },
  { takers: [{ kind: 'deleverage', policy: 'queue', price: 'bankruptcy', includePool: true }], payers: [] },
  { backing: 'none', pool: 1 },
  { backing: 'fund', pool: 50_000_000 },
  { mode: 'bots', payers: [{ kind: 'socialise', among: 'opposite' }] },
]

/** The whole property: a random history on a random configuration neither makes nor loses money or lots in any action. */
export const conserves = (engine: EngineName, markets: number, longest: number): fc.IRawProperty<unknown> =>
  fc.property(
    fc.constantFrom(...configs),
    fc.array(actions(markets), { minLength: 1, maxLength: longest }),
    (config, list) => {
      const made = started({ engine, markets, ...config })
      const { exchange, search } = made
      list.forEach((action, block) => {
        run(made, markets, action, block + 1)
        expect(isConserved(audit(exchange.ledger)), JSON.stringify(action)).toBe(true)
      })
      expect(search.list()).toEqual(search.scan())
      for (let m = 0; m < markets; m++)
        for (let account = 0; account < exchange.accounts.count; account++) {
          const { orders } = exchange.venues[m]
          expect([orders.restingLots(account, 0), orders.restingLots(account, 1)]).toEqual(
            exposureOf(exchange, m, account),
          )
        }
    },
  ) as fc.IRawProperty<unknown>
