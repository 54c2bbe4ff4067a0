import fc from 'fast-check'
import { defaultGas, gasTable } from '../../../chain/gas-table.ts'
import type { Latency } from '../../../chain/latency.ts'
import { Mempool } from '../../../chain/mempool.ts'
import { arrivalOrdering } from '../../../chain/ordering/arrival.ts'
import { batchOrdering } from '../../../chain/ordering/batch.ts'
import { cancelsFirstOrdering } from '../../../chain/ordering/cancels-first.ts'
import type { Ordering } from '../../../chain/ordering/ordering.ts'
import { priorityFeeOrdering } from '../../../chain/ordering/priority-fee.ts'
import { randomOrdering } from '../../../chain/ordering/random.ts'
import { POST_ONLY } from '../../../market/order-flags.ts'
import {
  CANCEL,
  CANCEL_ALL,
  completed,
  PLACE,
  REPLACE,
  type TransactionKind,
  transactionNames,
} from '../../../market/transaction.ts'
import type { Ruling } from '../../law.ts'
import type { Law } from '../../law-property.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'

/** A transaction that somebody sends, and how long after the one before. */
interface Sending {
  readonly sender: number
  readonly wait: number
  readonly kind: TransactionKind
  readonly postOnly: boolean
  readonly priorityFee: number
  /** Milliseconds after it was sent; 0 for none. */
  readonly patience: number
  /** Milliseconds on the way. */
  readonly latency: number
}

interface ChainCase {
  readonly ordering: 'arrival' | 'cancels-first' | 'priority-fee' | 'batch' | 'random'
  readonly capacity: number
  readonly sendings: readonly Sending[]
}

/** A sent transaction as the law keeps it; `number` counts all that were sent. */
interface Sent extends Sending {
  readonly number: number
  readonly arrival: number
  readonly deadline: number
}

const BLOCK_TIME = 1000
const SENDERS = 3
const WINDOW = 300
const SEED = 1
const LARGEST_GAS = Math.max(...Object.values(defaultGas))

const orderings: Readonly<Record<ChainCase['ordering'], Ordering>> = {
  arrival: arrivalOrdering(),
  'cancels-first': cancelsFirstOrdering(),
  'priority-fee': priorityFeeOrdering(),
  batch: batchOrdering({ every: WINDOW, seed: SEED }),
  random: randomOrdering({ seed: SEED }),
}

const cases: fc.Arbitrary<ChainCase> = fc.record({
  ordering: fc.constantFrom('arrival', 'cancels-first', 'priority-fee', 'batch', 'random'),
  capacity: fc.constantFrom(10_000_000, LARGEST_GAS, 2_000_000, 1_300_000),
  sendings: fc.array(
    fc.record({
      sender: fc.nat(SENDERS - 1),
      wait: fc.constantFrom(0, 100, 299, 1000),
      kind: fc.constantFrom<TransactionKind[]>(PLACE, PLACE, CANCEL, CANCEL_ALL, REPLACE, 5, 6, 7, 8),
      postOnly: fc.boolean(),
      priorityFee: fc.nat(3),
      patience: fc.constantFrom(0, 0, 0, 500, 1000, 2500),
      latency: fc.constantFrom(0, 300, 1000, 1700),
    }),
    { minLength: 1, maxLength: 24 },
  ),
})

/** Cancels after what cannot take, and what can take after those. */
const classOf = ({ kind, postOnly }: Sent): number => {
  if (kind === CANCEL || kind === CANCEL_ALL) return 1
  return (kind === PLACE || kind === REPLACE) && !postOnly ? 2 : 0
}

const first = (...signs: readonly number[]): number => signs.find((sign) => sign !== 0) ?? 0

/** Which of two comes first, as far as the rule leaves nothing to chance. */
const precedence = (ordering: ChainCase['ordering'], a: Sent, b: Sent): number => {
  const byArrival = first(a.arrival - b.arrival, a.number - b.number)
  switch (ordering) {
    case 'arrival':
      return byArrival
    case 'cancels-first':
      return first(classOf(a) - classOf(b), byArrival)
    case 'priority-fee':
      return first(b.priorityFee - a.priorityFee, byArrival)
    case 'batch':
      return Math.floor(a.arrival / WINDOW) - Math.floor(b.arrival / WINDOW)
    case 'random':
      return 0
  }
}

/** Runs the chain beside a naive one. @returns what is wrong */
const faultOfBlocks = ({ ordering, capacity, sendings }: ChainCase, ruling: Ruling): string | undefined => {
  const gas = gasTable()
  const pool = new Mempool({ seed: SEED, ordering: orderings[ordering], gas, capacity })
  let delay = 0
  const latency: Latency = { kind: 'drawn', mean: 0, delay: () => delay }
  for (let account = 0; account < SENDERS; account++) pool.admit(account, { group: 0, ordinal: account, latency })
  const lastArrival = new Map<number, number>()
  let waiting: Sent[] = []
  let sentAt = 0
  let next = 0
  const last = sendings.reduce((sum, { wait }) => sum + wait, 0)
  // Blocks go on until everything has arrived and found its room.
  for (let now = BLOCK_TIME; now <= last + 3 * BLOCK_TIME + sendings.length * BLOCK_TIME; now += BLOCK_TIME) {
    for (
      let sending = sendings[next];
      sending !== undefined && sentAt + sending.wait <= now;
      sending = sendings[next]
    ) {
      sentAt += sending.wait
      const { sender, kind, postOnly, priorityFee, patience } = sending
      const deadline = patience === 0 ? 0 : sentAt + patience
      delay = sending.latency
      const arrival = Math.max(sentAt + delay, lastArrival.get(sender) ?? 0)
      lastArrival.set(sender, arrival)
      next += 1
      const flags = postOnly ? POST_ONLY : 0
      const told = pool.add(completed({ kind, flags, priorityFee, deadline, tag: next }, sender, 0), sentAt)
      if (told !== arrival) ruling.broken(`transaction ${next} of ${sentAt} ms arrives at ${told}, not ${arrival}`)
      waiting.push({ ...sending, number: next, arrival, deadline })
    }
    waiting = waiting.filter(({ deadline }) => deadline === 0 || deadline >= now)
    const rows = new Int32Array(pool.size)
    const count = pool.select(now, rows)
    const taken = Array.from(rows.subarray(0, count), (row) => pool.read(row).tag)
    pool.take(rows, count)
    const arrived = waiting.filter(({ arrival }) => arrival <= now)
    const inOrder = taken.map((number) => arrived.find((sent) => sent.number === number))
    const block = `block of ${now} ms takes ${taken.join(', ') || 'nothing'}`
    if (inOrder.includes(undefined) || new Set(taken).size !== taken.length)
      return `${block}; arrived and not expired are ${arrived.map(({ number }) => number).join(', ')}`
    const chosen = inOrder as readonly Sent[]
    const left = arrived.filter((sent) => !chosen.includes(sent))
    for (const [i, sent] of chosen.entries()) {
      const behind = [...chosen.slice(i + 1), ...left].find((other) => precedence(ordering, other, sent) < 0)
      if (behind !== undefined) return `${block}; ${behind.number} comes before ${sent.number}`
    }
    const gasOf = ({ kind }: Sent): number => defaultGas[transactionNames[kind] as keyof typeof defaultGas]
    const used = chosen.reduce((sum, sent) => sum + gasOf(sent), 0)
    if (used > capacity) return `${block}: ${used} gas, and it holds ${capacity}`
    // Whoever comes next did not fit: where chance decides, that may be any of those that nobody precedes.
    const nexts = left.filter((sent) => left.every((other) => other === sent || precedence(ordering, other, sent) >= 0))
    if (nexts.length > 0 && nexts.every((sent) => used + gasOf(sent) <= capacity))
      return `${block}: ${used} gas of ${capacity}, and ${nexts[0].number} would fit`
    ruling.exercised(`blocks by ${ordering}`)
    if (left.length > 0) ruling.exercised('blocks that are full')
    waiting = waiting.filter((sent) => !chosen.includes(sent))
  }
  return undefined
}

/** The block builder does what its rule says, and a sender's transactions do not overtake each other on their way. */
export const blockTakesWhatComesFirst = (): Law<ChainCase> =>
  lawOverNumbers(
    {
      id: 'PERP-98',
      name: 'a block takes the transactions that have arrived and not expired, in the order of the chain’s rule, until the next does not fit',
      rulesOut:
        'A transaction that is taken before it arrives, twice or never, one that overtakes, a block that holds more than its gas',
      parts: ['whole run'],
    },
    cases,
    (sample, ruling) => {
      const fault = faultOfBlocks(sample, ruling)
      if (fault !== undefined) ruling.broken(fault)
    },
  )
