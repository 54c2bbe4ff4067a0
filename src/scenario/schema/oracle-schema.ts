import { z } from 'zod'
import type { Duration, Rate } from '../quantities.ts'
import { choice, count, defaulted, duration, fields, rate } from '../value-schemas.ts'
import { type LatencyText, latencySchema } from './chain-schema.ts'

/** One place that reports the price. */
export interface OracleSource {
  /** Standard deviation of each observation's relative error. */
  readonly noise: Rate
  readonly bias: Rate
  readonly delay: Duration
  readonly weight: number
}

/** How the prices of the live sources become one. */
export type AggregateText =
  | { readonly kind: 'median' }
  | { readonly kind: 'weighted-median' }
  | { readonly kind: 'trimmed-mean'; readonly trim: Rate }

/** What the index is made of. */
export type SmoothingText =
  | { readonly kind: 'none' }
  | { readonly kind: 'twap'; readonly window: Duration }
  | { readonly kind: 'ema'; readonly halfLife: Duration }

/** What a guard stops while it is up. */
export type ConsequenceText = 'none' | 'pause-opening' | 'pause-liquidation' | 'pause-both'

/** When an index is not to be trusted, and what then. */
export interface GuardsText {
  readonly stale?: { readonly after: Duration; readonly consequence: ConsequenceText }
  readonly jump?: { readonly beyond: Rate; readonly for: Duration; readonly consequence: ConsequenceText }
  readonly tooFewSources?: { readonly atLeast: number; readonly consequence: ConsequenceText }
}

/** When and whom a fault strikes. */
interface FaultWindowText {
  /** Position in the list of sources, from 0; or all of them. */
  readonly source: number | 'all'
  readonly from: Duration
  readonly for: Duration
}

/** What goes wrong with a source for a while. */
export type SourceFaultText = FaultWindowText &
  (
    | { readonly kind: 'stuck' }
    | { readonly kind: 'silent' }
    | { readonly kind: 'spike'; readonly factor: Rate }
    | { readonly kind: 'bias'; readonly by: Rate }
    | { readonly kind: 'delayed'; readonly by: Duration }
  )

/** Sources, aggregation, publication, guards, faults. */
export interface OracleText {
  /** How many like ones, or each by itself. */
  readonly sources: number | readonly OracleSource[]
  /** Of all sources, where only their number is given. */
  readonly noise: Rate
  /** Likewise. */
  readonly delay: Duration
  readonly aggregate: AggregateText
  readonly longestAge?: Duration
  readonly heartbeat: Duration
  readonly deviation?: Rate
  readonly publish: 'block-start' | 'transaction'
  /** Of the publication's transaction. */
  readonly latency: LatencyText
  readonly smoothing: SmoothingText
  readonly guards: GuardsText
  readonly faults: readonly SourceFaultText[]
}

const noise = rate('Standard deviation of the relative error of an observation', {
  otherwise: '0',
  least: '0',
  most: '1',
})
const delay = duration('Time from an observation to its use', { otherwise: '0ms' })

const aggregate: z.ZodType<AggregateText> = z
  .union([
    z.enum(['median', 'weighted-median']).transform((kind): AggregateText => ({ kind })),
    z.discriminatedUnion('kind', [
      fields({ kind: z.literal('median') }),
      fields({ kind: z.literal('weighted-median') }),
      fields({
        kind: z.literal('trimmed-mean'),
        trim: rate('Part of the sources left out at each end, below 1/2', { least: '0', most: '0.499999' }),
      }),
    ]),
  ])
  .describe('How the prices of the live sources become one')

const smoothing: z.ZodType<SmoothingText> = z
  .union([
    z.enum(['none']).transform((kind): SmoothingText => ({ kind })),
    z.discriminatedUnion('kind', [
      fields({ kind: z.literal('none') }),
      fields({ kind: z.literal('twap'), window: duration('Window of the average', { sign: 'positive' }) }),
      fields({ kind: z.literal('ema'), halfLife: duration('Half life of the average', { sign: 'positive' }) }),
    ]),
  ])
  .describe('What the index is made of: the last publication, or an average of publications')

const consequence = choice(
  'What the market stops while the guard is up',
  ['none', 'pause-opening', 'pause-liquidation', 'pause-both'] as const,
  'pause-opening',
)

const guards = defaulted(
  {
    stale: fields({
      after: duration('Age of the last publication from which the index is stale', { sign: 'positive' }),
      consequence,
    })
      .describe('Up while the last publication is too old')
      .exactOptional(),
    jump: fields({
      beyond: rate('Change from one publication to the next from which it is a jump', { least: '0' }),
      for: duration('How long the guard stays up', { sign: 'positive' }),
      consequence,
    })
      .describe('Goes up when a publication differs too much from the one before')
      .exactOptional(),
    tooFewSources: fields({
      atLeast: count('Live sources that are needed', 'sources', { least: 1 }),
      consequence,
    })
      .describe('Up while fewer sources are live')
      .exactOptional(),
  },
  'When the index is not to be trusted, and what then',
)

const struck = {
  source: z
    .union([count('Position in the list of sources, from 0', 'position'), z.literal('all')])
    .describe('Position in the list of sources, from 0; or all'),
  from: duration('When the fault begins'),
  for: duration('How long it lasts', { sign: 'positive' }),
}

const fault = z.discriminatedUnion('kind', [
  fields({ kind: z.literal('stuck'), ...struck }),
  fields({ kind: z.literal('silent'), ...struck }),
  fields({ kind: z.literal('spike'), ...struck, factor: rate('What the price is multiplied by', { least: '0' }) }),
  fields({ kind: z.literal('bias'), ...struck, by: rate('Part by which the price is off, signed', { least: '-1' }) }),
  fields({ kind: z.literal('delayed'), ...struck, by: duration('What is added to the delay', { sign: 'positive' }) }),
])

const source = fields({
  noise,
  bias: rate('Constant relative error, signed', { otherwise: '0', least: '-0.999999', most: '1' }),
  delay,
  weight: count('Weight in the weighted median', 'weight', { otherwise: 1, least: 1, most: 1_000_000 }),
})

/** Schema of `oracle`. */
export const oracleSchema: z.ZodType<OracleText> = fields({
  sources: z
    .union([count('How many sources of the same kind', 'sources', { least: 1, most: 1000 }), z.array(source).min(1)])
    .default(1)
    .describe('How many like sources, or a list of them'),
  noise,
  delay,
  aggregate: aggregate.default({ kind: 'median' }),
  longestAge: duration('Age from which a source is left out', { sign: 'positive' }).exactOptional(),
  heartbeat: duration('Publishes when so much time has passed; 0: at every block', { otherwise: '0ms' }),
  deviation: rate('Publishes when the price has moved by this part', { least: '0' }).exactOptional(),
  publish: choice(
    'Publication at the block’s start, or as a transaction',
    ['block-start', 'transaction'] as const,
    'block-start',
  ),
  latency: latencySchema.default({ fixed: '0ms' }),
  smoothing: smoothing.default({ kind: 'none' }),
  guards,
  faults: z.array(fault).default([]).describe('What goes wrong with sources, and when'),
}).describe('How the index is made and published')
