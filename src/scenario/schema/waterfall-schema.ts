import { z } from 'zod'
import type { Money, Rate } from '../quantities.ts'
import { choice, fields, flag, money, rate } from '../value-schemas.ts'

/** Who takes a liquidated account's lots. */
export type TakerText =
  | { readonly engine: { readonly notBelow?: Rate } }
  | { readonly backstop: { readonly below: Rate; readonly limit?: Money; readonly deposit: Money } }
  | {
      readonly deleverage: {
        readonly below: Rate
        readonly policy: 'queue' | 'pro-rata'
        readonly ranking: 'profit-leverage' | 'price-leverage' | 'wallet-leverage'
        readonly price: 'bankruptcy' | 'mark'
        readonly includePool: boolean
      }
    }

/** Who pays an account's negative cash. */
export type PayerText =
  | { readonly fund: { readonly limit?: Money } }
  | { readonly vault: { readonly limit: Money } }
  | { readonly socialise: { readonly among: 'winners' | 'all-positions' | 'opposite' } }

const ofMaintenance = 'of maintenance'
const below = (otherwise: Rate): z.ZodType<Rate> =>
  rate('Takes only from accounts whose equity is below this share of maintenance', {
    otherwise,
    least: '0',
    most: '1',
    suffix: ofMaintenance,
  })

const engine = fields({
  notBelow: rate('Share of maintenance below which nothing is sent to the engine', {
    least: '0',
    most: '1',
    suffix: ofMaintenance,
  }).exactOptional(),
}).describe('The market’s engine: lots are closed by an order')
const backstop = fields({
  below: below('1'),
  limit: money('Largest notional that the vault may hold in the market', { sign: 'positive' }).exactOptional(),
  deposit: money('What the vault begins with', { otherwise: '0' }),
}).describe('A funded vault that takes positions over at their bankruptcy price')
const deleverage = fields({
  below: below('0'),
  policy: choice('Highest ranked positions first, or all in proportion', ['queue', 'pro-rata'] as const, 'queue'),
  ranking: choice(
    'How the queue ranks positions in profit',
    ['profit-leverage', 'price-leverage', 'wallet-leverage'] as const,
    'profit-leverage',
  ),
  price: choice('Price at which lots are closed', ['bankruptcy', 'mark'] as const, 'bankruptcy'),
  includePool: flag('May an AMM’s pool be deleveraged like a trader?', false),
}).describe('Lots are closed against profitable positions of the other side')

/** Schema of `takers`. */
export const takersSchema: z.ZodType<readonly TakerText[]> = z
  .array(
    z.union([
      z
        .enum(['engine', 'backstop', 'deleverage'])
        .transform(
          (name): TakerText =>
            name === 'engine'
              ? { engine: engine.parse({}) }
              : name === 'backstop'
                ? { backstop: backstop.parse({}) }
                : { deleverage: deleverage.parse({}) },
        ),
      fields({ engine }),
      fields({ backstop }),
      fields({ deleverage }),
    ]),
  )
  .min(1)
  .describe('Who takes a liquidated account’s lots, in the order in which they are asked')

const fund = fields({ limit: money('The most that the fund pays in the run').exactOptional() }).describe(
  'The insurance fund',
)
const vault = fields({ limit: money('The most that the vault pays in the run') }).describe('The backstop vault')
const socialise = fields({
  among: choice('Who shares the loss', ['winners', 'all-positions', 'opposite'] as const, 'winners'),
}).describe('Traders share the loss')

/** Schema of `payers`. */
export const payersSchema: z.ZodType<readonly PayerText[]> = z
  .array(
    z.union([
      z
        .enum(['fund', 'socialise'])
        .transform(
          (name): PayerText => (name === 'fund' ? { fund: fund.parse({}) } : { socialise: socialise.parse({}) }),
        ),
      fields({ fund }),
      fields({ vault }),
      fields({ socialise }),
    ]),
  )
  .describe('Who pays an account’s negative cash, in the order in which they are asked')
