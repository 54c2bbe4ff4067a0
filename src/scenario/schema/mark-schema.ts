import { z } from 'zod'
import type { Duration, Rate } from '../quantities.ts'
import { duration, fields, rate } from '../value-schemas.ts'

/** How the mark price is made. */
export type MarkText =
  | { readonly rule: 'index' }
  | { readonly rule: 'clamped-mid'; readonly band: Rate }
  | { readonly rule: 'index-plus-premium-ema'; readonly halfLife: Duration }
  | { readonly rule: 'median-of-three'; readonly halfLife: Duration; readonly bookHalfLife: Duration }

const halfLife = duration('Half life of the premium’s average', { otherwise: '150s', sign: 'positive' })

/** Schema of `mark`. */
export const markSchema: z.ZodType<MarkText> = z
  .discriminatedUnion('rule', [
    fields({ rule: z.literal('index') }),
    fields({
      rule: z.literal('clamped-mid'),
      band: rate('Half width of the band about the index', { least: '0', most: '0.999999' }),
    }),
    fields({ rule: z.literal('index-plus-premium-ema'), halfLife }),
    fields({
      rule: z.literal('median-of-three'),
      halfLife,
      bookHalfLife: duration('Half life of the book price’s average', { otherwise: '30s', sign: 'positive' }),
    }),
  ])
  .describe('How the mark price of margin and profit is made')
