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

/** A scripted action. */
export type StepText =
  | (OfAccount & { readonly do: 'deposit' | 'withdraw'; readonly amount: Money })
  | (OfAccount &
      OfMarket & {
        readonly do: 'place'
        readonly side: 'buy' | 'sell'
        readonly size: DecimalText
        /** A market order when left out. */
        readonly price?: DecimalText
        readonly timeInForce: 'good-til-cancelled' | 'immediate-or-cancel' | 'fill-or-kill' | 'post-only'
        readonly reduceOnly: boolean
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
  | (OfAccount & { readonly do: 'liquidate'; readonly by: StepAccount })
  | (OfAccount & { readonly do: 'settle-funding' })
  | (At & OfMarket & { readonly do: 'move-price'; readonly by: Rate })
  | (At & OfMarket & { readonly do: 'publish' })
  | (At & OfMarket & { readonly do: 'pause'; readonly what: 'nothing' | 'opening' | 'liquidation' | 'both' })
  | (At & {
      readonly do: 'fail-oracle'
      readonly kind: 'stuck' | 'silent'
      readonly source: number | 'all'
      readonly for: Duration
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
const amount = money('How much', { sign: 'positive' })
const size = decimal('Size', 'base units')
const price = decimal('Worst price', 'quote per base')
const tag = count('The sender’s own number for the order', 'tag', { most: 2_147_483_647 })

/** Schema of `steps`. */
export const stepsSchema: z.ZodType<readonly StepText[]> = z
  .array(
    z.discriminatedUnion('do', [
      fields({ at, do: z.enum(['deposit', 'withdraw']), account: who, amount }),
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
        tag: count('The sender’s own number for the order', 'tag', { otherwise: 0, most: 2_147_483_647 }),
      }),
      fields({ at, do: z.literal('cancel'), account: who, market, tag }),
      fields({ at, do: z.literal('cancel-all'), account: who, market }),
      fields({ at, do: z.literal('replace'), account: who, market, tag, size, price }),
      fields({ at, do: z.literal('liquidate'), account: who, by: who }),
      fields({ at, do: z.literal('settle-funding'), account: who }),
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
        kind: choice('How the sources fail', ['stuck', 'silent'] as const, 'silent'),
        source: z
          .union([count('Position in the list of sources, from 0', 'position'), z.literal('all')])
          .default('all')
          .describe('Which source; all when left out'),
        for: duration('How long', { sign: 'positive' }),
      }),
    ]),
  )
  .describe('Scripted actions, in the order of their times')
