import { expect } from 'vitest'
import { FUND_ACCOUNT, POOL, TRADER, VAULT_ACCOUNT } from '../../src/exchange/accounts.ts'
import type { Exchange } from '../../src/exchange/exchange.ts'
import type { EventSink, ExchangeEvent } from '../../src/exchange/exchange-event.ts'
import { ENTRY_VALUE, SIZE } from '../../src/exchange/position-row.ts'
import type { WaterfallConfig } from '../../src/exchange/waterfall.ts'
import { admits } from '../../src/insurance/takers.ts'

type Handed = Extract<ExchangeEvent, { kind: 'backstop' | 'deleverage' }>
type Paid = Extract<ExchangeEvent, { kind: 'loss-paid' }>

/**
 * Looks over the waterfall's shoulder: at every event it knows the books as they stood at the event before, and holds
 * each hand-over and each payment to the declared lists.
 */
export class WaterfallWatch implements EventSink {
  readonly events: ExchangeEvent[] = []
  readonly #lists: Pick<WaterfallConfig, 'takers' | 'payers'>
  #exchange: Exchange | undefined
  #position = new Float64Array(0)
  #balance = new Float64Array(0)
  readonly #paid: Record<string, number> = { fund: 0, vault: 0 }

  constructor(lists: Pick<WaterfallConfig, 'takers' | 'payers'>) {
    this.#lists = lists
  }

  watch(exchange: Exchange): void {
    this.#exchange = exchange
    this.look()
  }

  /** The books as they stand are what the next event is compared with. */
  look(): void {
    if (this.#exchange === undefined) return
    this.#position = this.#exchange.ledger.position.slice()
    this.#balance = this.#exchange.ledger.balance.slice()
  }

  emit(event: ExchangeEvent): void {
    this.events.push(event)
    if (this.#exchange === undefined) return
    if (event.kind === 'backstop' || event.kind === 'deleverage') this.#handed(this.#exchange, event)
    if (event.kind === 'loss-paid') this.#lossPaid(this.#exchange, event)
    this.look()
  }

  #handed(exchange: Exchange, event: Handed): void {
    const { account, taker, market, lots } = event
    const { ledger, accounts, markets, venues, health } = exchange
    const row = (who: number): number => ledger.row(market, who)
    const before = (who: number): number => this.#position[row(who) + SIZE]
    const size = before(account)
    const direction = Math.sign(size)
    expect(lots).toBeGreaterThan(0)
    expect(lots, 'no more than the account holds').toBeLessThanOrEqual(Math.abs(size))
    expect(ledger.sizeOf(market, account)).toBe(size - direction * lots)
    expect(ledger.sizeOf(market, taker)).toBe(before(taker) + direction * lots)
    expect(venues[market].orders.countOf(account), 'orders go before lots').toBe(0)

    // The terms under which this taker, and those before it, take from the account as it stood.
    health.assess(account, -1, 0)
    const mark = markets.mark[market]
    let equity = this.#balance[account]
    let maintenance = 0
    for (let m = 0; m < venues.length; m++) {
      const held = this.#position[ledger.row(m, account) + SIZE]
      equity += held * markets.mark[m]
      maintenance += venues[m].tiers.maintenance(Math.abs(held) * markets.mark[m])
    }
    const at = this.#lists.takers.findIndex(({ kind }) => kind === event.kind)
    // One policy hands over to several takers in turn; its terms are looked at once, before the first.
    const first = this.events.findLast((one) => one !== event && one.kind !== 'funding')
    const goesOn = first?.kind === event.kind && first.account === account && event.kind === 'deleverage'
    if (!goesOn) expect(admits(this.#lists.takers[at], equity, maintenance), 'its terms admit the account').toBe(true)
    for (const earlier of this.#lists.takers.slice(0, at)) {
      if (earlier.kind !== 'backstop' || goesOn) continue
      const room = Math.floor((earlier.limit ?? Number.POSITIVE_INFINITY) / mark) - direction * before(VAULT_ACCOUNT)
      expect(
        room < 1 || !admits(earlier, equity, maintenance),
        'the vault is full, or does not take from such accounts',
      ).toBe(true)
    }

    if (event.kind === 'backstop') {
      expect(taker).toBe(VAULT_ACCOUNT)
      const { limit = Number.POSITIVE_INFINITY } = this.#lists.takers[at] as { limit?: number }
      expect(direction * ledger.sizeOf(market, VAULT_ACCOUNT) * mark).toBeLessThanOrEqual(limit)
      return
    }
    const other = before(taker)
    expect(Math.sign(other), 'the opposite side only').toBe(-direction)
    expect(lots, 'no more than the taker holds').toBeLessThanOrEqual(Math.abs(other))
    expect(other * mark - this.#position[row(taker) + ENTRY_VALUE], 'positions in profit only').toBeGreaterThan(0)
    const pooled = this.#lists.takers.some((one) => one.kind === 'deleverage' && one.includePool === true)
    expect(accounts.role[taker] === TRADER || (pooled && accounts.role[taker] === POOL)).toBe(true)
  }

  #lossPaid(exchange: Exchange, event: Paid): void {
    const { ledger, accounts } = exchange
    const { payer, account, atoms } = event
    expect(atoms).toBeGreaterThan(0)
    if (accounts.role[account] === POOL) {
      expect(payer).toBe('fund')
      return
    }
    if (payer in this.#paid) this.#paid[payer] += atoms
    const at = this.#lists.payers.findIndex(({ kind }) => kind === payer)
    for (const earlier of at < 0 ? this.#lists.payers : this.#lists.payers.slice(0, at)) {
      if (earlier.kind === 'socialise') continue
      const { limit = Number.POSITIVE_INFINITY } = earlier
      const left = earlier.kind === 'fund' ? ledger.balanceOf(0, FUND_ACCOUNT) : exchange.equity(VAULT_ACCOUNT)
      expect(this.#paid[earlier.kind], `${earlier.kind} within its limit`).toBeLessThanOrEqual(limit)
      expect(left <= 0 || this.#paid[earlier.kind] === limit, `${earlier.kind} has paid all it may`).toBe(true)
    }
    for (let m = 0; m < exchange.venues.length; m++)
      expect(ledger.sizeOf(m, account), 'losses are paid of accounts without positions').toBe(0)
    if (payer === 'nobody') expect(ledger.balanceOf(0, account)).toBe(-atoms)
    else expect(ledger.balanceOf(0, account)).toBeLessThanOrEqual(0)
  }
}
