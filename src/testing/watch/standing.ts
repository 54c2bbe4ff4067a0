import { ENTRY_VALUE, FUNDING_ENTRY, SIZE } from '../../exchange/position-row.ts'
import type { Simulation } from '../../simulation/simulation.ts'
import { ceilDiv, type Reckoning } from './reckoning.ts'

/** Magnitude of a whole number. */
export const magnitude = (x: bigint): bigint => (x < 0n ? 0n - x : x)

/**
 * The ledger, the marks and the funding indices as they were at one moment, and what they amounted to: laws compare what
 * an action left with what it found.
 */
export class Standing {
  /** Accounts that existed. */
  readonly accounts: number
  readonly markets: number
  readonly #reckoning: Reckoning
  readonly #collateral: number
  readonly #rows: number
  readonly #positionRow: number
  readonly #balance: Float64Array
  readonly #position: Float64Array
  readonly #mark: Float64Array
  readonly #long: Float64Array
  readonly #short: Float64Array

  constructor(simulation: Simulation, reckoning: Reckoning) {
    const { accounts, collateral, funding, ledger, markets } = simulation.parts.exchange
    this.accounts = accounts.count
    this.markets = ledger.markets
    this.#reckoning = reckoning
    this.#collateral = collateral
    this.#rows = ledger.accounts
    this.#positionRow = ledger.row(0, 1)
    this.#balance = ledger.balance.slice()
    this.#position = ledger.position.slice()
    this.#mark = markets.mark.slice()
    this.#long = Float64Array.from(funding.long)
    this.#short = Float64Array.from(funding.short)
  }

  /** Atoms. */
  cash(account: number): bigint {
    return BigInt(this.#balance[this.#collateral * this.#rows + account])
  }

  /** Signed lots. */
  size(market: number, account: number): bigint {
    return BigInt(this.#position[this.#row(market, account) + SIZE])
  }

  /** Atoms paid for the position; negative for a short. */
  entryValue(market: number, account: number): bigint {
    return BigInt(this.#position[this.#row(market, account) + ENTRY_VALUE])
  }

  mark(market: number): bigint {
    return BigInt(this.#mark[market])
  }

  /** Atoms (>= 0) of the position at the mark. */
  notional(market: number, account: number): bigint {
    return magnitude(this.size(market, account)) * this.mark(market)
  }

  /** Notional of all positions. */
  wholeNotional(account: number): bigint {
    return this.#overMarkets((market) => this.notional(market, account))
  }

  /** Unrealised profit of the position in atoms; negative is a loss. */
  profit(market: number, account: number): bigint {
    return this.size(market, account) * this.mark(market) - this.entryValue(market, account)
  }

  /** Cash, and every position at its mark, less the funding it owes; atoms. */
  equity(account: number): bigint {
    return (
      this.cash(account) +
      this.#overMarkets((m) => this.size(m, account) * this.mark(m) - this.#fundingOwed(m, account))
    )
  }

  /** Requirement of all positions; open orders left out. */
  required(of: 'initial' | 'maintenance', account: number): bigint {
    return this.#overMarkets((market) => this.#reckoning.requirement(of, this.notional(market, account)))
  }

  /** Is the account below maintenance? At equality it is not, nor without a position. */
  liquidatable(account: number): boolean {
    const maintenance = this.required('maintenance', account)
    return maintenance > 0n && this.equity(account) < maintenance
  }

  /** Has the account no position in any market? */
  flat(account: number): boolean {
    return this.#overMarkets((market) => magnitude(this.size(market, account))) === 0n
  }

  #fundingOwed(market: number, account: number): bigint {
    const size = this.size(market, account)
    if (size === 0n) return 0n
    const index = BigInt(size > 0n ? this.#long[market] : this.#short[market])
    return ceilDiv(size * (index - BigInt(this.#position[this.#row(market, account) + FUNDING_ENTRY])), 1_000_000n)
  }

  #row(market: number, account: number): number {
    return (market * this.#rows + account) * this.#positionRow
  }

  #overMarkets(of: (market: number) => bigint): bigint {
    let sum = 0n
    for (let market = 0; market < this.markets; market++) sum += of(market)
    return sum
  }
}
