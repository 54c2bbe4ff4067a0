import { TRADER } from '../../../exchange/accounts.ts'
import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { Ruling, WatchedLaw } from '../../law.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'
import type { Watcher } from '../../watch/watcher.ts'
import { settledCash } from './settled-cash.ts'

/** Parts of a block in which somebody may lose; what funding takes of positions is no loss. */
const WATCHED: ReadonlySet<Moment['kind']> = new Set<Moment['kind']>([
  'step',
  'transaction',
  'triggers',
  'liquidations',
  'backing',
  'fee-shares',
  'recentring',
])

/** Parties to a part of a block, and what everybody had before it. */
class Bystanders implements Watcher {
  readonly #view: RunInView
  readonly #ruling: Ruling
  #cash: readonly bigint[] = []
  #flat: readonly boolean[] = []
  readonly #parties: Set<number> = new Set()
  /** Accounts whose loss others paid for. */
  readonly #losers: Set<number> = new Set()
  #shared = false

  constructor(view: RunInView, ruling: Ruling) {
    this.#view = view
    this.#ruling = ruling
  }

  before(moment: Moment): void {
    if (!WATCHED.has(moment.kind)) return
    const { exchange } = this.#view.simulation.parts
    this.#cash = settledCash(this.#view)
    this.#flat = this.#cash.map((_, account) =>
      exchange.venues.every((_, market) => exchange.ledger.sizeOf(market, account) === 0),
    )
    this.#parties.clear()
    this.#losers.clear()
    this.#shared = false
    if (moment.kind === 'transaction') this.#parties.add(moment.transaction.account)
    if (moment.kind === 'step' && 'account' in moment.action) this.#parties.add(moment.action.account)
  }

  heard(entry: TapeEntry): void {
    if (entry.kind !== 'filled') return
    this.#parties.add(entry.maker)
    this.#parties.add(entry.taker)
  }

  told(event: ExchangeEvent): void {
    if (event.kind === 'visit') this.#parties.add(event.account)
    if (event.kind === 'backstop' || event.kind === 'deleverage') this.#parties.add(event.taker)
    if (event.kind !== 'loss-paid') return
    this.#losers.add(event.account)
    this.#parties.add(event.account)
    this.#shared ||= event.payer === 'socialise'
  }

  after(moment: Moment): void {
    if (!WATCHED.has(moment.kind)) return
    const { accounts } = this.#view.simulation.parts.exchange
    const now = settledCash(this.#view)
    for (const [account, cash] of this.#cash.entries()) {
      if (accounts.role[account] !== TRADER || this.#parties.has(account)) continue
      if (this.#flat[account] || !this.#shared) {
        if (now[account] < cash)
          this.#ruling.broken(
            `account ${account}, ${this.#flat[account] ? 'without a position, ' : ''}no party to what happens, has ${now[account]} atoms after ${moment.kind} and had ${cash}`,
          )
        if (this.#flat[account]) this.#ruling.exercised('accounts without a position')
      }
      if (this.#losers.size > 0) this.#ruling.exercised('accounts beside a loss')
      for (const loser of this.#losers)
        if (accounts.owner[loser] === accounts.owner[account])
          this.#ruling.exercised('other accounts of an owner that lost')
    }
  }
}

/** Money leaves an account for what its owner does, trades and holds there, and for nothing that happens elsewhere. */
export const bystanders: WatchedLaw = {
  id: 'PERP-47',
  name: 'who is no party to a trade, liquidation or loss keeps every atom; shared losses and funding fall on positions only',
  rulesOut: 'A loss that reaches an account without a position, or from one isolated account into its owner’s others',
  parts: ['ledger', 'insurance'],
  watch: (view, ruling) => new Bystanders(view, ruling),
}
