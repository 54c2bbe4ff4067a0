import { type BlockClock, fixedBlocks, poissonBlocks, type Stall } from '../../chain/block-clock.ts'
import { type GasTable, gasTable } from '../../chain/gas-table.ts'
import { exponentialLatency, fixedLatency, type Latency } from '../../chain/latency.ts'
import { Mempool } from '../../chain/mempool.ts'
import { arrivalOrdering } from '../../chain/ordering/arrival.ts'
import { batchOrdering } from '../../chain/ordering/batch.ts'
import { cancelsFirstOrdering } from '../../chain/ordering/cancels-first.ts'
import type { Ordering } from '../../chain/ordering/ordering.ts'
import { priorityFeeOrdering } from '../../chain/ordering/priority-fee.ts'
import { randomOrdering } from '../../chain/ordering/random.ts'
import { type Duration, millisecondsOf, rateOf } from '../quantities.ts'
import type { Chain, LatencyText, OrderingText } from '../schema/chain-schema.ts'

type OrderingBuilders = {
  readonly [K in OrderingText['kind']]: (words: Extract<OrderingText, { kind: K }>, seed: number) => Ordering
}

const ORDERINGS: OrderingBuilders = {
  arrival: () => arrivalOrdering(),
  'priority-fee': () => priorityFeeOrdering(),
  'cancels-first': () => cancelsFirstOrdering(),
  random: (_, seed) => randomOrdering({ seed }),
  batch: ({ every }, seed) => batchOrdering({ every: millisecondsOf(every), seed }),
}

/** A latency. @throws RangeError when the least is above the mean */
export const buildLatency = (words: LatencyText): Latency =>
  'fixed' in words
    ? fixedLatency(millisecondsOf(words.fixed))
    : exponentialLatency({ mean: millisecondsOf(words.mean), least: millisecondsOf(words.least) })

const windowOf = (words: { readonly from: Duration; readonly for: Duration }): Stall => ({
  from: millisecondsOf(words.from),
  for: millisecondsOf(words.for),
})

/** A chain's parts. */
export interface ChainParts {
  readonly clock: BlockClock
  readonly blockTime: number
  readonly gas: GasTable
  readonly mempool: Mempool
}

/** Blocks, gas and mempool. @throws RangeError when a block cannot hold one transaction of each kind, and the like */
export const buildChain = (words: Chain, seed: number): ChainParts => {
  const blockTime = millisecondsOf(words.blockTime)
  const { stalls = [], congestion = [] } = words
  const cadence = { blockTime, stalls: stalls.map(windowOf) }
  const clock = words.blocks === 'fixed' ? fixedBlocks(cadence) : poissonBlocks({ ...cadence, seed })
  const gas = gasTable(words.gas)
  const order = ORDERINGS[words.ordering.kind] as (words: OrderingText, seed: number) => Ordering
  const mempool = new Mempool({
    seed,
    ordering: order(words.ordering, seed),
    gas,
    capacity: words.capacity,
    congestion: congestion.map((one) => ({ ...windowOf(one), taken: rateOf(one.taken) })),
  })
  return { clock, blockTime, gas, mempool }
}
