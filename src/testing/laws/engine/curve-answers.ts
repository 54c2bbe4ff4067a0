import { BOTH_MAY_TRADE, TAKER_REFUSED } from '../../../market/clearing.ts'
import { FILL_OR_KILL, LIQUIDATION, POST_ONLY, REDUCE_ONLY } from '../../../market/order-flags.ts'
import {
  BEYOND_FLUCTUATION,
  BEYOND_LIMIT,
  BEYOND_TRADE_LIMIT,
  INSUFFICIENT_MARGIN,
  NO_LIQUIDITY,
  NOT_ALL_FILLED,
  refusalName,
  WOULD_CROSS,
  WOULD_INCREASE,
} from '../../../market/refusal.ts'
import { BUY, type Side } from '../../../market/side.ts'
import { lotsOf } from '../../../scenario/market-units.ts'
import type { WatchedLaw } from '../../law.ts'
import { floorDiv, type Share, shareOf } from '../../watch/reckoning.ts'
import { type CurvePlace, type ExactAmm, exactAmmOf } from './exact-curve.ts'
import { type EngineRequest, type OrderInHand, requestLogOf } from './request-log.ts'

/** What an order should do: so many lots, and the answer if the clearing lets it trade. */
interface Expected {
  readonly lots: bigint
  readonly answer: number
}

const refused = (answer: number): Expected => ({ lots: 0n, answer })

/** Is the price within the share of a reference on either side, bounds included? */
const isWithin = (place: CurvePlace, reference: CurvePlace, { n, d }: Share): boolean => {
  const price = place.numerator * reference.denominator * d
  const middle = reference.numerator * place.denominator
  return price <= middle * (d + n) && price >= middle * (d - n)
}

/** The most of the wanted lots after which the marginal price with its spread is no worse than the limit. */
const lotsWithin = ({ spread }: ExactAmm, place: CurvePlace, side: Side, wanted: bigint, limit: bigint): bigint => {
  const share = side === BUY ? spread.d + spread.n : spread.d - spread.n
  const within = (lots: bigint): boolean => {
    const after = lots === 0n ? place : place.trade(side, lots).place
    const [price, bound] = [after.numerator * share, limit * spread.d * after.denominator]
    return side === BUY ? price <= bound : price >= bound
  }
  if (!within(0n)) return 0n
  let low = 0n
  let high = (wanted < place.most(side) ? wanted : place.most(side)) + 1n
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (within(middle)) low = middle
    else high = middle
  }
  return low
}

interface Market {
  readonly amm: ExactAmm
  readonly place: CurvePlace
  /** Where the curve stood when the block was opened. */
  readonly reference: CurvePlace
  readonly largest: bigint | undefined
}

const expectedOf = ({ amm, place, reference, largest }: Market, order: OrderInHand, size: bigint): Expected => {
  const { side, flags, limit } = order
  if ((flags & POST_ONLY) !== 0) return refused(WOULD_CROSS)
  let wanted = BigInt(order.lots)
  let answer = 0
  if ((flags & REDUCE_ONLY) !== 0) {
    const reducible = side === BUY ? 0n - size : size
    if (reducible <= 0n) return refused(WOULD_INCREASE)
    if (reducible < wanted) {
      if ((flags & FILL_OR_KILL) !== 0) return refused(NOT_ALL_FILLED)
      wanted = reducible
      answer = WOULD_INCREASE
    }
  }
  if (limit !== 0) {
    const within = lotsWithin(amm, place, side, wanted, BigInt(limit))
    if (within < wanted) {
      if ((flags & FILL_OR_KILL) !== 0) return refused(NOT_ALL_FILLED)
      if (within === 0n) return refused(BEYOND_LIMIT)
      answer = BEYOND_LIMIT
      wanted = within
    }
  }
  const { tradeLimit, fluctuation, curve } = amm.words
  if (largest !== undefined && wanted > largest) return refused(BEYOND_TRADE_LIMIT)
  if (tradeLimit !== undefined && side === BUY && curve === 'constant-product') {
    const { n, d } = shareOf(tradeLimit)
    if (wanted > floorDiv(place.cells[0] * n, d)) return refused(BEYOND_TRADE_LIMIT)
  }
  if (wanted > place.most(side)) return refused(NO_LIQUIDITY)
  if (fluctuation === undefined) return { lots: wanted, answer }
  const width = shareOf(fluctuation)
  const closes = (flags & (LIQUIDATION | REDUCE_ONLY)) !== 0
  if (!isWithin(place, reference, width)) return refused(BEYOND_FLUCTUATION)
  if (!closes && !isWithin(place.trade(side, wanted).place, reference, width)) return refused(BEYOND_FLUCTUATION)
  return { lots: wanted, answer }
}

/** What the order should have done after all, with what the clearing said. */
const withVerdict = (expected: Expected, { lines }: EngineRequest): Expected => {
  const verdict = lines.map(({ entry }) => (entry.kind === 'asked' ? entry.verdict : BOTH_MAY_TRADE))[0]
  if (verdict === BOTH_MAY_TRADE || expected.lots === 0n) return expected
  return refused(verdict === TAKER_REFUSED ? INSUFFICIENT_MARGIN : NO_LIQUIDITY)
}

/** An order on a curve trades all that its limits leave, and is refused for a reason that is so. */
export const curveAnswers: WatchedLaw = {
  id: 'PERP-39',
  name: 'an order on a curve trades the most lots whose marginal price is within its limit, unless it asks more than the trade limit, the largest order or the block’s fluctuation band allow',
  rulesOut: 'A limit that stops a lot early or late, a band that is left within a block, a limit that nobody asks',
  parts: ['curve'],
  when: 'a virtual AMM of the scenario trades',
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { venues } = view.simulation.parts.exchange
    const amms = venues.map((_, market) => exactAmmOf(view, market))
    const references = amms.map((amm) => amm?.now())
    const expected: (Expected | undefined)[] = []
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const { market } = entry
        const amm = amms[market]
        if (amm === undefined) return
        if (entry.kind === 'block') references[market] = amm.now()
        if (entry.kind === 'submit' && request?.order !== undefined) {
          const { largestOrder } = amm.words
          const largest = largestOrder === undefined ? undefined : BigInt(lotsOf(largestOrder, venues[market].spec))
          const at = { amm, place: amm.now(), reference: references[market] as CurvePlace, largest }
          expected[market] = expectedOf(at, request.order, view.reckoning.size(market, entry.owner))
        }
        if (entry.kind !== 'answer' || entry.to !== 'submit' || request === undefined) return
        const { lots, answer } = withVerdict(expected[market] as Expected, request)
        ruling.exercised(entry.answer === 0 ? 'orders that trade whole' : refusalName(entry.answer))
        if (BigInt(request.traded.lots) !== lots || entry.answer !== answer)
          ruling.broken(
            `${JSON.stringify(request.line)} trades ${request.traded.lots} lots and is answered ${refusalName(entry.answer)}, not ${lots} and ${refusalName(answer)}`,
          )
      },
    }
  },
}
