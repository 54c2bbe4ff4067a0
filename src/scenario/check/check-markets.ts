import type { MarketSpec } from '../../market/market-spec.ts'
import { MICROS_PER_UNIT } from '../../market/price.ts'
import {
  compareDecimals,
  decimalToInteger,
  decimalToIntegerDown,
  decimalToIntegerUp,
  divideDecimals,
  integerToDecimal,
  multiplyDecimals,
} from '../../numeric/decimal.ts'
import { buildModel } from '../build/build-prices.ts'
import { lotsOf, marketSpec } from '../market-units.ts'
import { atomScale, millisecondsOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import type { Market } from '../schema/markets-schema.ts'
import { toldPrices } from './starting-price.ts'

/** Starting prices of fewer units are coarse: an average over a few of them is a guess. */
const FINE_START = 1_000_000
const FINE_LOWEST = 10_000
/** Largest price in units that price micro-units can hold. */
const MOST_UNITS = Math.floor(Number.MAX_SAFE_INTEGER / MICROS_PER_UNIT)

/** The least power of ten, as a decimal, that is not below `least`. */
const powerOfTenFrom = (least: string): string => {
  let power = '1'
  while (compareDecimals(power, least) < 0) power = multiplyDecimals(power, '10')
  for (let lower = '0.1'; compareDecimals(lower, least) >= 0; lower = multiplyDecimals(lower, '0.1')) power = lower
  return power
}

const checkGrid = (market: Market, m: number, report: Report): MarketSpec | undefined => {
  const path = ['markets', m]
  let unitPrice: string
  try {
    unitPrice = divideDecimals(atomScale(market.quoteDecimals), market.lot)
    const ticks = decimalToInteger(market.tick, unitPrice, 'tick')
    if (ticks > 0x7fffffff) {
      report.fault([...path, 'tick'], `is ${ticks} price units; at most ${0x7fffffff} fit: take a smaller lot`)
      return undefined
    }
  } catch {
    const atom = atomScale(market.quoteDecimals)
    const lot = divideDecimals(atom, market.tick)
    report.fault(
      [...path, 'tick'],
      `is finer than an atom: a lot of ${market.lot} would cost parts of ${atom} ${market.quote}; take a lot that is a multiple of ${lot}`,
    )
    return undefined
  }
  return marketSpec(market, m)
}

const checkScale = (market: Market, spec: MarketSpec, m: number, report: Report): void => {
  const told = toldPrices(market.prices)
  if (told === undefined) return
  const path = ['markets', m]
  const most = integerToDecimal(MOST_UNITS, spec.unitPrice)
  if (compareDecimals(told.highest, most) > 0) {
    const lot = divideDecimals(multiplyDecimals(String(MOST_UNITS), atomScale(spec.quoteDecimals)), told.highest)
    report.fault(
      [...path, 'lot'],
      `makes a price of ${told.highest} leave 2^53 (micro-units); the largest lot that fits is ${roundedDown(lot)}`,
    )
    return
  }
  const start = decimalToIntegerDown(told.start, spec.unitPrice, 'price')
  const lowest = decimalToIntegerDown(told.lowest, spec.unitPrice, 'price')
  if (start >= FINE_START && lowest >= FINE_LOWEST) return
  const atom = atomScale(spec.quoteDecimals)
  const enough = [
    multiplyDecimals(String(FINE_START), divided(atom, told.start)),
    multiplyDecimals(String(FINE_LOWEST), divided(atom, told.lowest)),
  ]
  const lot = powerOfTenFrom(enough.reduce((a, b) => (compareDecimals(a, b) >= 0 ? a : b)))
  const what =
    start < FINE_START
      ? `starting price is ${start} price units, under 1,000,000`
      : `lowest price is ${lowest} price units, under 10,000`
  report.warn([...path, 'lot'], `is small: the ${what}; a lot of ${lot} would do`)
}

/** a / b to 20 digits, as a decimal. */
const divided = (a: string, b: string): string => {
  const quotient = divideDecimals(a, b)
  return quotient.includes('/') ? integerToDecimal(1, quotient) : quotient
}

const roundedDown = (quotient: string): string => {
  const decimal = quotient.includes('/') ? integerToDecimal(1, quotient) : quotient
  return decimal.length > 12 ? decimal.slice(0, 12) : decimal
}

/** Largest position times largest price stays within 2^53, and sizes are whole lots. */
const checkLimits = (market: Market, spec: MarketSpec, m: number, report: Report): void => {
  const told = toldPrices(market.prices)
  for (const field of ['position', 'openInterest'] as const) {
    const size = market.limits[field]
    if (size === undefined) continue
    const path = ['markets', m, 'limits', field]
    let lots: number
    try {
      lots = lotsOf(size, spec)
    } catch (error) {
      const large = (error as Error).message.includes('2^53')
      report.fault(path, large ? 'leaves 2^53 lots' : `must be a whole number of lots of ${spec.lot}`, {
        unit: 'base units',
      })
      continue
    }
    if (told === undefined) continue
    const price = decimalToIntegerUp(told.highest, spec.unitPrice, 'price')
    const most = Math.floor(Number.MAX_SAFE_INTEGER / price)
    if (lots <= most) continue
    report.fault(
      path,
      `at a price of ${told.highest} leaves 2^53 atoms; the largest that fits is ${integerToDecimal(most, spec.lot)}`,
      { unit: 'base units' },
    )
  }
}

/** Markets are distinct, share their quote asset, and fit into whole numbers. */
export const checkMarkets = ({ markets, horizon }: Partial<Scenario>, report: Report): void => {
  markets?.forEach((market, m) => {
    const first = markets.findIndex(({ symbol }) => symbol === market.symbol)
    if (first < m) report.fault(['markets', m, 'symbol'], `is the symbol of markets[${first}] already`)
    for (const field of ['quote', 'quoteDecimals'] as const) {
      if (market[field] === markets[0][field]) continue
      report.fault(['markets', m, field], `must be the first market's (${markets[0][field]}): all settle in one asset`)
    }
    const spec = checkGrid(market, m, report)
    if (spec === undefined) return
    checkScale(market, spec, m, report)
    checkLimits(market, spec, m, report)
    const { prices } = market
    if ('replay' in prices || horizon === undefined) return
    checkWaypoints(prices, m, report)
    // A short stretch shows every figure that is refused; the whole path would take its time.
    const stretch = Math.min(millisecondsOf(horizon), 10 * millisecondsOf(prices.step))
    const before = report.faults.length
    if (before === 0)
      report.attempt(['markets', m, 'prices'], () => buildModel(prices, { spec, seed: 1, horizon: stretch }))
  })
}

const checkWaypoints = (prices: Market['prices'], m: number, report: Report): void => {
  if (!('waypoints' in prices)) return
  prices.waypoints.forEach(({ at }, i) => {
    const path = ['markets', m, 'prices', 'waypoints', i]
    const time = millisecondsOf(at)
    if (i === 0 && time !== 0) report.fault(path, 'must stand at 0s: it is the start', { value: at })
    if (i > 0 && time <= millisecondsOf(prices.waypoints[i - 1].at)) {
      report.fault(path, `must be after the waypoint before it (${prices.waypoints[i - 1].at})`, { value: at })
    }
  })
}
