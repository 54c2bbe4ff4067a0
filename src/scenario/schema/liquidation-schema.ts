import { z } from 'zod'
import type { Duration, Money, Rate } from '../quantities.ts'
import { choice, count, duration, fields, money, rate } from '../value-schemas.ts'

/** How bad a price a liquidation may close at. */
export type CloseLimitText =
  | { readonly kind: 'any' }
  | { readonly kind: 'bankruptcy' }
  | { readonly kind: 'slippage'; readonly slippage: Rate }

/** How much of a position is closed. */
export type CloseText =
  | { readonly kind: 'full'; readonly limit: CloseLimitText }
  | {
      readonly kind: 'partial'
      readonly fraction: Rate
      readonly cooldown: Duration
      readonly duringCooldown: 'everything' | 'wait'
      readonly wholeUpTo: Money
      readonly limit: CloseLimitText
    }
  | {
      readonly kind: 'partial-to-health'
      readonly target: 'maintenance' | 'initial'
      readonly buffer: Rate
      readonly wholeUpTo: Money
      readonly limit: CloseLimitText
    }

/** Who is liquidated, how much, and what it costs. */
export interface LiquidationText {
  readonly mode: 'protocol' | 'bots'
  readonly order: 'lowest-margin-ratio' | 'largest-notional' | 'account-number'
  readonly close: CloseText
  readonly penalty: { readonly rate: Rate; readonly liquidator: Rate; readonly fund: Rate }
  readonly roundsPerBlock: number
}

const limit: z.ZodType<CloseLimitText> = z
  .union([
    z.enum(['any', 'bankruptcy']).transform((kind): CloseLimitText => ({ kind })),
    z.discriminatedUnion('kind', [
      fields({ kind: z.literal('any') }),
      fields({ kind: z.literal('bankruptcy') }),
      fields({
        kind: z.literal('slippage'),
        slippage: rate('Furthest from the mark that is still closed at', { least: '0', most: '0.999999' }),
      }),
    ]),
  ])
  .default({ kind: 'any' })
  .describe('How bad a price a liquidation may close at')

const wholeUpTo = money('Positions of at most this notional are closed whole', { otherwise: '0' })

const close: z.ZodType<CloseText> = z
  .union([
    z.enum(['full']).transform((): CloseText => ({ kind: 'full', limit: { kind: 'any' } })),
    z.discriminatedUnion('kind', [
      fields({ kind: z.literal('full'), limit }),
      fields({
        kind: z.literal('partial'),
        fraction: rate('Share of the position that one visit closes', { least: '0', most: '1' }),
        cooldown: duration('Time after a partial close', { otherwise: '0ms' }),
        duringCooldown: choice(
          'A visit within the cooldown closes everything, or waits',
          ['everything', 'wait'] as const,
          'everything',
        ),
        wholeUpTo,
        limit,
      }),
      fields({
        kind: z.literal('partial-to-health'),
        target: choice('Requirement that equity must cover again', ['maintenance', 'initial'] as const, 'initial'),
        buffer: rate('By how much, as a share of what remains', { otherwise: '0', least: '0', most: '1' }),
        wholeUpTo,
        limit,
      }),
    ]),
  ])
  .describe('How much of a position is closed')

const share = (description: string): z.ZodType<Rate> => rate(description, { otherwise: '50%', least: '0', most: '1' })
const penaltyRate = rate('Penalty on the notional closed', { least: '0', most: '1' })

const penalty = z
  .union([
    penaltyRate.transform((of) => ({ rate: of, liquidator: '50%', fund: '50%' })),
    fields({
      rate: penaltyRate,
      liquidator: share('Share for the liquidator; in protocol mode the fund gets it'),
      fund: share('Share for the insurance fund; the rest returns to the trader'),
    }),
  ])
  .describe('What a liquidation costs the account, and who gets it')

/** Schema of `liquidation`. */
export const liquidationSchema: z.ZodType<LiquidationText> = fields({
  mode: choice(
    'The block’s end liquidates, or liquidators with transactions',
    ['protocol', 'bots'] as const,
    'protocol',
  ),
  order: choice(
    'Which account is taken first',
    ['lowest-margin-ratio', 'largest-notional', 'account-number'] as const,
    'lowest-margin-ratio',
  ),
  close: close.default({ kind: 'full', limit: { kind: 'any' } }),
  penalty: penalty.default({ rate: '0', liquidator: '50%', fund: '50%' }),
  roundsPerBlock: count('Rounds in a block: accounts that become unhealthy by one join the next', 'rounds', {
    otherwise: 8,
    least: 1,
    most: 1000,
  }),
}).describe('Who is liquidated, how much, and what it costs')
