import type { StateArray, Stateful } from '../market/stateful.ts'

/** What an account is for, as a code. */
export type Role = 0 | 1 | 2 | 3 | 4 | 5 | 6
export const TRADER: Role = 0
/** Gathers trading fees and pays rebates. */
export const FEE_POOL: Role = 1
export const INSURANCE_FUND: Role = 2
/** Gathers gas and priority fees. */
export const GAS: Role = 3
/** Takes over positions that the engine refused; its loss is bounded by its limit. */
export const BACKSTOP_VAULT: Role = 4
/** Counterparty of a market's funding; its balance is dust plus what is not yet settled. */
export const FUNDING: Role = 5
/** Counterparty of a virtual AMM's trades. */
export const POOL: Role = 6

/** Accounts that every exchange has, in this order. */
export const FEE_POOL_ACCOUNT = 0
export const FUND_ACCOUNT = 1
export const GAS_ACCOUNT = 2
export const VAULT_ACCOUNT = 3
/** Funding accounts of the markets follow. */
export const FIRST_FUNDING_ACCOUNT = 4

/**
 * The rows of the ledger as persons: role and owner. An owner may hold several accounts (isolated margin is an
 * account of its own); system accounts own themselves.
 */
export class Accounts implements Stateful {
  readonly capacity: number
  readonly role: Uint8Array
  readonly owner: Int32Array
  /** 1 for accounts that margin does not bind and that are never liquidated. */
  readonly exempt: Uint8Array
  /** [0] how many accounts exist. */
  readonly #count: Int32Array = new Int32Array(1)

  constructor(capacity: number, markets: number) {
    this.capacity = capacity
    this.role = new Uint8Array(capacity)
    this.owner = new Int32Array(capacity)
    this.exempt = new Uint8Array(capacity)
    for (const role of [FEE_POOL, INSURANCE_FUND, GAS, BACKSTOP_VAULT]) this.open(role)
    for (let market = 0; market < markets; market++) this.open(FUNDING)
  }

  get count(): number {
    return this.#count[0]
  }

  /**
   * Opens an account.
   * @param owner - the account of the person it belongs to; itself when left out
   * @throws RangeError when the ledger's rows are used up
   */
  open(role: Role, owner?: number): number {
    const account = this.#count[0]
    if (account >= this.capacity) throw new RangeError(`all ${this.capacity} accounts are in use`)
    this.#count[0] = account + 1
    this.role[account] = role
    this.owner[account] = owner ?? account
    this.exempt[account] = role === TRADER ? 0 : 1
    return account
  }

  state(): Readonly<Record<string, StateArray>> {
    return { role: this.role, owner: this.owner, exempt: this.exempt, count: this.#count }
  }
}
