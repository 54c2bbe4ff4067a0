import type { z } from 'zod'
import type { Money, Rate } from '../quantities.ts'
import { fields, money, rate } from '../value-schemas.ts'

/** The insurance fund. */
export interface Insurance {
  readonly deposit: Money
  readonly feeShare: Rate
}

/** Fees of a fill; a negative maker fee is a rebate. */
export interface Fees {
  readonly maker: Rate
  readonly taker: Rate
  readonly liquidationTaker?: Rate
}

/** Schema of `insurance`. */
export const insuranceSchema: z.ZodType<Insurance> = fields({
  deposit: money('What the fund begins with', { otherwise: '0' }),
  feeShare: rate('Share of trading fees that goes to the fund', { otherwise: '0', least: '0', most: '1' }),
}).describe('What the insurance fund lives on')

/** Schema of `fees`. */
export const feesSchema: z.ZodType<Fees> = fields({
  maker: rate('Fee of the resting side; negative for a rebate', { otherwise: '0', least: '-1', most: '1' }),
  taker: rate('Fee of the taking side', { otherwise: '0', least: '-1', most: '1' }),
  liquidationTaker: rate('Fee of a liquidation’s taker; `taker` when left out', {
    least: '0',
    most: '1',
  }).exactOptional(),
}).describe('Fees per notional')
