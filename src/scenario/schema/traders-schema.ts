import { z } from 'zod'
import { formatFraction } from '../../numeric/fraction.ts'
import { traderDefaults } from '../../traders/trader-defaults.ts'
import { formatDuration } from '../format-duration.ts'
import type { Duration, Rate } from '../quantities.ts'
import { choice, count, defaulted, duration, fields, figure, money, multiple, rate, text } from '../value-schemas.ts'
import { latencySchema } from './chain-schema.ts'
import type { ProbeStyleText, TraderText } from './trader-text.ts'

const usual = traderDefaults(1)

const listed = (deposit: { readonly mean: number; readonly sigma: number }) => ({
  count: count('How many members', 'traders', { otherwise: 1, least: 1, most: 1_000_000 }),
  name: text('Name in reports; the kind when left out', /\S/, 'a name').exactOptional(),
  market: text('Symbol of the market; the first when left out', /\S/, 'the symbol of a market').exactOptional(),
  latency: latencySchema.exactOptional(),
  deposit: money('What each member begins with, in the mean', { otherwise: String(deposit.mean) }),
  depositSigma: sigma('deposits', deposit.sigma),
})

const sigma = (of: string, otherwise: number): z.ZodType<number> =>
  figure(`Standard deviation of the logarithm of ${of}`, 'log', { least: 0, most: 10, otherwise })
const between = (description: string, otherwise: number): z.ZodType<number> =>
  figure(description, 'share', { least: 0, most: 1, otherwise })
const factor = (description: string, unit: string, otherwise: number, least = 0): z.ZodType<number> =>
  figure(description, unit, { least, most: 1e9, otherwise })
const every = (description: string, milliseconds: number): z.ZodType<Duration> =>
  duration(description, { otherwise: formatDuration(milliseconds), sign: 'positive' })
const share = (description: string, otherwise: { n: number; d: number }): z.ZodType<Rate> =>
  rate(description, { otherwise: formatFraction(otherwise), least: '0' })
/** A slippage limit is a share of a price: at 1 a limit to sell would be 0. */
const slippage = (otherwise: { n: number; d: number }): z.ZodType<Rate> =>
  rate('How much worse than the best price it still trades', {
    otherwise: formatFraction(otherwise),
    least: '0',
    most: '0.3',
  })

const { noise, trend, arbitrageur, liquidator, probe } = usual
const maker = usual['market-maker']

const noiseFields = fields({
  kind: z.literal('noise'),
  ...listed(noise.deposit),
  interval: every('Mean time between a member’s wake-ups', noise.interval),
  activitySigma: sigma('activity between members', noise.activitySigma),
  notional: money('Notional of a trade, in the mean', { otherwise: String(noise.notional), sign: 'positive' }),
  sizes: choice('Distribution of sizes', ['exponential', 'lognormal'] as const, noise.sizes),
  sizeSigma: sigma('lognormal sizes', noise.sizeSigma),
  leverage: figure('Highest leverage of any member', 'times', { least: 1, most: 1000, otherwise: noise.leverage }),
  closeShare: between('Share of wake-ups that close the position', noise.closeShare),
  reversion: between('How strongly a member trades against its own exposure', noise.reversion),
  patientShare: between('Share of opening trades that wait at their own best price', noise.patientShare),
  patience: every('Time that a patient order rests', noise.patience),
  slippage: slippage(noise.slippage),
})

const trendFields = fields({
  kind: z.literal('trend'),
  ...listed(trend.deposit),
  interval: every('Time between looks at the market', trend.interval),
  lookback: every('Time constant of the long average', trend.lookback),
  tasteSigma: sigma('lookbacks and thresholds', trend.tasteSigma),
  threshold: factor('Signal at which a position is opened', 'standard deviations', trend.threshold, 0.001),
  exit: factor('Signal against the position at which it is closed', 'standard deviations', trend.exit),
  dispositionShare: between('Share of members who close winners and keep losers', trend.dispositionShare),
  leverage: multiple('Notional per stake at full size', formatFraction(trend.leverage)),
  steps: count('Steps in which a position is built', 'steps', { otherwise: trend.steps, least: 1, most: 1000 }),
  stop: share('Adverse move that closes the position; 0 for no stop', trend.stop),
  slippage: slippage(trend.slippage),
  watches: choice('Which price is followed', ['index', 'mid'] as const, trend.watches),
})

const makerFields = fields({
  kind: z.literal('market-maker'),
  ...listed(maker.deposit),
  interval: every('Time between wake-ups', maker.interval),
  riskAversion: factor('Risk aversion gamma', 'per basis point and clip', maker.riskAversion),
  arrivalDecay: factor('Decay kappa of the arrival of orders', 'per basis point', maker.arrivalDecay, 1e-9),
  tasteSigma: sigma('both between members', maker.tasteSigma),
  horizon: every('Time for which inventory is expected to be held', maker.horizon),
  levels: count('Quotes on each side', 'quotes', { otherwise: maker.levels, least: 1, most: 100 }),
  levelStepBps: factor('From the first quote to the second', 'bps', maker.levelStepBps),
  levelGrowth: factor('Growth of the gaps between quotes', 'times', maker.levelGrowth),
  clip: share('Notional of a quote per equity', maker.clip),
  inventoryLimit: multiple('Largest notional of the inventory per equity', formatFraction(maker.inventoryLimit)),
  requoteShare: factor('Deviation from which a quote is replaced', 'share of its distance', maker.requoteShare),
  leastHalfSpreadBps: factor('Least half spread', 'bps', maker.leastHalfSpreadBps),
  skewLimitBps: factor('Furthest that quotes move for inventory and funding', 'bps', maker.skewLimitBps),
  fundingWeight: factor('Funding payments that a position is expected to stay for', 'payments', maker.fundingWeight),
  driftWeight: factor('Part of the expected further move that is added', 'share', maker.driftWeight),
  shortMemory: every('Time constant of short volatility', maker.shortMemory),
  longMemory: every('Time constant of long volatility', maker.longMemory),
  widenAt: factor('Short over long volatility from which spreads widen', 'times', maker.widenAt),
  leaveAt: factor('Short over long volatility from which nothing is quoted', 'times', maker.leaveAt),
  settle: every('Time after which what was sent must show', maker.settle),
})

const arbitrageurFields = fields({
  kind: z.literal('arbitrageur'),
  ...listed(arbitrageur.deposit),
  interval: every('Time between looks at the market', arbitrageur.interval),
  hedge: defaulted(
    {
      costBps: figure('Cost of a trade at the external venue', 'bps', {
        least: 0,
        most: 1000,
        otherwise: (arbitrageur.hedgeCost.n / arbitrageur.hedgeCost.d) * 10_000,
      }),
    },
    'The external venue: the true price plus or minus a cost',
  ),
  margin: share('Edge beyond fee and hedge cost', arbitrageur.margin),
  unwind: rate('How far the basis must have passed zero for unwinding', {
    otherwise: formatFraction(arbitrageur.unwind),
  }),
  leverage: multiple('Largest notional per equity', formatFraction(arbitrageur.leverage)),
  clip: share('Notional of an order per equity', arbitrageur.clip),
  cutAt: multiple('Notional per equity from which the position is cut back', formatFraction(arbitrageur.cutAt)),
  slippage: slippage(arbitrageur.slippage),
  fundingWeight: factor(
    'Funding payments that a position is expected to stay for',
    'payments',
    arbitrageur.fundingWeight,
  ),
})

const liquidatorFields = fields({
  kind: z.literal('liquidator'),
  ...listed(liquidator.deposit),
  interval: every('Time between looks at the accounts', liquidator.interval),
  reach: count('A member picks among so many of the worst', 'accounts', { otherwise: liquidator.reach, least: 1 }),
  bidShare: between('Largest share of the reward that is bid for gas', liquidator.bidShare),
  patience: every('Time before the same account is tried again', liquidator.patience),
})

const style: z.ZodType<ProbeStyleText> = z
  .union([
    z.enum(['at-once']).transform((kind): ProbeStyleText => ({ kind })),
    z.discriminatedUnion('kind', [
      fields({ kind: z.literal('at-once') }),
      fields({
        kind: z.literal('twap'),
        slices: count('Equal slices', 'slices', { least: 1, most: 100_000 }),
        every: duration('Time between slices', { sign: 'positive' }),
      }),
      fields({
        kind: z.literal('volume-share'),
        share: rate('Largest share of the volume traded since it began', { least: '0', most: '1' }),
        every: duration('Time between looks at the volume', { sign: 'positive' }),
      }),
    ]),
  ])
  .describe('How the trade is spread over time')

const probeFields = fields({
  kind: z.literal('probe'),
  ...listed({ mean: probe.deposit, sigma: 0 }),
  side: choice('Which way it trades', ['buy', 'sell'] as const, 'buy'),
  notional: money('Notional at the index when it begins', { sign: 'positive' }),
  after: duration('When it begins', { otherwise: formatDuration(probe.after) }),
  style: style.default({ kind: 'at-once' }),
  slippage: slippage(probe.slippage),
  widest: factor('The slippage limit widens at most so many times in stress', 'times', probe.widest, 1),
  hold: duration('Time between the execution and the closing of the position; kept when left out').exactOptional(),
  patience: duration('An execution ends after so long with what it has', { sign: 'positive' }).exactOptional(),
  shortMemory: every('Time constant of short volatility', probe.shortMemory),
  longMemory: every('Time constant of long volatility', probe.longMemory),
  watchEvery: every('How often prices are watched before it begins', probe.watchEvery),
  settle: every('Time after which what was sent must show', probe.settle),
})

/** Schema of `traders`. */
export const tradersSchema: z.ZodType<readonly TraderText[]> = z
  .array(
    z.discriminatedUnion('kind', [
      noiseFields,
      trendFields,
      makerFields,
      arbitrageurFields,
      liquidatorFields,
      probeFields,
      fields({ kind: z.literal('scripted'), ...listed({ mean: 10_000, sigma: 0 }) }),
    ]),
  )
  .min(1)
  .describe('Lists of traders; a list’s position names its random draws')
