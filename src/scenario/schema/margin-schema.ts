import { z } from 'zod'
import type { Money, Rate } from '../quantities.ts'
import { choice, fields, money, rate } from '../value-schemas.ts'

/** One bracket of the margin table; the last one has no `upTo`. */
export interface TierText {
  readonly upTo?: Money
  readonly initial: Rate
  readonly maintenance: Rate
}

/** What must stay in an account when money leaves it. */
export type WithdrawalText =
  | { readonly kind: 'initial' }
  | { readonly kind: 'share-of-notional'; readonly share: Rate }
  | { readonly kind: 'unrealised-profit-excluded' }

/** Margin of all markets. */
export interface Margin {
  /**
   * `isolated`: each trader has an account of its own for each market, so that a loss in one leaves the others alone. Lists
   * trade one market and put their deposit there; steps reach the other accounts by naming a market.
   */
  readonly mode: 'cross' | 'isolated'
  readonly tiers: readonly TierText[]
  readonly withdrawal: WithdrawalText
}

const withdrawal: z.ZodType<WithdrawalText> = z
  .union([
    z.enum(['initial', 'unrealised-profit-excluded']).transform((kind): WithdrawalText => ({ kind })),
    z.discriminatedUnion('kind', [
      fields({ kind: z.literal('initial') }),
      fields({ kind: z.literal('unrealised-profit-excluded') }),
      fields({
        kind: z.literal('share-of-notional'),
        share: rate('Share of the notional that must stay', { least: '0', most: '1' }),
      }),
    ]),
  ])
  .describe('What must stay in an account when money leaves it')

/** Schema of `margin`. */
export const marginSchema: z.ZodType<Margin> = fields({
  mode: choice('Positions share an account, or each has its own', ['cross', 'isolated'] as const, 'cross'),
  tiers: z
    .array(
      fields({
        upTo: money('Notional up to which the tier goes; the last tier has none', { sign: 'positive' }).exactOptional(),
        initial: rate('Share of the notional needed to open', { least: '0', most: '1' }),
        maintenance: rate('Share of the notional below which the account is liquidated', { least: '0', most: '1' }),
      }),
    )
    .min(1)
    .describe('Brackets of the margin table: each slice of the notional is charged at its own rate'),
  withdrawal: withdrawal.default({ kind: 'initial' }),
}).describe('What positions need')
