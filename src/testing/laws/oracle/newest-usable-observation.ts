import fc from 'fast-check'
import { OBSERVED_PRICE, OBSERVED_TIME, Observations } from '../../../oracle/observations.ts'
import type { Law } from '../../law-property.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'

/** What the sources see at a moment: price (0: nothing) and delay of each. */
interface Round {
  readonly after: number
  readonly seen: readonly { readonly price: number; readonly delay: number }[]
}

const SOURCES = 2
const LONGEST = 40

const rounds: fc.Arbitrary<readonly Round[]> = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 4 }),
    seen: fc.array(fc.record({ price: fc.nat(9), delay: fc.nat(LONGEST) }), { minLength: SOURCES, maxLength: SOURCES }),
  }),
  { minLength: 1, maxLength: 60, size: 'medium' },
)

interface Known {
  readonly price: number
  readonly time: number
  readonly usableAt: number
}

/** The oracle's memory of what its sources saw. */
export const newestUsableObservation = (): Law<readonly Round[]> =>
  lawOverNumbers(
    {
      id: 'PERP-84',
      name: 'an oracle takes each source’s newest observation whose delay has passed, by the time it was made',
      rulesOut: 'A price from the future, or an older one in place of a newer that is known',
      parts: ['oracle'],
    },
    rounds,
    (all, ruling) => {
      const observations = new Observations(SOURCES)
      const known: Known[][] = Array.from({ length: SOURCES }, () => [{ price: 5, time: 0, usableAt: 0 }])
      for (let source = 0; source < SOURCES; source++) observations.hold(source, 5, 0)
      const out = new Float64Array(2)
      let now = 0
      for (const { after, seen } of all) {
        now += after
        observations.open(now, LONGEST)
        for (const [source, { price, delay }] of seen.entries()) {
          const before = known[source][known[source].length - 1].price
          if (observations.last(source) !== before)
            ruling.broken(`source ${source} saw ${before} last, not ${observations.last(source)}`)
          if (price === 0) continue
          observations.record(source, price, now + delay)
          known[source].push({ price, time: now, usableAt: now + delay })
        }
        for (const [source, list] of known.entries()) {
          for (const at of [now, now + 1]) {
            const { price, time } = list
              .filter(({ usableAt }) => usableAt <= at)
              .reduce((a, b) => (b.time > a.time ? b : a))
            observations.newest(source, at, out)
            ruling.exercised(time === now ? 'observations of the moment' : 'older observations')
            if (out[OBSERVED_PRICE] !== price || out[OBSERVED_TIME] !== time)
              ruling.broken(
                `source ${source} gives ${out[OBSERVED_PRICE]} of ${out[OBSERVED_TIME]}, should give ${price} of ${time}`,
              )
          }
        }
      }
    },
  )
