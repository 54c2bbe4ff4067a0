import { ENTRY_VALUE } from '../../../exchange/position-row.ts'
import { DEPOSIT, WITHDRAW } from '../../../market/transaction.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { Ruling, WatchedLaw } from '../../law.ts'
import { larger } from '../../watch/exact-division.ts'
import { ceilDiv, shareOf } from '../../watch/reckoning.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import type { Watcher } from '../../watch/watcher.ts'
import { settledCash } from './settled-cash.ts'

interface Asked {
  readonly what: 'deposit' | 'withdraw'
  readonly account: number
  readonly atoms: bigint
}

const askedIn = (moment: Moment): Asked | undefined => {
  if (moment.kind === 'step') {
    const { action } = moment
    if (action.do !== 'deposit' && action.do !== 'withdraw') return undefined
    return { what: action.do, account: action.account, atoms: BigInt(action.atoms) }
  }
  if (moment.kind !== 'transaction') return undefined
  const { kind, account, atoms } = moment.transaction
  if (kind !== DEPOSIT && kind !== WITHDRAW) return undefined
  return { what: kind === DEPOSIT ? 'deposit' : 'withdraw', account, atoms: BigInt(atoms) }
}

/** Atoms that the scenario's rule leaves free, what must stay rounded up. */
export const freeByRule = ({ scenario, simulation, reckoning }: RunInView, account: number): bigint => {
  const { ledger } = simulation.parts.exchange
  const rule = scenario.margin.withdrawal
  const equity = reckoning.equity(account)
  const initial = reckoning.initialWithOrders(account)
  switch (rule.kind) {
    case 'initial':
      return equity - initial
    case 'share-of-notional': {
      const { n, d } = shareOf(rule.share)
      return equity - larger(initial, ceilDiv(reckoning.notional(account) * n, d))
    }
    case 'unrealised-profit-excluded': {
      let profit = equity - settledCash({ simulation, reckoning })[account]
      for (let m = 0; m < ledger.markets; m++) profit -= BigInt(ledger.position[ledger.row(m, account) + ENTRY_VALUE])
      return equity - larger(0n, profit) - initial
    }
  }
}

/** Holds every answer to a deposit or withdrawal against the rule. */
class MoneyInAndOut implements Watcher {
  readonly #view: RunInView
  readonly #ruling: Ruling
  #asked: Asked | undefined
  #expected = false
  #detail = ''
  #done = false

  constructor(view: RunInView, ruling: Ruling) {
    this.#view = view
    this.#ruling = ruling
  }

  before(moment: Moment): void {
    // A transaction's gas comes first: what is free is known to the atom only where it costs none.
    const { gas, baseFee } = this.#view.simulation.parts
    if (moment.kind === 'transaction') {
      const { kind, priorityFee } = moment.transaction
      if (gas.gasCost(kind, priorityFee, baseFee) > 0) return
    }
    this.#asked = askedIn(moment)
    if (this.#asked === undefined) return
    const { what, account, atoms } = this.#asked
    const { accounts, collateral, ledger } = this.#view.simulation.parts.exchange
    const known = account >= 0 && account < accounts.count
    const cameIn = BigInt(ledger.deposited[collateral])
    const held = cameIn - BigInt(ledger.withdrawn[collateral])
    const free = known ? freeByRule(this.#view, account) : 0n
    this.#detail = `${what} of ${atoms} atoms, ${free} free, ${held} held in all`
    this.#expected =
      known &&
      atoms > 0n &&
      (what === 'deposit' ? cameIn + atoms <= BigInt(Number.MAX_SAFE_INTEGER) : atoms <= free && atoms <= held)
    this.#done = false
  }

  told(event: Parameters<NonNullable<Watcher['told']>>[0]): void {
    if (this.#asked === undefined || (event.kind !== 'deposit' && event.kind !== 'withdrawal')) return
    const { what, account, atoms } = this.#asked
    const same = event.account === account && BigInt(event.atoms) === atoms
    if (!same || (event.kind === 'deposit') !== (what === 'deposit'))
      this.#ruling.broken(`${this.#detail}: account ${event.account} has a ${event.kind} of ${event.atoms} atoms`)
    this.#done = true
  }

  after(): void {
    if (this.#asked === undefined) return
    const { what, account } = this.#asked
    this.#asked = undefined
    if (this.#done !== this.#expected)
      this.#ruling.broken(`account ${account}: ${this.#detail}, and it ${this.#done ? 'was done' : 'was refused'}`)
    this.#ruling.exercised(`${what} ${this.#done ? 'done' : 'refused'}`)
    const { equity, required } = this.#left(account)
    if (what === 'withdraw' && this.#done && equity < required)
      this.#ruling.broken(`account ${account}: ${this.#detail}; it has ${equity} atoms left and needs ${required}`)
  }

  #left(account: number): { readonly equity: bigint; readonly required: bigint } {
    const { reckoning } = this.#view
    return { equity: reckoning.equity(account), required: reckoning.initialWithOrders(account) }
  }
}

/** What may leave an account is what its rule leaves free, to the atom. */
export const moneyInAndOut: WatchedLaw = {
  id: 'PERP-09',
  name: 'a withdrawal is done exactly when the rule leaves so much free and the vault holds it; a deposit is done whole',
  rulesOut:
    'Money that leaves an account below its requirement, open orders forgotten, unrealised profit paid out, an empty vault',
  parts: ['margin', 'ledger'],
  watch: (view, ruling) => new MoneyInAndOut(view, ruling),
}
