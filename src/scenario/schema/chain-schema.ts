import { z } from 'zod'
import type { Duration, Money } from '../quantities.ts'
import { choice, count, defaulted, duration, fields, money } from '../value-schemas.ts'

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
}).describe('Blocks, mempool and gas')
