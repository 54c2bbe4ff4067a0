import { MICROS_PER_UNIT } from '../../market/price.ts'
import { type Fraction, formatFraction, fraction, fractionToNumber } from '../../numeric/fraction.ts'
import { mulDivHalfEven } from '../../numeric/mul-div.ts'
import type { ConstantProductReserves } from './constant-product.ts'
import { LARGEST } from './curve.ts'
import type { LinearTerms } from './linear.ts'

/** The depth a curve is wanted to have: `notional` of buying moves the marginal price up by `within`. */
export interface WantedDepth {
  /** Marginal price to start from, price micro-units, > 0. */
  readonly indexMicros: number
  /** 100 bps where engines are compared. */
  readonly within: Fraction
  /** Quote atoms, > 0. */
  readonly notional: number
}

/** Reserves start at most here, so that the price can rise or fall sixteenfold before a reserve leaves 2^53 - 1. */
const MOST = Math.floor(LARGEST / 4)

const faultsOf = (depth: WantedDepth): string[] => {
  const faults: string[] = []
  if (!Number.isSafeInteger(depth.indexMicros) || depth.indexMicros <= 0)
    faults.push(`index: ${depth.indexMicros} must be a whole number of price micro-units above 0`)
  if (depth.within.n <= 0 || depth.within.n > depth.within.d)
    faults.push(`within: ${formatFraction(depth.within)} must be above 0, at most 1 (a share of the price)`)
  if (!Number.isSafeInteger(depth.notional) || depth.notional <= 0)
    faults.push(`notional: ${depth.notional} must be a whole number of quote atoms above 0`)
  return faults
}

/** sqrt(1 + f) - 1, without cancellation. */
const growth = (within: Fraction): number => {
  const f = fractionToNumber(within)
  return f / (Math.sqrt(1 + f) + 1)
}

/**
 * Constant-product reserves of a wanted depth. On `x*y = k` paying v atoms raises the price from Q^2/k to (Q + v)^2/k, so
 * `Q = notional / (sqrt(1 + f) - 1)` and `B = Q / price`, both to the nearest whole number.
 *
 * @throws RangeError with every fault; where a reserve would leave 2^51 it names the greatest notional that fits,
 *   and where no lot fits within the fraction, the least
 */
export const reservesForDepth = (depth: WantedDepth): ConstantProductReserves => {
  const faults = faultsOf(depth)
  if (faults.length > 0) throw new RangeError(`depth: ${faults.join('; ')}`)
  const { indexMicros, within, notional } = depth
  const rate = growth(within)
  const price = indexMicros / MICROS_PER_UNIT
  const wanted = notional / rate
  if (wanted > MOST || wanted / price > MOST) {
    const greatest = Math.floor(Math.min(MOST, MOST * price) * rate)
    throw new RangeError(
      `depth: notional ${notional} atoms within ${formatFraction(within)} needs reserves beyond 2^51; the greatest that fits is ${greatest} atoms`,
    )
  }
  // q lots that move the price by f: B - q = B / sqrt(1 + f)
  const lotsWithin = notional / price / Math.sqrt(1 + fractionToNumber(within))
  if (lotsWithin < 1)
    throw new RangeError(
      `depth: notional ${notional} atoms is less than one lot within ${formatFraction(within)}; the least is ` +
        `${Math.ceil(price * Math.sqrt(1 + fractionToNumber(within)))} atoms, or take a finer lot`,
    )
  const atoms = Math.round(wanted)
  return { lots: mulDivHalfEven(atoms, MICROS_PER_UNIT, indexMicros), atoms }
}

/**
 * Terms of a linear curve of a wanted depth: q lots raise the price p by s*q = f*p and cost q*p*(1 + f/2), so
 * `s = f*(1 + f/2)*p^2 / notional`, as a fraction over the largest power of ten that leaves the price room to rise.
 *
 * @throws RangeError with every fault; where the slope is too small for that fraction it names the greatest notional that fits
 */
export const slopeForDepth = (depth: WantedDepth): LinearTerms => {
  const faults = faultsOf(depth)
  if (depth.indexMicros < MICROS_PER_UNIT)
    faults.push(`index: ${depth.indexMicros} price micro-units is below one price unit; take a larger lot`)
  if (faults.length > 0) throw new RangeError(`depth: ${faults.join('; ')}`)
  const price = mulDivHalfEven(depth.indexMicros, 1, MICROS_PER_UNIT)
  const f = fractionToNumber(depth.within)
  const slope = ((f * (1 + f / 2) * price) / depth.notional) * price
  let scale = 1
  while (price * scale * 160 <= LARGEST) scale *= 10
  // three digits of the slope, so that the depth is met to 0.1 %
  const greatest = Math.floor((f * (1 + f / 2) * price * price * scale) / 1000)
  if (slope * scale < 1000)
    throw new RangeError(
      `depth: notional ${depth.notional} atoms within ${formatFraction(depth.within)} needs a slope below 1000/${scale} price units a lot; ` +
        `the greatest that fits is ${Math.min(greatest, LARGEST)} atoms`,
    )
  return { price, slope: fraction(Math.round(slope * scale), scale) }
}
