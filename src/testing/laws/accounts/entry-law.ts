import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import { BY_QUOTE } from '../../../market/order-flags.ts'
import { completed, PLACE, REPLACE, type Transaction } from '../../../market/transaction.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { LawText, Ruling, WatchedLaw } from '../../law.ts'
import type { RestingOrder } from '../../watch/resting-book.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'
import type { Watcher } from '../../watch/watcher.ts'
import { type EntryExpectation, entryExpectation } from './entry-expectation.ts'
import { OrderTags, transactionIn } from './order-tags.ts'

/** What a law about entry says, and which part of the expectation it holds the exchange to. */
export interface EntryLawText extends LawText {
  /** Refusals that it speaks of, by name. */
  readonly refusals: readonly string[]
  /** Rules that it speaks of, as in `EntryExpectation.tested`. */
  readonly rules: readonly string[]
}

/** Follows every order that a step, a transaction or a trigger brings, from its sending to its first answer. */
class EntryWatch implements Watcher {
  readonly #view: RunInView
  readonly #ruling: Ruling
  readonly #law: EntryLawText
  readonly #tags: OrderTags
  readonly #paused: number[]
  /** Trigger orders that were put aside. */
  #waiting: Transaction[] = []
  #sent: Transaction | undefined

  constructor(view: RunInView, ruling: Ruling, law: EntryLawText) {
    this.#view = view
    this.#ruling = ruling
    this.#law = law
    this.#tags = new OrderTags(view.books)
    this.#paused = view.books.map(() => 0)
  }

  before(moment: Moment): void {
    this.#tags.begin(moment)
    const sent = transactionIn(moment)
    this.#sent = sent !== undefined && (sent.kind === PLACE || sent.kind === REPLACE) ? sent : undefined
    if (moment.kind === 'step' && moment.action.do === 'pause') this.#paused[moment.action.market] = moment.action.bits
  }

  after(): void {
    const sent = this.#sent
    if (sent?.kind === PLACE && sent.trigger !== 0) {
      const { refusal } = entryExpectation(this.#view, sent, this.#paused)
      if (refusal === undefined) this.#waiting.push(sent)
      else this.#outcome(undefined, 'was put aside for its trigger')
    }
    this.#sent = undefined
  }

  heard(entry: TapeEntry): void {
    this.#tags.hear(entry)
    if (entry.kind === 'submit') this.#outcome(undefined, 'was passed to the engine', entry)
    if (entry.kind === 'replace') this.#outcome(undefined, 'was passed to the engine')
  }

  told(event: ExchangeEvent): void {
    if (event.kind === 'refusal') this.#outcome(event.refusal, `was refused as ${event.refusal}`)
    if (event.kind !== 'trigger') return
    const { account, market, triggerPrice } = event
    const isDue = (order: Transaction): boolean =>
      order.account === account && order.market === market && order.triggerPrice === triggerPrice
    const due = this.#waiting.filter(isDue)
    // Of several alike, some may have been cancelled: which one comes is then not known.
    this.#sent = due.length === 1 ? { ...due[0], trigger: 0 } : undefined
    this.#waiting = this.#waiting.filter((order) => !isDue(order))
  }

  /** The first thing that becomes of the order in hand is held against what should. */
  #outcome(refusal: string | undefined, outcome: string, submitted?: Extract<TapeEntry, { kind: 'submit' }>): void {
    const sent = this.#sent
    this.#sent = undefined
    if (sent === undefined || (sent.flags & BY_QUOTE) !== 0) return
    const expected = sent.kind === PLACE ? entryExpectation(this.#view, sent, this.#paused) : this.#replacing(sent)
    if (expected === undefined) return
    const { refusals, rules } = this.#law
    for (const rule of expected.tested) if (rules.includes(rule)) this.#ruling.exercised(rule)
    if (expected.refusal !== undefined && refusals.includes(expected.refusal))
      this.#ruling.exercised(`refused: ${expected.refusal}`)
    const { kind, account, side, lots } = sent
    const order = `${kind === PLACE ? 'order' : 'replacement'} of account ${account}, side ${side}, ${lots} lots at ${sent.limit}`
    const mine = (name: string | undefined): boolean => name !== undefined && refusals.includes(name)
    if (refusal !== expected.refusal && (mine(refusal) || mine(expected.refusal)))
      this.#ruling.broken(`${order} ${outcome}, and should be ${expected.refusal ?? 'let in'}: ${expected.figures}`)
    if (submitted !== undefined && rules.includes('band') && submitted.limit !== expected.limit)
      this.#ruling.broken(`${order} may trade up to ${submitted.limit}, and should up to ${expected.limit}`)
  }

  /** A replacement is asked like a new order in the old one's stead, unless it has fewer lots at the same price. */
  #replacing(sent: Transaction): EntryExpectation | undefined {
    const { account, market, tag, lots, limit } = sent
    if (this.#tags.unknown(account, market)) return undefined
    const old: RestingOrder | undefined = this.#tags.find(account, market, tag)
    const passes = { refusal: undefined, limit, flags: 0, figures: '', tested: [] }
    if (old === undefined) return { ...passes, refusal: 'unknown-order' }
    if (lots <= old.lots && limit === old.price) return passes
    const { side, flags } = old
    return entryExpectation(
      this.#view,
      completed({ kind: PLACE, side, lots, limit, flags }, account, market),
      this.#paused,
      old,
    )
  }
}

/** A law about what is refused at entry: exactly what the rule refuses, for the reason that comes first. */
export const entryLaw = (law: EntryLawText): WatchedLaw => {
  const { refusals: _refusals, rules: _rules, ...words } = law
  return { ...words, watch: (view, ruling) => new EntryWatch(view, ruling, law) }
}
