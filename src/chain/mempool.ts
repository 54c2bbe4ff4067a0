import type { StateArray, Stateful } from '../market/stateful.ts'
import type { Transaction, TransactionKind } from '../market/transaction.ts'
import { LATENCY } from '../numeric/purposes.ts'
import { RandomStream } from '../numeric/random.ts'
import { type Congestion, gasLeft } from './congestion.ts'
import type { GasTable } from './gas-table.ts'
import type { Latency } from './latency.ts'
import type { Ordering } from './ordering/ordering.ts'
import { PendingTransactions } from './pending-transactions.ts'

/** Who sends: its name in random streams (which no other sender's coming or going changes) and its way to the chain. */
export interface Sender {
  /** Which list of traders. */
  readonly group: number
  /** Which one of the list. */
  readonly ordinal: number
  readonly latency: Latency
}

/** The chain's parameters that its mempool needs. */
export interface MempoolParameters {
  readonly seed: number
  readonly ordering: Ordering
  readonly gas: GasTable
  /** Gas that a block holds. */
  readonly capacity: number
  /** When others fill a part of the blocks; never when left out. */
  readonly congestion?: readonly Congestion[]
}

/** Counts since the start, and the gas of the last selection. */
export interface MempoolCounts {
  readonly sent: number
  readonly taken: number
  readonly expired: number
  readonly lastGas: number
}

const SENT = 0
const TAKEN = 1
const EXPIRED = 2
const LAST_GAS = 3

/**
 * Transactions between their senders and a block. Each arrives its sender's latency after it was sent, but never before
 * one that the same sender sent earlier (nonces). A block takes the arrived ones in the chain's order until the first
 * that its gas has no room for; nothing overtakes that one.
 */
export class Mempool implements Stateful {
  readonly #parameters: MempoolParameters
  readonly #pending = new PendingTransactions()
  readonly #senders: Sender[] = []
  /** Account by group and ordinal; looked up, never walked. */
  readonly #names = new Map<string, number>()
  readonly #streams = new Map<number, RandomStream>()
  /** Per account: transactions sent, last arrival. */
  #sends = new Float64Array(64)
  #arrivals = new Float64Array(64)
  readonly #counts = new Float64Array(4)

  /** @throws RangeError when a block cannot hold one transaction of each kind */
  constructor(parameters: MempoolParameters) {
    const { gas, capacity } = parameters
    for (let kind = 1; kind <= 8; kind++) {
      const needed = gas.gas(kind as TransactionKind)
      if (!(needed <= capacity)) {
        throw new RangeError(
          `chain.capacity: ${capacity} gas must hold a transaction of each kind; one needs ${needed} gas`,
        )
      }
    }
    this.#parameters = parameters
  }

  /** Lets the account send. @throws RangeError when another account has the same group and ordinal */
  admit(account: number, sender: Sender): void {
    const name = `${sender.group}:${sender.ordinal}`
    const twin = this.#names.get(name)
    if (twin !== undefined && twin !== account) {
      throw new RangeError(
        `mempool: accounts ${twin} and ${account} share group ${sender.group}, ordinal ${sender.ordinal}`,
      )
    }
    this.#names.set(name, account)
    this.#senders[account] = sender
    while (account >= this.#sends.length) this.#growSenders(2 * this.#sends.length)
  }

  /**
   * Sends a transaction at `sentAt` milliseconds.
   *
   * @returns the time at which it arrives
   * @throws RangeError for an account that was not admitted
   */
  add(transaction: Transaction, sentAt: number): number {
    const { account } = transaction
    const sender = this.#senders[account]
    if (sender === undefined) throw new RangeError(`mempool: account ${account} was not admitted as a sender`)
    this.#sends[account] += 1
    const draws = this.#drawsOf(sender.group)
    draws.of(sender.ordinal).at(this.#sends[account])
    const arrival = Math.max(sentAt + sender.latency.delay(draws), this.#arrivals[account])
    this.#arrivals[account] = arrival
    this.#counts[SENT] += 1
    this.#pending.append(transaction, {
      arrival,
      sequence: this.#counts[SENT],
      group: sender.group,
      ordinal: sender.ordinal,
      sent: this.#sends[account],
    })
    return arrival
  }

  /** Transactions on their way or waiting. */
  get size(): number {
    return this.#pending.size
  }

  counts(): MempoolCounts {
    const counts = this.#counts
    return { sent: counts[SENT], taken: counts[TAKEN], expired: counts[EXPIRED], lastGas: counts[LAST_GAS] }
  }

  /**
   * Chooses a block's transactions, once a block: drops what has expired (deadline before `now`), then writes the rows
   * of the arrived, in the chain's order, up to the block's gas. Rows hold until `take`; `add` does not move them.
   *
   * @param out - at least `size` long
   * @returns how many rows were written
   * @throws RangeError when `out` is too short
   */
  select(now: number, out: Int32Array): number {
    this.#dropExpired(now)
    const { size } = this.#pending
    if (out.length < size) throw new RangeError(`mempool: ${out.length} places for ${size} transactions`)
    const arrival = this.#pending.column('arrival')
    const kind = this.#pending.column('kind')
    const waited = this.#pending.column('waited')
    let arrived = 0
    for (let row = 0; row < size; row++) if (arrival[row] <= now) out[arrived++] = row
    const { ordering, gas, capacity, congestion = [] } = this.#parameters
    const room = gasLeft(capacity, congestion, now)
    ordering.arrange(this.#pending, out.subarray(0, arrived))
    let used = 0
    let count = 0
    while (count < arrived) {
      const needed = gas.gas(kind[out[count]] as TransactionKind)
      if (used + needed > room) break
      used += needed
      count += 1
    }
    for (let i = count; i < arrived; i++) waited[out[i]] += 1
    this.#counts[LAST_GAS] = used
    return count
  }

  /** A copy of the transaction in a selected row. */
  read(row: number): Transaction {
    return this.#pending.read(row)
  }

  /** Removes the first `count` of the selected rows: they are in the block. */
  take(rows: Int32Array, count: number): void {
    const gone = new Uint8Array(this.#pending.size)
    for (let i = 0; i < count; i++) gone[rows[i]] = 1
    this.#pending.remove(gone)
    this.#counts[TAKEN] += count
  }

  #dropExpired(now: number): void {
    const deadline = this.#pending.column('deadline')
    const { size } = this.#pending
    const gone = new Uint8Array(size)
    let expired = 0
    for (let row = 0; row < size; row++) {
      if (deadline[row] === 0 || deadline[row] >= now) continue
      gone[row] = 1
      expired += 1
    }
    if (expired > 0) this.#pending.remove(gone)
    this.#counts[EXPIRED] += expired
  }

  #drawsOf(group: number): RandomStream {
    let draws = this.#streams.get(group)
    if (draws === undefined) {
      draws = new RandomStream(this.#parameters.seed, LATENCY, group, 0)
      this.#streams.set(group, draws)
    }
    return draws
  }

  #growSenders(length: number): void {
    const sends = new Float64Array(length)
    sends.set(this.#sends)
    this.#sends = sends
    const arrivals = new Float64Array(length)
    arrivals.set(this.#arrivals)
    this.#arrivals = arrivals
  }

  state(): Readonly<Record<string, StateArray>> {
    return { counts: this.#counts, sends: this.#sends, arrivals: this.#arrivals, ...this.#pending.state() }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    this.#pending.reserve(lengths)
    if (lengths.sends > this.#sends.length) this.#growSenders(lengths.sends)
  }
}
