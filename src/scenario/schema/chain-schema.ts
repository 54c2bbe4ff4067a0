import { z } from 'zod'
import type { Duration, Money, Rate } from '../quantities.ts'
import { choice, count, defaulted, duration, fields, money, rate } from '../value-schemas.ts'

/** How long transactions travel, and how old the chain is that a trader sees. */
export type LatencyText =
  | { readonly fixed: Duration }
  /** At least `least`, and an exponential rest that brings the mean to `mean`. */
  | { readonly mean: Duration; readonly least: Duration }

/** Names of the orderings that need no figure. */
export const ORDERINGS = ['arrival', 'priority-fee', 'cancels-first', 'random'] as const
/** Kinds of transactions that have gas. */
export const GAS_KINDS = [
  'place',
  'cancel',
  'cancel-all',
  'replace',
  'deposit',
  'withdraw',
  'liquidate',
  'publish',
] as const

/** Order of transactions in a block. */
export type OrderingText =
  | { readonly kind: (typeof ORDERINGS)[number] }
  | { readonly kind: 'batch'; readonly every: Duration }

/** A part of the run in which the chain does not do what it usually does. */
interface ChainWindowText {
  readonly from: Duration
  readonly for: Duration
}

/** Other users fill a share of every block for a while. */
export type CongestionText = ChainWindowText & { readonly taken: Rate }

/** Blocks, mempool, gas. */
export interface Chain {
  readonly blockTime: Duration
  readonly blocks: 'fixed' | 'poisson'
  readonly ordering: OrderingText
  readonly latency: LatencyText
  /** Gas of a block. */
  readonly capacity: number
  readonly gas: Readonly<Partial<Record<(typeof GAS_KINDS)[number], number>>>
  /** Quote units per 1000 gas. */
  readonly baseFee: Money
  /** Times without blocks. */
  readonly stalls?: readonly ChainWindowText[]
  readonly congestion?: readonly CongestionText[]
}

/** Schema of a latency: the chain's, or a list of traders' own. */
export const latencySchema: z.ZodType<LatencyText> = z
  .union([
    fields({ fixed: duration('Every transaction takes so long') }),
    fields({
      mean: duration('Expected time on the way'),
      least: duration('Shortest time on the way', { otherwise: '0ms' }),
    }),
  ])
  .describe('Time on the way to the chain, and age of what is seen of it')

const ordering: z.ZodType<OrderingText> = z
  .union([
    z.enum(ORDERINGS).transform((kind): OrderingText => ({ kind })),
    z.discriminatedUnion('kind', [
      fields({ kind: z.enum(ORDERINGS) }),
      fields({
        kind: z.literal('batch'),
        every: duration('Width of a window in which arrivals are shuffled', { sign: 'positive' }),
      }),
    ]),
  ])
  .describe('Order of transactions within a block')

const stalls = z
  .array(
    fields({
      from: duration('When blocks cease'),
      for: duration('How long there are none', { sign: 'positive' }),
    }),
  )
  .describe('Times without blocks; the first block after one comes at its end')

const congestion = z
  .array(
    fields({
      from: duration('When others begin to fill the blocks'),
      for: duration('How long they do', { sign: 'positive' }),
      taken: rate('Share of a block’s gas that they take', { least: '0', most: '1' }),
    }),
  )
  .describe('Times in which other users of the chain fill a part of every block')

const gasOf = (kind: string): z.ZodType<number> => count(`Gas of one transaction: ${kind}`, 'gas', { least: 1 })

/** Schema of `chain`. */
export const chainSchema: z.ZodType<Chain> = fields({
  blockTime: duration('Time between blocks', { otherwise: '2s', sign: 'positive' }),
  blocks: choice('Blocks come at fixed times, or as a Poisson process', ['fixed', 'poisson'] as const, 'fixed'),
  ordering: ordering.default({ kind: 'arrival' }),
  latency: latencySchema.default({ mean: '400ms', least: '0ms' }),
  capacity: count('What a block holds', 'gas', { otherwise: 30_000_000, least: 1 }),
  gas: defaulted(
    {
      place: gasOf('an order').exactOptional(),
      cancel: gasOf('a cancellation').exactOptional(),
      'cancel-all': gasOf('a cancellation of everything').exactOptional(),
      replace: gasOf('a replacement').exactOptional(),
      deposit: gasOf('a deposit').exactOptional(),
      withdraw: gasOf('a withdrawal').exactOptional(),
      liquidate: gasOf('a liquidation').exactOptional(),
      publish: gasOf('a publication of the oracle').exactOptional(),
    },
    'Gas by kind of transaction, where it differs from the defaults',
  ),
  baseFee: money('Fee per 1000 gas that every transaction pays', { otherwise: '0' }),
  stalls: stalls.exactOptional(),
  congestion: congestion.exactOptional(),
}).describe('Blocks, mempool and gas')
