import { MICROS_PER_UNIT } from '../../../market/price.ts'
import { BUY } from '../../../market/side.ts'
import { atomsOf } from '../../../scenario/quantities.ts'
import type { WatchedLaw } from '../../law.ts'
import { shareOf } from '../../watch/reckoning.ts'
import { type CurvePlace, type ExactAmm, exactAmmOf } from './exact-curve.ts'
import { requestLogOf } from './request-log.ts'

/** Quote atoms of buying that raise the marginal price by a share, to a lot. */
const depthAt = (start: CurvePlace, n: bigint, d: bigint): bigint => {
  let [low, high] = [0n, start.most(BUY)]
  const within = (lots: bigint): boolean => {
    const { place } = start.trade(BUY, lots)
    return place.numerator * start.denominator * d <= start.numerator * place.denominator * (d + n)
  }
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (within(middle)) low = middle
    else high = middle
  }
  return start.trade(BUY, low).atoms
}

/** What is wrong with where a curve begins. */
const wrongStart = ({ words, now }: ExactAmm, indexMicros: number, quoteDecimals: number): string | undefined => {
  const start = now()
  const { n, d } = shareOf(words.depth.within)
  const wanted = BigInt(atomsOf(words.depth.notional, quoteDecimals))
  const found = depthAt(start, n, d)
  const lot = start.numerator / start.denominator + 1n
  const off = found > wanted ? found - wanted : wanted - found
  // The terms are whole numbers of three digits at least.
  if (off > wanted / 500n + 2n * lot) return `${found} atoms move the price by ${n}/${d}, not ${wanted}`
  const index = BigInt(indexMicros) * start.denominator
  const price = start.numerator * BigInt(MICROS_PER_UNIT)
  const gap = price > index ? price - index : index - price
  return gap * 1000n > index ? `the curve begins ${(gap * 10_000n) / index} bps from the index` : undefined
}

/** Who trades with a curve trades with an account, and knows beforehand how deep it is. */
export const poolIsCounterparty: WatchedLaw = {
  id: 'PERP-25',
  name: 'an engine that rests no orders trades from its pool alone, on a curve that begins at the index with the depth declared',
  rulesOut: 'A fill against nobody, or against another trader who never asked for it, and a curve thinner than it says',
  parts: ['engine', 'curve'],
  when: 'no orders rest in the engine',
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { exchange, terms, markets } = view.simulation.parts
    for (const [market, { path }] of markets.entries()) {
      const amm = exactAmmOf(view, market)
      const { quoteDecimals } = exchange.venues[market].spec
      const wrong = amm && wrongStart(amm, path.priceAt(0), quoteDecimals)
      if (wrong !== undefined) ruling.broken(wrong)
    }
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const { market } = entry
        if (terms[market].restingOrders) return
        const { pool } = exchange.venues[market]
        if (entry.kind === 'rested' || entry.kind === 'removed')
          ruling.broken('an order rests in an engine that has none')
        if (entry.kind === 'asked' || entry.kind === 'filled') {
          if (entry.maker !== pool) ruling.broken(`account ${entry.maker} is the maker, not the pool ${pool}`)
          if (entry.taker === pool) ruling.broken('the pool trades with itself')
        }
        if (entry.kind === 'filled') ruling.exercised('fills from the pool')
        if (entry.kind === 'answer' && entry.to === 'submit' && request !== undefined && entry.answer > 0)
          ruling.broken(`the order is answered the handle ${entry.answer}, and nothing rests`)
      },
    }
  },
}
