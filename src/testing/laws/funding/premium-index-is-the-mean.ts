import fc from 'fast-check'
import { PremiumIndex } from '../../../funding/premium-index.ts'
import type { Law } from '../../law-property.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'
import { FARTHEST } from './pico-reckoning.ts'
import { type SampleWords, SlowPremiumIndex } from './slow-premium-index.ts'

/** Samples of one premium, and whether the window closes after them. */
interface Sampled {
  readonly premium: number
  readonly times: number
  readonly closes: boolean
}

interface MeanCase {
  readonly words: SampleWords
  readonly samples: readonly Sampled[]
}

const LIMIT = Number(FARTHEST)

const words: fc.Arbitrary<SampleWords> = fc
  .record({
    mean: fc.constantFrom('equal' as const, 'linear' as const, 'latest' as const),
    minimum: fc.constantFrom(0, 0, 1, 4, 60),
    empty: fc.constantFrom('last' as const, 'zero' as const),
  })
  .map(({ mean, minimum, empty }) => ({ mean, empty, minimum: mean === 'equal' ? minimum : 0 }))

const samples = fc.array(
  fc.record({
    premium: fc.oneof(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 0 - LIMIT, max: LIMIT })),
    times: fc.constantFrom(1, 1, 2, 3, 60, 5000),
    closes: fc.boolean(),
  }),
  { minLength: 1, maxLength: 10 },
)

/** Sums that cannot be held exactly are refused, as the module says. */
const isRefused = (add: () => void): boolean => {
  try {
    add()
    return false
  } catch (error) {
    if (error instanceof RangeError) return true
    throw error
  }
}

/** The premium index is the mean that it is said to be. */
export const premiumIndexIsTheMean = (): Law<MeanCase> =>
  lawOverNumbers(
    {
      id: 'PERP-79',
      name: 'the premium index is the exact mean of its window’s samples, as they are weighted and padded, rounded toward zero',
      rulesOut: 'A sample that counts twice or leaks into the next window, and a mean that leans to one side',
      parts: ['funding'],
    },
    fc.record({ words, samples }),
    ({ words: chosen, samples: taken }, ruling) => {
      const index = new PremiumIndex(chosen)
      const slow = new SlowPremiumIndex(chosen)
      for (const { premium, times, closes } of taken) {
        slow.take(BigInt(premium), times)
        if (isRefused(() => index.add(premium, times))) {
          ruling.exercised('sums too large')
          if (slow.fits) ruling.broken('a sum that can be held exactly is refused')
          return
        }
        if (!closes) continue
        for (let window = 0; window < 2; window++) {
          const [is, should] = [index.close(), slow.close()]
          ruling.exercised(window === 0 ? chosen.mean : 'empty windows')
          if (BigInt(is) !== should) ruling.broken(`the ${chosen.mean} mean is ${is} pico, should be ${should}`)
        }
      }
    },
  )
