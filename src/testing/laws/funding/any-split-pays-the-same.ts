import fc from 'fast-check'
import { FundingIndices } from '../../../funding/funding-indices.ts'
import { fundingOwed } from '../../../funding/funding-owed.ts'
import type { Law } from '../../law-property.ts'
import { ceilDiv, floorDiv } from '../../watch/reckoning.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'
import { WHOLE } from './pico-reckoning.ts'

/** One payment: what longs pay, by how much less shorts receive, at which price, and in how many parts. */
interface SplitPayment {
  readonly rate: number
  readonly less: number
  readonly price: number
  readonly parts: number
}

const payment: fc.Arbitrary<SplitPayment> = fc.record({
  rate: fc.integer({ min: -40_000_000_000, max: 40_000_000_000 }),
  less: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 999_999_999 }) },
  ),
  price: fc.integer({ min: 1, max: 4_000_000_000_000 }),
  parts: fc.integer({ min: 1, max: 5 }),
})

/** A whole number in so many whole parts. */
const split = (x: number, parts: number): readonly number[] => {
  const each = Math.trunc(x / parts)
  return Array.from({ length: parts }, (_, i) => (i === 0 ? x - each * (parts - 1) : each))
}

interface SplitCase {
  readonly payments: readonly SplitPayment[]
  readonly lots: number
}

/** The indices are a sum, whatever its order of brackets, and a position is rounded once. */
export const anySplitPaysTheSame = (): Law<SplitCase> =>
  lawOverNumbers(
    {
      id: 'PERP-78',
      name: 'any split of payments moves the indices by the same, longs never pay less than shorts receive, and what is owed is rounded up once',
      rulesOut:
        'Payments that gain or lose by being made more often, or a pair of opposite positions that earns by rounding',
      parts: ['funding'],
    },
    fc.record({
      payments: fc.array(payment, { minLength: 1, maxLength: 6 }),
      lots: fc.integer({ min: 1, max: 1_000_000 }),
    }),
    ({ payments, lots }, ruling) => {
      const whole = new FundingIndices(1)
      const parted = new FundingIndices(1)
      let [paid, kept] = [0n, 0n]
      for (const { rate, less, price, parts } of payments) {
        const before = whole.long[0] - whole.short[0]
        whole.accrue(0, rate, price, rate - less)
        const lessParts = split(less, parts)
        for (const [i, part] of split(rate, parts).entries()) parted.accrue(0, part, price, part - lessParts[i])
        paid += BigInt(rate) * BigInt(price)
        kept += BigInt(less) * BigInt(price)
        const long = floorDiv(paid, WHOLE)
        const short = long - floorDiv(kept, WHOLE)
        if (BigInt(whole.long[0]) !== long || BigInt(whole.short[0]) !== short)
          ruling.broken(`indices are ${whole.long[0]} and ${whole.short[0]}, payments add up to ${long} and ${short}`)
        if (parted.long[0] !== whole.long[0] || parted.short[0] !== whole.short[0])
          ruling.broken(
            `paid in parts the indices are ${parted.long[0]} and ${parted.short[0]}, at once ${long} and ${short}`,
          )
        if (whole.long[0] - whole.short[0] < before) ruling.broken('shorts receive more than longs pay')
        ruling.exercised(less > 0 ? 'asymmetric payments' : 'payments')
      }
      if (whole.of(0, lots) !== whole.long[0] || whole.of(0, 0 - lots) !== whole.short[0])
        ruling.broken('a position settles against the index of the other side')
      for (const [size, index] of [[lots, whole.long[0]] as const, [0 - lots, whole.short[0]] as const]) {
        const owed = fundingOwed(size, 0, index)
        const should = ceilDiv(BigInt(size) * BigInt(index), 1_000_000n)
        if (BigInt(owed) !== should) ruling.broken(`${size} lots owe ${owed} atoms, should owe ${should}`)
      }
    },
  )
