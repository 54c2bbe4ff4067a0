import { BUY, SELL, type Side, signOf } from '../market/side.ts'
import { applyDown, type Fraction } from '../numeric/fraction.ts'
import { avellanedaStoikov } from './avellaneda-stoikov.ts'
import type { MarketMakerParameters } from './market-maker-parameters.ts'
import { affordableLots, lotsForNotional } from './order-size.ts'
import { BPS } from './realised-volatility.ts'
import type { Sight } from './sight.ts'

/** What a maker thinks of volatility when it quotes. */
export interface Weather {
  /** Squared basis points over its horizon. */
  readonly variance: number
  /** Basis points by which the price would go on over its horizon. */
  readonly drift: number
  /** Short over long volatility. */
  readonly stress: number
}

/** The quotes of one side, best first; prices in micro-units, not yet on ticks. */
export interface SideQuotes {
  readonly prices: readonly number[]
  readonly lots: readonly number[]
}

/** Basis points from fair beyond which a maker would rather not be there: after a gap the model's spread has no bound. */
const MOST_AWAY_BPS = 1000
/** As much leverage as the market gives. */
const MARKET_LIMIT: Fraction = { n: 1_000_000, d: 1 }
const PICO_PER_BPS = 100_000_000

/** Lots of one quote. */
const clipLots = (sight: Sight, clip: Fraction, fair: number): number =>
  lotsForNotional(applyDown(clip, Math.max(0, sight.account.equity)), fair)

/**
 * What a maker wants to offer on both sides of `fair`: Avellaneda-Stoikov quotes, moved against expected funding, wider
 * on the side that the market runs towards, wider and smaller in stress, none beyond the stress at which it leaves.
 * A side ends where inventory or margin does, and a tenth of the price away.
 *
 * @param riskAversion - the member's own, @param arrivalDecay - likewise
 * @returns by side code: bids, asks
 */
export const makerQuotes = (
  parameters: MarketMakerParameters,
  riskAversion: number,
  arrivalDecay: number,
  sight: Sight,
  fair: number,
  weather: Weather,
): readonly [SideQuotes, SideQuotes] => {
  const { size } = sight.account
  const clip = clipLots(sight, parameters.clip, fair)
  if (clip < 1 || weather.stress >= parameters.leaveAt) {
    return [
      { prices: [], lots: [] },
      { prices: [], lots: [] },
    ]
  }
  const widening = Math.max(1, weather.stress / parameters.widenAt)
  const { reservation, halfSpread } = avellanedaStoikov({
    inventory: size / clip,
    riskAversion,
    arrivalDecay,
    variance: weather.variance,
  })
  // A long pays positive funding, so a maker that expects it would rather be short: lower quotes.
  const skew = reservation - (parameters.fundingWeight * sight.fundingRatePico) / PICO_PER_BPS
  const centre = Math.max(0 - parameters.skewLimitBps, Math.min(parameters.skewLimitBps, skew))
  const most = lotsForNotional(applyDown(parameters.inventoryLimit, Math.max(0, sight.account.equity)), fair)
  const affordable = affordableLots(sight, MARKET_LIMIT)
  const sideQuotes = (side: Side): SideQuotes => {
    const sign = signOf(side)
    const run = Math.max(0, 0 - sign * weather.drift) * parameters.driftWeight
    let away = Math.max(parameters.leastHalfSpreadBps, halfSpread * widening) + run
    let step = parameters.levelStepBps * widening
    let room = Math.max(0, Math.min(most - sign * size, affordable + Math.max(0, 0 - sign * size)))
    const prices: number[] = []
    const lots: number[] = []
    for (let level = 0; level < parameters.levels; level++) {
      const offered = away > MOST_AWAY_BPS ? 0 : Math.min(room, Math.max(1, Math.floor(clip / widening)))
      prices.push(fair * Math.max(0, 1 + (centre - sign * away) / BPS))
      lots.push(offered)
      room -= offered
      away += step
      step *= parameters.levelGrowth
    }
    return { prices, lots }
  }
  return [sideQuotes(BUY), sideQuotes(SELL)]
}
