import type { Candidates, DeleveragePolicy } from '../insurance/deleverage-policy.ts'
import { type Payer, splitLoss } from '../insurance/payers.ts'
import { socialise } from '../insurance/socialise.ts'
import { type BackstopTaker, backstopRoom, type DeleverageTaker, nextTaker, type Taker } from '../insurance/takers.ts'
import type { StateArray, Stateful } from '../market/stateful.ts'
import { claimOnFund } from '../pools/backing.ts'
import { FUND_ACCOUNT, POOL, TRADER, VAULT_ACCOUNT } from './accounts.ts'
import {
  BACKSTOP_LOTS,
  BACKSTOP_QUOTE,
  DELEVERAGED_ACCOUNTS,
  DELEVERAGED_LOTS,
  DELEVERAGED_QUOTE,
  FUND_PAID,
  SOCIALISED,
  UNPAID,
  VAULT_PAID,
} from './counters.ts'
import type { Exchange } from './exchange.ts'
import { handOver, handoverQuote } from './handover.ts'
import { EQUITY, MAINTENANCE } from './health.ts'
import { ENTRY_VALUE } from './position-row.ts'

/** The two lists of DESIGN §4, and how each deleveraging policy named in them is carried out. */
export interface WaterfallConfig {
  readonly takers: readonly Taker[]
  readonly payers: readonly Payer[]
  readonly policies: Readonly<Record<DeleverageTaker['policy'], DeleveragePolicy>>
}

/**
 * What becomes of lots that the engine refused, and of cash below zero: down the list of takers, then down the list of
 * payers. A later one gets only what earlier ones left under their limits. The only writer beside the clearing.
 */
export class Waterfall implements Stateful {
  readonly #exchange: Exchange
  readonly #config: WaterfallConfig
  /** Atoms that each payer has paid in the run. */
  readonly #paid: Float64Array
  /** 1 for accounts that were deleveraged in the run. */
  readonly #deleveraged: Uint8Array

  constructor(exchange: Exchange, config: WaterfallConfig) {
    this.#exchange = exchange
    this.#config = config
    this.#paid = new Float64Array(config.payers.length)
    this.#deleveraged = new Uint8Array(exchange.accounts.capacity)
  }

  /** Does the engine come first, and do its terms admit the account? */
  engineAdmits(equity: number, maintenance: number): boolean {
    const { takers } = this.#config
    return takers[0]?.kind === 'engine' && nextTaker(takers, 0, equity, maintenance) === 0
  }

  /**
   * Offers `lots` of the account's position to the takers after the engine, in their order.
   * @returns lots taken
   */
  offer(account: number, market: number, lots: number): number {
    const { health } = this.#exchange
    const { takers } = this.#config
    let left = lots
    let at = 0
    while (left > 0) {
      health.assess(account, -1, 0)
      const equity = health.figures[EQUITY]
      const maintenance = health.figures[MAINTENANCE]
      if (maintenance === 0) break
      at = nextTaker(takers, at, equity, maintenance)
      if (at < 0) break
      const taker = takers[at]
      if (taker.kind === 'backstop') left -= this.#toBackstop(taker, account, market, left)
      if (taker.kind === 'deleverage') left -= this.#deleverage(taker, account, market, left)
      at += 1
    }
    return lots - left
  }

  /** Deleverages at once, by the first such taker of the list, whatever its threshold. @returns lots taken */
  deleverage(account: number, market: number, lots: number): number {
    const taker = this.#config.takers.find((one) => one.kind === 'deleverage')
    return taker === undefined ? 0 : this.#deleverage(taker, account, market, lots)
  }

  /**
   * Pays the negative cash of an account without positions down the list of payers.
   * @param market - where the loss was made, `lostSize` its last position's sign: socialisation shares it there
   * @returns atoms that nobody paid
   */
  pay(account: number, market: number, lostSize: number): number {
    const { ledger, collateral, health, venues, sink } = this.#exchange
    const { payers } = this.#config
    const loss = 0 - ledger.balanceOf(collateral, account)
    if (loss <= 0) return 0
    const equityOf = (other: number): number => {
      health.assess(other, -1, 0)
      return health.figures[EQUITY]
    }
    const sharing = payers.some((payer) => payer.kind === 'socialise')
    const positions = sharing ? this.#positions(market, (other) => other !== account) : undefined
    const shares = new Float64Array(positions?.count ?? 0)
    const available = Float64Array.from(payers, (payer) => {
      if (payer.kind === 'fund') return ledger.balanceOf(collateral, FUND_ACCOUNT)
      if (payer.kind === 'vault') return equityOf(VAULT_ACCOUNT)
      return socialise(payer.among, loss, lostSize, positions as Candidates, shares)
    })
    const out = new Float64Array(payers.length)
    const unpaid = splitLoss(payers, loss, available, this.#paid, out)
    const totals = venues[market].counters.market
    payers.forEach((payer, at) => {
      this.#paid[at] += out[at]
      if (out[at] === 0) return
      if (payer.kind === 'socialise') this.#socialise(payer.among, out[at], account, lostSize, positions as Candidates)
      else {
        const source = payer.kind === 'fund' ? FUND_ACCOUNT : VAULT_ACCOUNT
        ledger.transfer(collateral, source, account, out[at])
      }
      totals[payer.kind === 'fund' ? FUND_PAID : payer.kind === 'vault' ? VAULT_PAID : SOCIALISED] += out[at]
      sink?.emit({ kind: 'loss-paid', account, payer: payer.kind, atoms: out[at] })
    })
    if (unpaid > 0) {
      totals[UNPAID] += unpaid
      sink?.emit({ kind: 'loss-paid', account, payer: 'nobody', atoms: unpaid })
    }
    this.#exchange.touched.touch(account)
    return unpaid
  }

  /** Pays what pools that the fund backs owe beyond what they have, as far as the fund reaches. */
  backPools(): void {
    const { ledger, collateral, venues, sink } = this.#exchange
    for (const { pool, backing, counters } of venues) {
      const fund = ledger.balanceOf(collateral, FUND_ACCOUNT)
      const claim = claimOnFund(backing, this.#exchange.equity(pool), fund)
      if (claim === 0) continue
      ledger.transfer(collateral, FUND_ACCOUNT, pool, claim)
      counters.market[FUND_PAID] += claim
      sink?.emit({ kind: 'loss-paid', account: pool, payer: 'fund', atoms: claim })
    }
  }

  state(): Readonly<Record<string, StateArray>> {
    return { paid: this.#paid, deleveraged: this.#deleveraged }
  }

  #socialise(
    among: 'winners' | 'all-positions' | 'opposite',
    loss: number,
    account: number,
    lostSize: number,
    positions: Candidates,
  ): void {
    const { ledger, collateral, touched } = this.#exchange
    const shares = new Float64Array(positions.count)
    socialise(among, loss, lostSize, positions, shares)
    for (let i = 0; i < positions.count; i++) {
      if (shares[i] === 0) continue
      ledger.transfer(collateral, positions.account[i], account, shares[i])
      touched.touch(positions.account[i])
    }
  }

  #toBackstop(taker: BackstopTaker, account: number, market: number, lots: number): number {
    const { ledger, markets, venues, sink } = this.#exchange
    const size = ledger.sizeOf(market, account)
    const held = ledger.sizeOf(market, VAULT_ACCOUNT)
    const taken = backstopRoom(taker, held, size > 0 ? lots : 0 - lots, markets.mark[market])
    if (taken === 0) return 0
    const quote = handoverQuote(this.#exchange, account, market, taken, 'bankruptcy')
    handOver(this.#exchange, account, VAULT_ACCOUNT, market, { lots: taken, quote })
    const totals = venues[market].counters.market
    totals[BACKSTOP_LOTS] += taken
    totals[BACKSTOP_QUOTE] += Math.abs(quote)
    sink?.emit({ kind: 'backstop', account, taker: VAULT_ACCOUNT, market, lots: taken, quote })
    return taken
  }

  #deleverage(taker: DeleverageTaker, account: number, market: number, lots: number): number {
    const { ledger, accounts, venues, sink } = this.#exchange
    const size = ledger.sizeOf(market, account)
    const candidates = this.#positions(market, (other) => {
      const opposed = ledger.sizeOf(market, other) > 0 !== size > 0
      return opposed && other !== account && (accounts.role[other] !== POOL || taker.includePool === true)
    })
    const given = new Float64Array(candidates.count)
    const allocated = this.#config.policies[taker.policy].allocate(lots, candidates, given)
    const totals = venues[market].counters.market
    for (let i = 0; i < candidates.count; i++) {
      if (given[i] === 0) continue
      const quote = handoverQuote(this.#exchange, account, market, given[i], taker.price)
      handOver(this.#exchange, account, candidates.account[i], market, { lots: given[i], quote })
      totals[DELEVERAGED_LOTS] += given[i]
      totals[DELEVERAGED_QUOTE] += Math.abs(quote)
      if (this.#deleveraged[candidates.account[i]] === 0) totals[DELEVERAGED_ACCOUNTS] += 1
      this.#deleveraged[candidates.account[i]] = 1
      sink?.emit({ kind: 'deleverage', account, taker: candidates.account[i], market, lots: given[i], quote })
    }
    for (let i = 0; i < candidates.count; i++) if (given[i] !== 0) this.#payDebtor(candidates.account[i], market, size)
    return allocated
  }

  /** A taker that the price left with a debt and no position is found by no search: its loss goes down the list at once. */
  #payDebtor(taker: number, market: number, lostSize: number): void {
    const { ledger, accounts, collateral, venues } = this.#exchange
    if (accounts.exempt[taker] !== 0 || ledger.balanceOf(collateral, taker) >= 0) return
    if (venues.every((_, m) => ledger.sizeOf(m, taker) === 0)) this.pay(taker, market, lostSize)
  }

  /** Positions of traders and pools in the market that pass the filter, with figures of their whole accounts. */
  #positions(market: number, admitted: (account: number) => boolean): Candidates {
    const { accounts, ledger, markets, venues, health } = this.#exchange
    const found: number[] = []
    for (let account = 0; account < accounts.count; account++) {
      const role = accounts.role[account]
      const holds = ledger.sizeOf(market, account) !== 0
      if (holds && (role === TRADER || role === POOL) && admitted(account)) found.push(account)
    }
    for (const account of found) venues[market].clearing.settleFunding(account)
    return {
      count: found.length,
      account: Int32Array.from(found),
      size: Float64Array.from(found, (account) => ledger.sizeOf(market, account)),
      entryValue: Float64Array.from(found, (account) => ledger.position[ledger.row(market, account) + ENTRY_VALUE]),
      equity: Float64Array.from(found, (account) => {
        health.assess(account, -1, 0)
        return health.figures[EQUITY]
      }),
      notional: Float64Array.from(found, (account) => Math.abs(ledger.sizeOf(market, account)) * markets.mark[market]),
    }
  }
}
