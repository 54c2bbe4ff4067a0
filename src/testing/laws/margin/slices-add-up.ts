import { type MarginTier, marginTiers } from '../../../margin/margin-tiers.ts'
import { type Law, lawOver } from '../../law-property.ts'
import { ceilDiv, floorDiv } from '../../watch/reckoning.ts'
import { type TableSample, tableSamples } from './mixed-tables.ts'
import { verdictOf } from './verdict-of.ts'

/** A sum of exact fractions. */
interface Exact {
  readonly n: bigint
  readonly d: bigint
}

/** What the slices below a notional ask together, nothing rounded. */
const slices = (tiers: readonly MarginTier[], of: 'initial' | 'maintenance', notional: bigint): Exact => {
  let [n, d, from] = [0n, 1n, 0n]
  for (const tier of tiers) {
    const top = tier.upTo === Infinity || notional < BigInt(tier.upTo) ? notional : BigInt(tier.upTo)
    if (top <= from) break
    const rate = tier[of]
    n = n * BigInt(rate.d) + (top - from) * BigInt(rate.n) * d
    d *= BigInt(rate.d)
    from = top
  }
  return { n, d }
}

/** By how much tier k's maintenance rate on the whole of its lower bound exceeds what the slices ask there. */
const deduction = (tiers: readonly MarginTier[], k: number): Exact => {
  const lower = k === 0 ? 0n : BigInt(tiers[k - 1].upTo)
  const { n, d } = slices(tiers, 'maintenance', lower)
  const rate = tiers[k].maintenance
  return { n: lower * BigInt(rate.n) * d - n * BigInt(rate.d), d: d * BigInt(rate.d) }
}

/** A margin table is an income tax: exact by its slices, whatever its denominators, and rounded once. */
export const slicesAddUp = (): Law<TableSample> =>
  lawOver(
    {
      id: 'PERP-43',
      name: 'a requirement is the sum of what each slice of the notional asks at its own tier’s rate, rounded up once',
      rulesOut:
        'A jump at a bound, a second rounding, a slice at the next tier’s rate, a search that files by a wrong line',
      parts: ['margin', 'liquidation'],
    },
    tableSamples(),
    ({ tiers, notionals }) =>
      verdictOf((ruling) => {
        const table = marginTiers(tiers)
        for (const notional of notionals)
          for (const of of ['initial', 'maintenance'] as const) {
            const { n, d } = slices(tiers, of, BigInt(notional))
            const expected = ceilDiv(n, d)
            if (BigInt(table[of](notional)) !== expected)
              ruling.broken(`${of} of ${notional} atoms is ${table[of](notional)}, and its slices ask ${expected}`)
            ruling.exercised('requirements')
          }
        for (const k of tiers.keys()) {
          const { n, d } = deduction(tiers, k)
          if (BigInt(table.deduction(k)) !== floorDiv(n, d))
            ruling.broken(`deduction of tier ${k} is ${table.deduction(k)}, and should be ${floorDiv(n, d)}`)
          const rate = table.rate(k)
          const lower = k === 0 ? 0 : tiers[k - 1].upTo
          if (rate.n !== tiers[k].maintenance.n || rate.d !== tiers[k].maintenance.d || table.lower(k) !== lower)
            ruling.broken(`tier ${k} begins above ${table.lower(k)} atoms at ${rate.n}/${rate.d}`)
          ruling.exercised('deductions')
        }
      }),
  )
