// Hot: allocates nothing.
import { MICROS_PER_UNIT } from '../market/price.ts'
import { mulDivUp } from '../numeric/mul-div.ts'

/**
 * Funding that a position has not settled yet: `size * (index - entryIndex)`.
 *
 * @param size - lots, signed, long > 0
 * @param entryIndex - its side's funding index when it was last settled, 1e-6 atom per lot
 * @param index - its side's funding index now
 * @returns quote atoms, positive when the account pays. Rounded up: what is paid up, what is received down, so that the market's
 * funding account gains
 * @throws RangeError when it leaves +-(2^53 - 1)
 */
export const fundingOwed = (size: number, entryIndex: number, index: number): number =>
  mulDivUp(size, index - entryIndex, MICROS_PER_UNIT)
