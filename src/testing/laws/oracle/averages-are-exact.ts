import fc from 'fast-check'
import { PriceTwap } from '../../../funding/price-twap.ts'
import { exp } from '../../../numeric/transcendental.ts'
import { ExponentialAverage } from '../../../oracle/exponential-average.ts'
import { TimeAverage } from '../../../oracle/time-average.ts'
import type { Ruling } from '../../law.ts'
import type { Law } from '../../law-property.ts'
import { halfEven } from '../../watch/exact-division.ts'
import { floorDiv } from '../../watch/reckoning.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'
import { SlowFadingAverage } from './slow-fading-average.ts'
import { heldOver, type PriceChange } from './slow-time-average.ts'

/** A price, and milliseconds since the one before. */
interface Move {
  readonly after: number
  readonly price: number
}

interface AverageCase {
  readonly window: number
  readonly moves: readonly Move[]
}

const after = fc.oneof(fc.constantFrom(1000, 0, 500, 2000), fc.integer({ min: 0, max: 200_000 }))
const price = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2_000_000_000_000 }))

/** So many prices, as steady as blocks. */
const steady = (milliseconds: number, minLength: number, maxLength: number): fc.Arbitrary<readonly Move[]> =>
  fc.array(fc.record({ after: fc.constant(milliseconds), price }), { minLength, maxLength })

const cases: fc.Arbitrary<AverageCase> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      window: fc.constantFrom(1000, 2000, 700, 3, 60_000, 80_000),
      moves: fc.oneof(
        {
          weight: 7,
          arbitrary: fc.array(fc.record({ after, price }), { minLength: 1, maxLength: 80, size: 'medium' }),
        },
        // For longer than any memory is at first.
        { weight: 1, arbitrary: steady(1000, 100, 110) },
      ),
    }),
  },
  // A window's worth goes round in the memory, which then grows.
  {
    weight: 1,
    arbitrary: fc.record({
      window: fc.constant(60_000),
      moves: fc
        .tuple(steady(1000, 66, 100), steady(250, 10, 30))
        .map(([slow, quick]) => [...slow, ...quick] as readonly Move[]),
    }),
  },
)

/** `num / den` of Hyperliquid's rule in floats, which is near enough to tell a half life from another. */
const nearEnough = (moves: readonly Move[], halfLife: number): number => {
  const decay = (t: number): number => exp((0 - t * Math.LN2) / halfLife)
  let [num, den] = [0, 0]
  for (const { after, price } of moves.slice(1)) {
    const t = Math.min(after, Math.ceil(64 * halfLife))
    num = num * decay(after) + price * t
    den = den * decay(after) + t
  }
  return den === 0 ? moves[0].price : num / den
}

const fading = ({ window: halfLife, moves }: AverageCase, ruling: Ruling): void => {
  const average = new ExponentialAverage(halfLife)
  const slow = new SlowFadingAverage(halfLife)
  let now = 0
  for (const [i, { after, price }] of moves.entries()) {
    now += after
    average.update(now, price)
    slow.take(now, BigInt(price))
    const seen = moves.slice(0, i + 1)
    const prices = seen.map((move) => move.price)
    ruling.exercised('exponential averages')
    if (BigInt(average.value) !== slow.value) ruling.broken(`the average is ${average.value}, should be ${slow.value}`)
    if (average.value < Math.min(...prices) || average.value > Math.max(...prices))
      ruling.broken(`the average ${average.value} is beyond all of ${prices}`)
    const near = nearEnough(seen, halfLife)
    // Each update rounds by half a micro-unit, and carries on what those before it did.
    if (Math.abs(average.value - near) > seen.length + near * 1e-9)
      ruling.broken(`the average is ${average.value}, num / den is ${near}`)
  }
}

const overWindow = ({ window, moves }: AverageCase, ruling: Ruling): void => {
  const index = new TimeAverage(window)
  const funding = new PriceTwap(window)
  const changes: PriceChange[] = []
  const judge = (now: number): void => {
    const { sum, milliseconds } = heldOver(changes, window, now)
    ruling.exercised('averages over a window')
    const [nearest, below] = [halfEven(sum, milliseconds), floorDiv(sum, milliseconds)]
    if (BigInt(index.at(now)) !== nearest)
      ruling.broken(`the index’s average is ${index.at(now)}, should be ${nearest}`)
    if (BigInt(funding.average(now)) !== below)
      ruling.broken(`funding’s average is ${funding.average(now)}, should be ${below}`)
  }
  let now = 0
  for (const { after, price } of moves) {
    now += after
    index.push(now, price)
    funding.observe(now, price)
    changes.push({ time: now, price: BigInt(price) })
    judge(now)
    judge(now + Math.floor(after / 2))
  }
}

/** Averages over time, of the index and of premiums, are what they say. */
export const averagesAreExact = (): Law<AverageCase> =>
  lawOverNumbers(
    {
      id: 'PERP-82',
      name: 'averages over time lie between the prices they are of, and are exactly the time-weighted and the exponential mean',
      rulesOut: 'An average that forgets too early, weighs a silence too much, or begins with a price nobody told it',
      parts: ['oracle', 'mark', 'funding'],
    },
    cases,
    (sample, ruling) => {
      fading(sample, ruling)
      overWindow(sample, ruling)
    },
  )
