import type { MarketSpec } from '../../market/market-spec.ts'
import { geometricBrownianMotion } from '../../prices/geometric-brownian-motion.ts'
import { mertonJumps } from '../../prices/merton-jumps.ts'
import type { ModelClock } from '../../prices/model-clock.ts'
import type { PricePath } from '../../prices/price-path.ts'
import { twoRegimeVolatility } from '../../prices/two-regime-volatility.ts'
import { waypointBridge } from '../../prices/waypoint-bridge.ts'
import { microsOf } from '../market-units.ts'
import { millisecondsOf } from '../quantities.ts'
import type { ModelledPrices, Prices, ReplayPrices } from '../schema/prices-schema.ts'
import { widestDay } from './widest-day.ts'

/** In place of a time: midnight of the day with the largest move. */
const WIDEST_DAY = 'widest-day'
/** The word in place of a file that the command line names. */
export const GIVEN = 'given'

/** What a path needs besides the scenario's words. */
export interface PathNeeds {
  readonly spec: MarketSpec
  readonly seed: number
  /** Milliseconds. */
  readonly horizon: number
  /** Files given from outside, which take the place of the scenario's. */
  readonly prices?: string | undefined
  readonly index?: string | undefined
  /** Completes a file's name that the scenario wrote. */
  readonly resolve: (file: string) => string
}

type ModelBuilders = {
  readonly [K in ModelledPrices['model']]: (
    words: Extract<ModelledPrices, { model: K }>,
    clock: ModelClock & { readonly drift: number },
  ) => PricePath
}

const MODELS: ModelBuilders = {
  'geometric-brownian-motion': ({ volatility }, clock) => geometricBrownianMotion({ ...clock, volatility }),
  merton: ({ volatility, jumpsPerYear, jumpMean, jumpDeviation }, clock) =>
    mertonJumps({ ...clock, volatility, jumpsPerYear, jumpMean, jumpDeviation }),
  'two-regime': ({ calm, stressed, calmStay, stressedStay, startIn }, clock) =>
    twoRegimeVolatility({
      ...clock,
      calm,
      stressed,
      calmStay: millisecondsOf(calmStay),
      stressedStay: millisecondsOf(stressedStay),
      startIn,
    }),
}

const replayed = async (words: ReplayPrices, needs: PathNeeds): Promise<PricePath> => {
  const named = (file: string | undefined): string | undefined =>
    file === undefined || file === GIVEN ? undefined : needs.resolve(file)
  const prices = needs.prices ?? named(words.replay)
  const index = needs.index ?? (needs.prices === undefined ? named(words.index) : undefined)
  const main = index ?? prices
  if (main === undefined) {
    throw new RangeError('replay: no file of prices is named; name one here or give one with --prices FILE')
  }
  const { readPrices, replayFiles } = await import('../../prices/replay-file.ts')
  const files = { index: main, ...(index === undefined || prices === undefined ? {} : { perp: prices }) }
  const reading = {
    unitPrice: needs.spec.unitPrice,
    columns: words.columns,
    where: words.where,
    gaps: words.gaps,
    ...(words.longestSilence === undefined ? {} : { longestSilence: millisecondsOf(words.longestSilence) }),
  }
  const { inside, from } = words
  if (from !== WIDEST_DAY) {
    return replayFiles({ ...files, ...reading, inside, ...(from === undefined ? {} : { from: Number(from) }) })
  }
  const day = widestDay(readPrices(main, reading))
  const covered = replayFiles({ ...files, ...reading, inside })
  return replayFiles({ ...files, ...reading, inside, from: Math.max(day, covered.epoch) })
}

/**
 * The true price of a market over the run; a replay may end before the horizon.
 *
 * @throws RangeError, or PriceFileError for files that cannot be read
 */
export const buildPrices = async (words: Prices, needs: PathNeeds): Promise<PricePath> => {
  const { spec, seed, horizon } = needs
  if (needs.prices !== undefined || needs.index !== undefined || 'replay' in words) {
    const replay: ReplayPrices =
      'replay' in words ? words : { replay: GIVEN, inside: 'by-direction', columns: {}, where: {}, gaps: 'refuse' }
    return replayed(replay, needs)
  }
  return buildModel(words, { spec, seed, horizon })
}

/** The path of waypoints or of a model. @throws RangeError with every figure that breaks a rule */
export const buildModel = (
  words: Exclude<Prices, ReplayPrices>,
  { spec, seed, horizon }: Pick<PathNeeds, 'spec' | 'seed' | 'horizon'>,
): PricePath => {
  const clock = { seed, market: spec.market, horizon, step: millisecondsOf(words.step) }
  if ('waypoints' in words) {
    const waypoints = words.waypoints.map(({ at, price }) => ({ at: millisecondsOf(at), price: microsOf(price, spec) }))
    return waypointBridge({ ...clock, waypoints, volatility: words.volatility })
  }
  const build = MODELS[words.model] as (words: ModelledPrices, clock: ModelClock & { drift: number }) => PricePath
  return build(words, { ...clock, start: microsOf(words.start, spec), drift: words.drift })
}
