import type { Side } from '../market/side.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import type { Transaction, TransactionKind, TriggerKind } from '../market/transaction.ts'

const transactionColumns: readonly (keyof Transaction)[] = [
  'kind',
  'account',
  'market',
  'side',
  'lots',
  'limit',
  'flags',
  'expiry',
  'tag',
  'target',
  'atoms',
  'trigger',
  'triggerPrice',
  'priorityFee',
  'deadline',
]

const envelopeColumns: readonly (keyof Envelope | 'waited')[] = [
  'arrival',
  'sequence',
  'group',
  'ordinal',
  'sent',
  'waited',
]

/** What the chain keeps of a transaction besides its own fields. */
export interface Envelope {
  /** Milliseconds at which the block builder has it. */
  readonly arrival: number
  /** Number of the transaction in the order of sending, over all senders: no two are equal. */
  readonly sequence: number
  /** The sender as random streams know it, and which of its transactions this is, from 1. */
  readonly group: number
  readonly ordinal: number
  readonly sent: number
}

/** Names of the columns: a transaction's fields, its envelope, and `waited`, the blocks that had no room for it. */
export type PendingColumn = keyof Transaction | keyof Envelope | 'waited'

const columnNames: readonly PendingColumn[] = [...transactionColumns, ...envelopeColumns]

/**
 * Transactions on their way or waiting, in columns of one typed array each; rows 0 to `size` - 1 are in the order of
 * sending. Rows move only in `remove`.
 */
export class PendingTransactions implements Stateful {
  #columns: Record<PendingColumn, Float64Array>
  /** Row count. */
  readonly #rows = new Float64Array(1)

  constructor(capacity = 64) {
    this.#columns = Object.fromEntries(columnNames.map((name) => [name, new Float64Array(capacity)])) as Record<
      PendingColumn,
      Float64Array
    >
  }

  get size(): number {
    return this.#rows[0]
  }

  /** A column; fetch it anew after `append`, which may have grown it. */
  column(name: PendingColumn): Float64Array {
    return this.#columns[name]
  }

  append(transaction: Transaction, envelope: Envelope): void {
    const row = this.size
    if (row === this.#columns.kind.length) this.#grow(2 * row)
    for (const name of transactionColumns) this.#columns[name][row] = transaction[name]
    this.#columns.arrival[row] = envelope.arrival
    this.#columns.sequence[row] = envelope.sequence
    this.#columns.group[row] = envelope.group
    this.#columns.ordinal[row] = envelope.ordinal
    this.#columns.sent[row] = envelope.sent
    this.#columns.waited[row] = 0
    this.#rows[0] = row + 1
  }

  /** A copy of the row's transaction. @throws RangeError for a row that is not there */
  read(row: number): Transaction {
    if (!(row >= 0 && row < this.size)) throw new RangeError(`pending transactions: no row ${row} of ${this.size}`)
    const at = this.#columns
    return {
      kind: at.kind[row] as TransactionKind,
      account: at.account[row],
      market: at.market[row],
      side: at.side[row] as Side,
      lots: at.lots[row],
      limit: at.limit[row],
      flags: at.flags[row],
      expiry: at.expiry[row],
      tag: at.tag[row],
      target: at.target[row],
      atoms: at.atoms[row],
      trigger: at.trigger[row] as TriggerKind,
      triggerPrice: at.triggerPrice[row],
      priorityFee: at.priorityFee[row],
      deadline: at.deadline[row],
    }
  }

  /** Takes away the rows for which `gone` is 1; the others close ranks and keep their order. */
  remove(gone: Uint8Array): void {
    const size = this.size
    let kept = 0
    for (let row = 0; row < size; row++) {
      if (gone[row] === 1) continue
      if (kept !== row) for (const name of columnNames) this.#columns[name][kept] = this.#columns[name][row]
      kept += 1
    }
    this.#rows[0] = kept
  }

  #grow(capacity: number): void {
    for (const name of columnNames) {
      const grown = new Float64Array(capacity)
      grown.set(this.#columns[name])
      this.#columns[name] = grown
    }
  }

  state(): Readonly<Record<string, StateArray>> {
    return { rows: this.#rows, ...this.#columns }
  }

  reserve(lengths: Readonly<Record<string, number>>): void {
    if (lengths.kind > this.#columns.kind.length) this.#grow(lengths.kind)
  }
}
