import { z } from 'zod'
import type { DecimalText, Money, Rate } from '../quantities.ts'
import { count, decimal, defaulted, fields, money, rate, text } from '../value-schemas.ts'
import { type Prices, pricesSchema } from './prices-schema.ts'

/** What a market refuses at entry besides margin; sizes in base units. */
export interface Limits {
  readonly position?: DecimalText
  readonly openInterest?: DecimalText
  readonly priceBand?: Rate
}

/** One market of the scenario. */
export interface Market {
  readonly symbol: string
  readonly tick: DecimalText
  readonly lot: DecimalText
  readonly quote: string
  readonly quoteDecimals: number
  readonly prices: Prices
  readonly limits: Limits
  /** Notional that impact prices are taken for. */
  readonly impactNotional: Money
}

/** Schema of `markets`. */
export const marketsSchema: z.ZodType<readonly Market[]> = z
  .array(
    fields({
      symbol: text('Name of the market', /^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a name of letters, digits, dots and dashes'),
      tick: decimal('Smallest step of an order’s price', 'quote per base'),
      lot: decimal('Smallest size', 'base units'),
      quote: text('Asset that prices, fees and profits are paid in', /^[A-Za-z0-9]+$/, 'the name of an asset'),
      quoteDecimals: count('Decimals of the quote asset: an atom is 10^-decimals', 'decimals', {
        otherwise: 6,
        most: 18,
      }),
      prices: pricesSchema,
      limits: defaulted(
        {
          position: decimal('Largest size of one account', 'base units').exactOptional(),
          openInterest: decimal('Largest open interest of one side', 'base units').exactOptional(),
          priceBand: rate('How far beyond the index a limit may be aggressive', { least: '0' }).exactOptional(),
        },
        'What the market refuses at entry besides margin',
      ),
      impactNotional: money('Notional that impact prices are taken for', { otherwise: '10000', sign: 'positive' }),
    }),
  )
  .min(1)
  .describe('The markets; all settle in one quote asset')
