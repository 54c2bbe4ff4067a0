import { z } from 'zod'
import type { DecimalText, Duration } from '../quantities.ts'
import { choice, decimal, defaulted, duration, fields, figure, text } from '../value-schemas.ts'

/** A price that the path passes exactly. */
export interface WaypointText {
  /** Since the start of the run; the first stands at 0s. */
  readonly at: Duration
  readonly price: DecimalText
}

/** Published prices joined by a Brownian bridge. */
export interface WaypointPrices {
  readonly waypoints: readonly WaypointText[]
  /** Annualised: 0.6 is 60 %. */
  readonly volatility: number
  /** Between two draws. */
  readonly step: Duration
}

/** Prices replayed from files; `replay` is the perpetual's price, or the only one. */
export interface ReplayPrices {
  /** File of prices, CSV or gzip; `given` waits for the command line's `--prices`. */
  readonly replay: string
  /** File of the prices that oracles report; the same as `replay` when left out. */
  readonly index?: string
  readonly inside: 'by-direction' | 'low-first' | 'high-first' | 'open-close'
  /** Epoch milliseconds, as text, that become time 0, or `widest-day`. */
  readonly from?: string
  readonly columns: Readonly<Partial<Record<'time' | 'open' | 'high' | 'low' | 'close' | 'price', string>>>
  readonly where: Readonly<Record<string, string>>
  readonly gaps: 'refuse' | 'hold'
  readonly longestSilence?: Duration
}

interface ModelPrices {
  readonly start: DecimalText
  readonly step: Duration
  /** Annualised expected growth. */
  readonly drift: number
}

/** Prices drawn from a stochastic model. */
export type ModelledPrices =
  | (ModelPrices & { readonly model: 'geometric-brownian-motion'; readonly volatility: number })
  | (ModelPrices & {
      readonly model: 'merton'
      readonly volatility: number
      readonly jumpsPerYear: number
      readonly jumpMean: number
      readonly jumpDeviation: number
    })
  | (ModelPrices & {
      readonly model: 'two-regime'
      readonly calm: number
      readonly stressed: number
      readonly calmStay: Duration
      readonly stressedStay: Duration
      readonly startIn: 'calm' | 'stressed'
    })

/** Where a market's true price comes from. */
export type Prices = WaypointPrices | ReplayPrices | ModelledPrices

const step = duration('Time between two draws of the path', { otherwise: '1s', sign: 'positive' })
const volatility = (what: string, otherwise?: number): z.ZodType<number> =>
  figure(what, '1 is 100 % a year', { least: 0, most: 100, ...(otherwise === undefined ? {} : { otherwise }) })

const waypoint = z.union([
  z
    .tuple([duration('Time of the waypoint'), decimal('Price of the waypoint', 'quote per base')])
    .transform(([at, price]): WaypointText => ({ at, price })),
  fields({ at: duration('Time of the waypoint'), price: decimal('Price of the waypoint', 'quote per base') }),
])

const waypoints = fields({
  waypoints: z.array(waypoint).min(1).describe('Prices that the path passes exactly: [time, price]; the first at 0s'),
  volatility: volatility('Volatility between the waypoints', 0),
  step,
})

const file = (what: string): z.ZodType<string> => text(what, /\S/, 'the name of a file')
const column = (what: string): z.ZodType<string> =>
  text(`Header of the column with the ${what}`, /\S/, 'the name of a column')

const replay = fields({
  replay: file('File of the perpetual’s prices, CSV or gzip; `given` waits for `--prices FILE`'),
  index: file('File of the prices that oracles report; as `replay` when left out').exactOptional(),
  inside: choice(
    'Way of the price inside a bar',
    ['by-direction', 'low-first', 'high-first', 'open-close'] as const,
    'by-direction',
  ),
  from: text(
    'Epoch milliseconds, in quotes, that become time 0; `widest-day`: midnight (UTC) of the day with the largest move; the first time that all files cover when left out',
    /^(\d{12,14}|widest-day)$/,
    'epoch milliseconds in quotes, or widest-day',
  ).exactOptional(),
  columns: defaulted(
    {
      time: column('time').exactOptional(),
      open: column('open').exactOptional(),
      high: column('high').exactOptional(),
      low: column('low').exactOptional(),
      close: column('close').exactOptional(),
      price: column('price').exactOptional(),
    },
    'Columns that the header calls by other names',
  ),
  where: z.record(z.string(), z.string()).default({}).describe('Rows to read, where a file holds several series'),
  gaps: choice('Bars that are missing: refused, or bridged at the last close', ['refuse', 'hold'] as const, 'refuse'),
  longestSilence: duration('Longest time between two ticks', { sign: 'positive' }).exactOptional(),
})

const start = decimal('Price at the start', 'quote per base')
const drift = figure('Expected growth of the price', '1 is 100 % a year', { least: -1000, most: 1000, otherwise: 0 })

const models = z.discriminatedUnion('model', [
  fields({
    model: z.literal('geometric-brownian-motion'),
    start,
    drift,
    volatility: volatility('Volatility'),
    step,
  }),
  fields({
    model: z.literal('merton'),
    start,
    drift,
    volatility: volatility('Volatility of the continuous part'),
    step,
    jumpsPerYear: figure('Expected number of jumps', 'a year', { least: 0, most: 1e7 }),
    jumpMean: figure('Mean log size of a jump', 'log return', { least: -10, most: 10 }),
    jumpDeviation: figure('Standard deviation of the log size of a jump', 'log return', { least: 0, most: 10 }),
  }),
  fields({
    model: z.literal('two-regime'),
    start,
    drift,
    calm: volatility('Volatility of the calm regime'),
    stressed: volatility('Volatility of the stressed regime'),
    calmStay: duration('Mean stay in the calm regime', { sign: 'positive' }),
    stressedStay: duration('Mean stay in the stressed regime', { sign: 'positive' }),
    startIn: choice('Regime at the start', ['calm', 'stressed'] as const, 'calm'),
    step,
  }),
])

/** Schema of `markets[].prices`. */
export const pricesSchema: z.ZodType<Prices> = z.union([waypoints, replay, models]).describe('The true price')
