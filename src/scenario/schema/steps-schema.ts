import { z } from 'zod'
import type { DecimalText, Duration, Money, Rate } from '../quantities.ts'
import { choice, count, decimal, duration, fields, flag, money, rate, text } from '../value-schemas.ts'

/** Whose account a step acts on: a member of a list of traders, or one of the system's. */
export type StepAccount = 'fund' | 'vault' | { readonly list: number; readonly member: number }

interface At {
  /** At the start of the first block at or after this time. */
  readonly at: Duration
}
interface OfAccount extends At {
  readonly account: StepAccount
}
interface OfMarket {
  /** Symbol; the first market when left out. */
  readonly market?: string
}

/** The mark at which an order that waits is submitted. */
export type TriggerText = { readonly above: DecimalText } | { readonly below: DecimalText }

/** A scripted action. */
export type StepText =
  | (OfAccount & OfMarket & { readonly do: 'deposit' | 'withdraw'; readonly amount: Money })
  | (OfAccount &
      OfMarket & {
        readonly do: 'place'
        readonly side: 'buy' | 'sell'
        readonly size: DecimalText
        /** A market order when left out. */
        readonly price?: DecimalText
        readonly timeInForce: 'good-til-cancelled' | 'immediate-or-cancel' | 'fill-or-kill' | 'post-only'
        readonly reduceOnly: boolean
        /** With `post-only`: re-priced instead of refused. */
        readonly slide: boolean
        readonly selfTrade: 'cancel-resting' | 'cancel-incoming' | 'decrement-both'
        /** A time of the run, as `at` is. */
        readonly goodTil?: Duration
        readonly trigger?: TriggerText
        readonly tag: number
      })
  | (OfAccount & OfMarket & { readonly do: 'cancel'; readonly tag: number })
  | (OfAccount & OfMarket & { readonly do: 'cancel-all' })
  | (OfAccount &
      OfMarket & {
        readonly do: 'replace'
        readonly tag: number
        readonly size: DecimalText
        readonly price: DecimalText
      })
  | (OfAccount & OfMarket & { readonly do: 'liquidate'; readonly by: StepAccount })
  | (OfAccount & OfMarket & { readonly do: 'settle-funding' })
  | (At & OfMarket & { readonly do: 'move-price'; readonly by: Rate })
  | (At & OfMarket & { readonly do: 'publish' })
  | (At & OfMarket & { readonly do: 'pause'; readonly what: 'nothing' | 'opening' | 'liquidation' | 'both' })
  | (At & {
      readonly do: 'fail-oracle'
      readonly kind: 'stuck' | 'silent' | 'spike' | 'bias' | 'delayed'
      readonly source: number | 'all'
      readonly for: Duration
      /** Of a spike. */
      readonly factor?: Rate
      /** Of a bias a rate, of a delay a duration. */
      readonly by?: Rate | Duration
    })

const at = duration('When: at the first block at or after this time')
const who = z
  .union([
    z.enum(['fund', 'vault']),
    fields({
      list: count('Position of the list in `traders`, from 0', 'position'),
      member: count('Member of the list, from 0', 'member', { otherwise: 0 }),
    }),
  ])
  .describe('Whose account')
const market = text('Symbol; the first market when left out', /\S/, 'the symbol of a market').exactOptional()
const whose = text(
  'Symbol of the market whose account it is where margin is isolated; the list’s own when left out',
  /\S/,
  'the symbol of a market',
).exactOptional()
const amount = money('How much', { sign: 'positive' })
const size = decimal('Size', 'base units')
const price = decimal('Worst price', 'quote per base')
const tag = count('The sender’s own number for the order', 'tag', { most: 2_147_483_647 })

/** Schema of `steps`. */
export const stepsSchema: z.ZodType<readonly StepText[]> = z
  .array(
    z.discriminatedUnion('do', [
      fields({ at, do: z.enum(['deposit', 'withdraw']), account: who, market: whose, amount }),
      fields({
        at,
        do: z.literal('place'),
        account: who,
        market,
        side: choice('Side', ['buy', 'sell'] as const),
        size,
        price: price.exactOptional(),
        timeInForce: choice(
          'What becomes of what does not trade at once',
          ['good-til-cancelled', 'immediate-or-cancel', 'fill-or-kill', 'post-only'] as const,
          'good-til-cancelled',
        ),
        reduceOnly: flag('The order may only reduce the position', false),
        slide: flag('With post-only: where it would trade it is re-priced, not refused', false),
        selfTrade: choice(
          'What becomes of an order that meets one of the same owner',
          ['cancel-resting', 'cancel-incoming', 'decrement-both'] as const,
          'cancel-resting',
        ),
        goodTil: duration('When the order is taken off, as a time of the run').exactOptional(),
        trigger: z
          .union([
            fields({ above: decimal('Submitted when the mark is at or above it', 'quote per base') }),
            fields({ below: decimal('Submitted when the mark is at or below it', 'quote per base') }),
          ])
          .describe('The order waits for the mark: above or below a price')
          .exactOptional(),
        tag: count('The sender’s own number for the order', 'tag', { otherwise: 0, most: 2_147_483_647 }),
      }),
      fields({ at, do: z.literal('cancel'), account: who, market, tag }),
      fields({ at, do: z.literal('cancel-all'), account: who, market }),
      fields({ at, do: z.literal('replace'), account: who, market, tag, size, price }),
      fields({ at, do: z.literal('liquidate'), account: who, market: whose, by: who }),
      fields({ at, do: z.literal('settle-funding'), account: who, market: whose }),
      fields({
        at,
        do: z.literal('move-price'),
        market,
        by: rate('Relative change of the true price from now on, signed', { least: '-0.999', most: '1000' }),
      }),
      fields({ at, do: z.literal('publish'), market }),
      fields({
        at,
        do: z.literal('pause'),
        market,
        what: choice('What is paused from now on', ['nothing', 'opening', 'liquidation', 'both'] as const),
      }),
      fields({
        at,
        do: z.literal('fail-oracle'),
        kind: choice('How the sources fail', ['stuck', 'silent', 'spike', 'bias', 'delayed'] as const, 'silent'),
        source: z
          .union([count('Position in the list of sources, from 0', 'position'), z.literal('all')])
          .default('all')
          .describe('Which source; all when left out'),
        for: duration('How long', { sign: 'positive' }),
        factor: rate('Of a spike: what the price is multiplied by', { least: '0' }).exactOptional(),
        by: text(
          'Of a bias: part by which the price is off, signed; of delayed: what is added to the delay',
          /\S/,
          'a rate of a bias (-2%), or a duration of a delay (3s), as text',
        ).exactOptional(),
      }),
    ]),
  )
  .describe('Scripted actions, in the order of their times')
