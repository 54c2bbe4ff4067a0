import { z } from 'zod'
import type { DecimalText, Duration, Money, Rate } from '../quantities.ts'
import { choice, count, decimal, defaulted, duration, fields, money, rate } from '../value-schemas.ts'

/** When a curve is moved back onto the index. */
export type RecentringText =
  | { readonly kind: 'interval'; readonly every: Duration; readonly payer: 'fund' | 'fees' }
  | { readonly kind: 'gap'; readonly band: Rate; readonly payer: 'fund' | 'fees' }

/** How the comparison's second arm cuts a book's ladder from the curve. */
export interface LadderText {
  /** Distance of levels, as a share of the starting index; at least a tick. */
  readonly step: Rate
  /** Levels on each side. */
  readonly levels: number
  readonly refill: 'mirror' | 'same' | 'none'
  /** Time between the owner's looks at its fills. */
  readonly interval: Duration
}

/** An engine that prices by a curve, and trades from one pool. */
export interface VirtualAmmText {
  readonly kind: 'virtual-amm'
  readonly curve: 'constant-product' | 'linear'
  /** What the pool begins with. */
  readonly capital: Money
  readonly depth: { readonly within: Rate; readonly notional: Money }
  readonly backing: 'capital' | 'fund' | 'none'
  readonly spread: Rate
  readonly tradeLimit?: Rate
  readonly fluctuation?: Rate
  readonly largestOrder?: DecimalText
  readonly level: Rate
  readonly recentring?: RecentringText
  readonly ladder: LadderText
}

/** An engine where orders meet. */
export interface OrderBookText {
  readonly kind: 'order-book'
  /** What the market makers that rest quotes share, in place of their own deposits; 0: they quote with those. */
  readonly capital: Money
  readonly purgeReduceOnly: 'at-once' | 'when-met'
  readonly orders: number
  readonly mostOrders: number
  readonly levels: number
  readonly mostLevels: number
}

/** One engine of the scenario. */
export type EngineText = VirtualAmmText | OrderBookText

const payer = choice('Who pays for re-centring', ['fund', 'fees'] as const, 'fund')
const share = { least: '0', most: '1' } as const

const recentring = z
  .discriminatedUnion('kind', [
    fields({ kind: z.literal('interval'), every: duration('Time between', { sign: 'positive' }), payer }),
    fields({ kind: z.literal('gap'), band: rate('Gap to the index from which it is moved', share), payer }),
  ])
  .describe('When the curve is moved back onto the index')

const ladder = defaulted(
  {
    step: rate('Distance of levels, as a share of the starting index', { otherwise: '2bps', ...share }),
    levels: count('Levels on each side', 'levels', { otherwise: 400, least: 1, most: 100_000 }),
    refill: choice('What becomes of filled lots', ['mirror', 'same', 'none'] as const, 'mirror'),
    interval: duration('Time between the owner’s looks at its fills', { otherwise: '1s', sign: 'positive' }),
  },
  'The book’s ladder that the comparison cuts from this curve',
)

const engine = z.discriminatedUnion('kind', [
  fields({
    kind: z.literal('virtual-amm'),
    curve: choice('Shape of the curve', ['constant-product', 'linear'] as const, 'constant-product'),
    capital: money('What the pool begins with'),
    depth: fields({
      within: rate('Move of the marginal price', { otherwise: '100bps', ...share }),
      notional: money('Notional of buying that makes this move', { sign: 'positive' }),
    }).describe('Depth of the curve at the starting index'),
    backing: choice('What stands behind the pool', ['capital', 'fund', 'none'] as const, 'capital'),
    spread: rate('Share of the curve’s quote that a taker pays on top', {
      otherwise: '0',
      least: '0',
      most: '0.999999',
    }),
    tradeLimit: rate('Largest share of a reserve that an order may ask', share).exactOptional(),
    fluctuation: rate('Share by which the price may leave an earlier block’s', {
      least: '0',
      most: '0.999999',
    }).exactOptional(),
    largestOrder: decimal('Largest order', 'base units').exactOptional(),
    level: rate('Width of one level of depth', { otherwise: '10bps', least: '0', most: '0.999999' }),
    recentring: recentring.exactOptional(),
    ladder,
  }),
  fields({
    kind: z.literal('order-book'),
    capital: money(
      'What the makers that rest quotes share equally, in place of their own deposits; 0: they quote with those',
      { otherwise: '0' },
    ),
    purgeReduceOnly: choice(
      'When a reduce-only order with nothing left goes',
      ['at-once', 'when-met'] as const,
      'at-once',
    ),
    orders: count('Room for resting orders to begin with', 'orders', { otherwise: 1024, least: 1, most: 2_097_150 }),
    mostOrders: count('Most resting orders', 'orders', { otherwise: 2_097_150, least: 1, most: 2_097_150 }),
    levels: count('Ticks that the ladder covers to begin with', 'ticks', {
      otherwise: 4096,
      least: 1,
      most: 4_194_304,
    }),
    mostLevels: count('Most ticks between resting prices', 'ticks', {
      otherwise: 4_194_304,
      least: 1,
      most: 4_194_304,
    }),
  }),
])

/** Schema of `engines`: each runs with all the rest of the scenario. */
export const enginesSchema: z.ZodType<Readonly<Record<string, EngineText>>> = z
  .record(z.string(), engine)
  .describe('The engines under test, by name')
