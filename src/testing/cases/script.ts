import fc from 'fast-check'
import type { StepText } from '../../scenario/schema/steps-schema.ts'

/** What a script needs of the scenario that it is for. */
export interface ScriptNeeds {
  /** Symbols of the markets, with their prices at the start (quote per base), ticks and lots as decimals. */
  readonly markets: readonly {
    readonly symbol: string
    readonly price: number
    readonly tick: string
    readonly lot: string
  }[]
  /** Members of the one list of traders. */
  readonly members: number
  /** Milliseconds between blocks. */
  readonly blockTime: number
  /** Largest size of one order in lots. */
  readonly mostLots: number
  /** Largest deposit or withdrawal, quote units. */
  readonly mostMoney: number
}

type Place = Extract<StepText, { readonly do: 'place' }>
type TimeInForce = Place['timeInForce']

/** An order before it has a time and a price: everything in whole numbers, so that it shrinks to small ones. */
interface Draft {
  readonly wait: number
  readonly who: number
  readonly market: number
  readonly action: DraftAction
}

interface OrderDraft {
  readonly do: 'place'
  readonly buy: boolean
  readonly lots: number
  /** Ticks of the limit above the true price; no limit when left out. */
  readonly ticks?: number
  readonly timeInForce: TimeInForce
  readonly reduceOnly: boolean
  readonly slide: boolean
  readonly selfTrade: Place['selfTrade']
  /** Blocks that it rests at most, 0 for good. */
  readonly blocks: number
  /** Basis points of the trigger about the true price; none when left out. */
  readonly trigger?: number
  readonly tag: number
}

type DraftAction =
  | OrderDraft
  /** One rests, the other takes it. */
  | {
      readonly do: 'trade'
      readonly with: number
      readonly buy: boolean
      readonly lots: number
      readonly ticks: number
    }
  /** There and back in one block. */
  | { readonly do: 'round-trip'; readonly buy: boolean; readonly lots: number }
  | { readonly do: 'cancel'; readonly tag: number }
  | { readonly do: 'cancel-all' }
  | { readonly do: 'replace'; readonly tag: number; readonly lots: number; readonly ticks: number }
  | { readonly do: 'deposit' | 'withdraw'; readonly money: number }
  | { readonly do: 'liquidate'; readonly by: number }
  | { readonly do: 'settle-funding' }
  | { readonly do: 'move-price'; readonly bps: number }
  | { readonly do: 'pause'; readonly what: 'nothing' | 'opening' | 'liquidation' | 'both' }
  | { readonly do: 'fail-oracle'; readonly kind: 'stuck' | 'silent'; readonly blocks: number }

const TAGS = 3

const drafts = ({ members, markets, mostLots, mostMoney }: ScriptNeeds): fc.Arbitrary<Draft> => {
  const lots = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: Math.max(1, Math.floor(mostLots / 100)) }).map((x) => x * 100) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 20 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: mostLots }) },
  )
  const ticks = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -5, max: 5 }) },
    { weight: 1, arbitrary: fc.integer({ min: -400, max: 400 }) },
  )
  const tag = fc.integer({ min: 1, max: TAGS })
  const buy = fc.boolean()
  const order = (choices: {
    readonly timeInForce: fc.Arbitrary<TimeInForce>
    readonly priced: boolean
    readonly slide?: fc.Arbitrary<boolean>
    readonly trigger?: fc.Arbitrary<number>
  }): fc.Arbitrary<DraftAction> =>
    fc.record({
      do: fc.constant('place' as const),
      buy,
      lots,
      ...(choices.priced && { ticks }),
      timeInForce: choices.timeInForce,
      reduceOnly: fc.constantFrom(false, false, false, true),
      slide: choices.slide ?? fc.constant(false),
      selfTrade: fc.constantFrom('cancel-resting' as const, 'cancel-incoming' as const, 'decrement-both' as const),
      blocks: fc.constantFrom(0, 0, 0, 1, 4),
      ...(choices.trigger !== undefined && { trigger: choices.trigger }),
      tag,
    }) as fc.Arbitrary<DraftAction>
  const bps = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -15, max: 15 }).map((x) => x * 100) },
    { weight: 2, arbitrary: fc.integer({ min: -6, max: 8 }).map((x) => x * 1000) },
    { weight: 1, arbitrary: fc.integer({ min: -9000, max: 20_000 }) },
  )
  const member = fc.nat(members - 1)
  const action: fc.Arbitrary<DraftAction> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('trade' as const), with: member, buy, lots, ticks }) },
    { weight: 6, arbitrary: order({ timeInForce: fc.constant('good-til-cancelled'), priced: true }) },
    { weight: 3, arbitrary: order({ timeInForce: fc.constant('immediate-or-cancel'), priced: false }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('move-price' as const), bps }) },
    {
      weight: 2,
      arbitrary: order({ timeInForce: fc.constantFrom('immediate-or-cancel', 'fill-or-kill'), priced: true }),
    },
    {
      weight: 2,
      arbitrary: order({ timeInForce: fc.constant('post-only'), priced: true, slide: fc.boolean() }),
    },
    {
      weight: 1,
      arbitrary: order({
        timeInForce: fc.constant('immediate-or-cancel'),
        priced: false,
        trigger: fc.integer({ min: -1500, max: 1500 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('round-trip' as const), buy, lots }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('replace' as const), tag, lots, ticks }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), tag }) },
    { weight: 1, arbitrary: fc.constant({ do: 'cancel-all' as const }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('deposit' as const, 'withdraw' as const, 'withdraw' as const),
        money: fc.integer({ min: 1, max: mostMoney }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('liquidate' as const), by: member }) },
    { weight: 1, arbitrary: fc.constant({ do: 'settle-funding' as const }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('pause' as const),
        what: fc.constantFrom('nothing' as const, 'opening' as const, 'liquidation' as const, 'both' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('fail-oracle' as const),
        kind: fc.constantFrom('stuck' as const, 'silent' as const),
        blocks: fc.integer({ min: 1, max: 5 }),
      }),
    },
  )
  return fc.record({
    wait: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(0, 1) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }) },
    ),
    who: member,
    market: fc.nat(markets.length - 1),
    action,
  })
}

const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0

/** Places a draft in time and at a price. Prices follow the moves of the script itself. */
const written = (drafted: readonly Draft[], needs: ScriptNeeds): readonly StepText[] => {
  const steps: StepText[] = []
  const truth = needs.markets.map(({ price }) => price)
  let block = 1
  for (const { wait, who, market, action } of drafted) {
    block += wait
    const { symbol, tick, lot } = needs.markets[market]
    const blockAt = block
    const at = `${block * needs.blockTime}ms`
    const first = { at, ...(market > 0 && { market: symbol }) }
    const of = (member: number) => ({ ...first, account: { list: 0, member } })
    const own = of(who)
    const size = (lots: number): string => (lots * Number(lot)).toFixed(decimalsOf(lot))
    const priceAt = (ticks: number): string => {
      const whole = Math.max(1, Math.round(truth[market] / Number(tick)) + ticks)
      return (whole * Number(tick)).toFixed(decimalsOf(tick))
    }
    const usual = {
      timeInForce: 'good-til-cancelled',
      reduceOnly: false,
      slide: false,
      selfTrade: 'cancel-resting',
    } as const
    const side = (buy: boolean) => (buy ? ('buy' as const) : ('sell' as const))
    switch (action.do) {
      case 'place': {
        const { buy, lots, ticks, timeInForce, reduceOnly, slide, selfTrade, blocks, trigger, tag } = action
        steps.push({
          ...own,
          do: 'place',
          side: side(buy),
          size: size(lots),
          ...(ticks !== undefined && { price: priceAt(ticks) }),
          timeInForce,
          reduceOnly,
          slide,
          selfTrade,
          ...(blocks > 0 && { goodTil: `${(blockAt + blocks) * needs.blockTime}ms` }),
          ...(trigger !== undefined && {
            trigger:
              trigger >= 0
                ? { above: ((truth[market] * (10_000 + trigger)) / 10_000).toFixed(decimalsOf(tick)) }
                : { below: ((truth[market] * (10_000 + trigger)) / 10_000).toFixed(decimalsOf(tick)) },
          }),
          tag,
        })
        break
      }
      case 'trade': {
        const { buy, lots, ticks } = action
        const price = priceAt(ticks)
        const order = { ...usual, do: 'place', size: size(lots), price, tag: 1 } as const
        steps.push({ ...of(action.with), ...order, side: side(!buy) }, { ...own, ...order, side: side(buy) })
        break
      }
      case 'round-trip': {
        const order = {
          ...usual,
          do: 'place',
          size: size(action.lots),
          timeInForce: 'immediate-or-cancel',
          tag: 0,
        } as const
        steps.push({ ...own, ...order, side: side(action.buy) }, { ...own, ...order, side: side(!action.buy) })
        break
      }
      case 'cancel':
        steps.push({ ...own, do: 'cancel', tag: action.tag })
        break
      case 'cancel-all':
        steps.push({ ...own, do: 'cancel-all' })
        break
      case 'replace':
        steps.push({ ...own, do: 'replace', tag: action.tag, size: size(action.lots), price: priceAt(action.ticks) })
        break
      case 'deposit':
      case 'withdraw':
        steps.push({ at, account: { list: 0, member: who }, do: action.do, amount: String(action.money) })
        break
      case 'liquidate':
        steps.push({ at, account: { list: 0, member: who }, do: 'liquidate', by: { list: 0, member: action.by } })
        break
      case 'settle-funding':
        steps.push({ at, account: { list: 0, member: who }, do: 'settle-funding' })
        break
      case 'move-price':
        truth[market] = (truth[market] * (10_000 + action.bps)) / 10_000
        steps.push({ ...first, do: 'move-price', by: `${action.bps}bps` })
        break
      case 'pause':
        steps.push({ ...first, do: 'pause', what: action.what })
        break
      case 'fail-oracle':
        steps.push({
          at,
          do: 'fail-oracle',
          kind: action.kind,
          source: 'all',
          for: `${action.blocks * needs.blockTime}ms`,
        })
    }
  }
  return steps
}

/**
 * Scripts of orders, cancels, moves of the price, money and failures, at the blocks of a run. They shrink to fewer steps,
 * the first members, whole hundreds of lots and prices near the true one.
 *
 * @param longest - most actions; a few of them are two steps
 */
export const scripts = (needs: ScriptNeeds, longest: number): fc.Arbitrary<readonly StepText[]> =>
  fc.array(drafts(needs), { minLength: 1, maxLength: longest, size: 'max' }).map((drafted) => written(drafted, needs))
