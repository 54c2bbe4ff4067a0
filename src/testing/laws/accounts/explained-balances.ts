import { FEE_POOL_ACCOUNT, FUND_ACCOUNT, GAS_ACCOUNT, POOL, TRADER, VAULT_ACCOUNT } from '../../../exchange/accounts.ts'
import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import { BUY } from '../../../market/side.ts'
import { PUBLISH, type Transaction } from '../../../market/transaction.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { Ruling, WatchedLaw } from '../../law.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'
import type { Watcher } from '../../watch/watcher.ts'
import { type FillFees, fillFees } from './fill-fees.ts'
import { settledCash } from './settled-cash.ts'

/** Every account's balance as deposits, fills, funding, payments and nothing else make it. */
class ExplainedBalances implements Watcher {
  readonly #view: RunInView
  readonly #ruling: Ruling
  readonly #fees: FillFees
  /** By account, with all funding settled. */
  #expected: bigint[]
  #saved: readonly bigint[] = []
  /** Who gets a share of a penalty besides the fund. */
  #liquidator = -1

  constructor(view: RunInView, ruling: Ruling) {
    this.#view = view
    this.#ruling = ruling
    this.#fees = fillFees(view.scenario)
    this.#expected = settledCash(view)
  }

  before(moment: Moment): void {
    if (moment.kind === 'transaction') this.#payGas(moment.transaction)
  }

  after(moment: Moment): void {
    const { recentringPayer, exchange } = this.#view.simulation.parts
    if (moment.kind === 'funding') this.#follow()
    if (moment.kind === 'fee-shares') this.#allow(FEE_POOL_ACCOUNT, [FUND_ACCOUNT])
    if (moment.kind === 'recentring')
      this.#allow(
        recentringPayer,
        exchange.venues.map(({ pool }) => pool),
      )
    // Prices move no money: what did is found at the next part that may.
    if (moment.kind !== 'observation' && moment.kind !== 'mark') this.#compare(`after ${moment.kind}`)
  }

  heard(entry: TapeEntry): void {
    if (entry.kind === 'saved') this.#saved = [...this.#expected]
    if (entry.kind === 'reverted') this.#expected = [...this.#saved]
    if (entry.kind === 'filled') {
      const { maker, taker, side, lots, quote, flags } = entry
      const paid = side === BUY ? BigInt(quote) : 0n - BigInt(quote)
      const makerFee = this.#fees.maker(quote)
      const takerFee = this.#fees.taker(quote, flags)
      this.#move(taker, maker, paid)
      this.#move(taker, FEE_POOL_ACCOUNT, takerFee)
      this.#move(maker, FEE_POOL_ACCOUNT, makerFee)
      this.#ruling.exercised('fills')
      this.#compare(`a fill of ${lots} lots for ${quote} atoms, fees ${takerFee} and ${makerFee}`)
    } else this.#compare(entry.kind)
  }

  told(event: ExchangeEvent): void {
    switch (event.kind) {
      case 'deposit':
        this.#expected[event.account] += BigInt(event.atoms)
        this.#ruling.exercised('deposits')
        break
      case 'withdrawal':
        this.#expected[event.account] -= BigInt(event.atoms)
        this.#ruling.exercised('withdrawals')
        break
      case 'funding':
        this.#follow()
        this.#ruling.exercised('accruals of funding')
        break
      case 'visit':
        this.#liquidator = event.liquidator
        break
      case 'liquidation':
        this.#takePenalty(event.account, BigInt(event.penalty))
        break
      case 'backstop':
      case 'deleverage':
        this.#move(event.taker, event.account, BigInt(event.quote))
        this.#ruling.exercised('takeovers')
        break
      case 'loss-paid':
        this.#payLoss(event.account, event.payer, BigInt(event.atoms))
    }
    this.#compare(event.kind)
  }

  #move(from: number, to: number, atoms: bigint): void {
    this.#expected[from] -= atoms
    this.#expected[to] += atoms
  }

  #payGas({ kind, account, priorityFee }: Transaction): void {
    const { gas, baseFee } = this.#view.simulation.parts
    const cost = kind === PUBLISH ? 0n : BigInt(gas.gasCost(kind, priorityFee, baseFee))
    if (this.#view.reckoning.equity(account) >= cost) this.#move(account, GAS_ACCOUNT, cost)
  }

  /** A penalty goes to the fund, and a part of it to a liquidator, where there is one. */
  #takePenalty(account: number, penalty: bigint): void {
    this.#move(account, FUND_ACCOUNT, penalty)
    if (this.#liquidator >= 0) this.#allow(FUND_ACCOUNT, [this.#liquidator])
    this.#ruling.exercised('penalties')
  }

  #payLoss(account: number, payer: 'fund' | 'vault' | 'socialise' | 'nobody', atoms: bigint): void {
    if (payer === 'nobody') return
    this.#ruling.exercised(`losses paid: ${payer}`)
    if (payer === 'socialise') this.#shareLoss(account, atoms)
    else this.#move(payer === 'fund' ? FUND_ACCOUNT : VAULT_ACCOUNT, account, atoms)
  }

  /** A shared loss is paid by positions, each something. */
  #shareLoss(account: number, atoms: bigint): void {
    const { accounts, ledger } = this.#view.simulation.parts.exchange
    const actual = settledCash(this.#view)
    let paid = 0n
    for (const [other, cash] of actual.entries()) {
      const share = this.#expected[other] - cash
      if (other === account || share <= 0n) continue
      const holds = Array.from({ length: ledger.markets }, (_, m) => ledger.sizeOf(m, other)).some((size) => size !== 0)
      const role = accounts.role[other]
      if (!holds || (role !== TRADER && role !== POOL))
        this.#ruling.broken(
          `account ${other} pays ${share} atoms of the loss of account ${account}, without a position`,
        )
      this.#move(other, account, share)
      paid += share
    }
    if (paid !== atoms) this.#ruling.broken(`positions pay ${paid} atoms of a shared loss of ${atoms}`)
  }

  /** The moment moves what it likes from one account to some others. */
  #allow(from: number, to: readonly number[]): void {
    const actual = settledCash(this.#view)
    for (const account of new Set(to)) this.#move(from, account, actual[account] - this.#expected[account])
  }

  /** New indices change what everybody owes, and no balance. */
  #follow(): void {
    this.#expected = settledCash(this.#view)
  }

  #compare(what: string): void {
    const actual = settledCash(this.#view)
    for (const [account, cash] of actual.entries())
      if (cash !== this.#expected[account])
        this.#ruling.broken(
          `${what}: account ${account} holds ${cash} atoms with its funding settled, and what happened explains ${this.#expected[account]}`,
        )
  }
}

/** No money moves for another reason than those that the exchange names, and never an atom more. */
export const explainedBalances: WatchedLaw = {
  id: 'PERP-03',
  name: 'every change of a balance is a deposit, withdrawal, fill, fee, funding, gas, penalty, takeover or payment, to the atom',
  rulesOut:
    'A fee rounded in the trader’s favour, a fill that pays one side less, funding settled at a stale index or on the size after the trade',
  parts: ['ledger', 'funding'],
  watch: (view, ruling) => new ExplainedBalances(view, ruling),
}
