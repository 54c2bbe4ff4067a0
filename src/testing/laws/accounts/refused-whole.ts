import type { Exchange } from '../../../exchange/exchange.ts'
import { FILL_OR_KILL } from '../../../market/order-flags.ts'
import { refusalName } from '../../../market/refusal.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { Ruling, WatchedLaw } from '../../law.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'
import type { Watcher } from '../../watch/watcher.ts'

type Snapshot = Readonly<Record<string, ArrayLike<number>>>

const snapshot = (exchange: Exchange): Snapshot =>
  Object.fromEntries(Object.entries(exchange.state()).map(([name, cells]) => [name, cells.slice()]))

/** Lots, quote and fee of the order in hand: every order begins with zeros there, refused or not. */
const IN_HAND = 3

/** The first cell that two snapshots do not share, in words. */
const changed = (before: Snapshot, exchange: Exchange, entered: boolean): string | undefined => {
  for (const [name, cells] of Object.entries(exchange.state())) {
    const old = before[name]
    if (old.length !== cells.length) return `${name} has ${cells.length} cells and had ${old.length}`
    const first = !entered && name.endsWith('.clearing.last') ? IN_HAND : 0
    for (let i = first; i < cells.length; i++)
      if (cells[i] !== old[i]) return `${name}[${i}] is ${cells[i]} and was ${old[i]}`
  }
  return undefined
}

/** Compares the whole exchange, its books and curves with what it was before an order that it refused whole. */
class RefusedWhole implements Watcher {
  readonly #exchange: Exchange
  readonly #ruling: Ruling
  /** Before the order that a step or a trigger brings; none once an engine was asked. */
  #before: Snapshot | undefined
  /** Before the fill-or-kill order that the engine has in hand. */
  #submitted: Snapshot | undefined
  #killable = false

  constructor(exchange: Exchange, ruling: Ruling) {
    this.#exchange = exchange
    this.#ruling = ruling
  }

  before(moment: Moment): void {
    const orders = moment.kind === 'step' && moment.action.do === 'transact'
    this.#before = orders ? snapshot(this.#exchange) : undefined
  }

  after(): void {
    this.#before = undefined
  }

  heard(entry: TapeEntry): void {
    switch (entry.kind) {
      case 'submit':
        this.#killable = (entry.flags & FILL_OR_KILL) !== 0
        this.#submitted = this.#killable ? snapshot(this.#exchange) : undefined
        this.#before = undefined
        break
      case 'cancel':
      case 'replace':
        this.#killable = false
        this.#submitted = undefined
        this.#before = undefined
        break
      case 'reverted':
        if (!this.#killable) this.#ruling.broken('fills of an order that is no fill-or-kill were taken back')
        break
      case 'answer':
        this.#answered(entry.answer)
    }
  }

  told(event: Parameters<NonNullable<Watcher['told']>>[0]): void {
    if (event.kind === 'trigger') this.#before = snapshot(this.#exchange)
    if (event.kind !== 'refusal' || this.#before === undefined) return
    const { account, what, refusal } = event
    const change = changed(this.#before, this.#exchange, false)
    if (change !== undefined)
      this.#ruling.broken(`account ${account}: ${what} was refused as ${refusal} at entry, and ${change}`)
    this.#ruling.exercised('refusals at entry')
    this.#before = undefined
  }

  #answered(answer: number): void {
    if (this.#submitted === undefined || answer >= 0) return
    const change = changed(this.#submitted, this.#exchange, true)
    if (change !== undefined) this.#ruling.broken(`fill-or-kill was refused as ${refusalName(answer)}, and ${change}`)
    this.#ruling.exercised('fill-or-kill orders refused')
  }
}

/** What is refused whole leaves every cell as it was; an order that may fill in part keeps what it has filled. */
export const refusedWhole: WatchedLaw = {
  id: 'PERP-06',
  name: 'an order refused at entry, or a fill-or-kill that cannot fill whole, changes nothing; no other order takes fills back',
  rulesOut: 'A refused order that leaves a fee, a fill, exposure or a moved curve behind',
  parts: ['ledger', 'engine'],
  watch: ({ simulation }, ruling) => new RefusedWhole(simulation.parts.exchange, ruling),
}
