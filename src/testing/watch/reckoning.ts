import { FUNDING_ENTRY, SIZE } from '../../exchange/position-row.ts'
import { REDUCE_ONLY } from '../../market/order-flags.ts'
import { BUY } from '../../market/side.ts'
import { parseFraction } from '../../numeric/fraction.ts'
import { atomsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Simulation } from '../../simulation/simulation.ts'
import type { RestingBook, RestingOrder } from './resting-book.ts'

/** A share as BigInts. */
export interface Share {
  readonly n: bigint
  readonly d: bigint
}

/** The share that a scenario's rate says. */
export const shareOf = (rate: string): Share => {
  const { n, d } = parseFraction(rate)
  return { n: BigInt(n), d: BigInt(d) }
}

/** `a / b` rounded up; b > 0. */
export const ceilDiv = (a: bigint, b: bigint): bigint => (a > 0n ? (a - 1n) / b + 1n : a / b)

/** `a / b` rounded down; b > 0. */
export const floorDiv = (a: bigint, b: bigint): bigint => 0n - ceilDiv(0n - a, b)

/** One more order in a market's book, and one less. */
export interface OrderChange {
  readonly market: number
  readonly with?: Pick<RestingOrder, 'side' | 'lots' | 'price' | 'flags'>
  /** Handle of an order that is taken to be gone. */
  readonly without?: number
}

interface Bracket {
  readonly from: bigint
  readonly upTo: bigint | undefined
  readonly initial: Share
  readonly maintenance: Share
}

/** One line of a requirement: all slices as one exact fraction, rounded up once. */
const bracketSum = (brackets: readonly Bracket[], notional: bigint, of: 'initial' | 'maintenance'): bigint => {
  let n = 0n
  let d = 1n
  for (const bracket of brackets) {
    if (notional <= bracket.from) break
    const top = bracket.upTo === undefined || notional < bracket.upTo ? notional : bracket.upTo
    const share = bracket[of]
    n = n * share.d + (top - bracket.from) * share.n * d
    d *= share.d
  }
  return ceilDiv(n, d)
}

const abs = (x: bigint): bigint => (x < 0n ? 0n - x : x)

/**
 * Equity and requirements of accounts in BigInt, straight from the ledger's rows, the marks, the funding indices, the
 * scenario's words and the orders that rest. Slow and obvious: the exchange's own answers are held against it.
 */
export class Reckoning {
  readonly #simulation: Simulation
  readonly #books: readonly RestingBook[]
  readonly #brackets: readonly Bracket[]

  constructor(scenario: Scenario, simulation: Simulation, books: readonly RestingBook[]) {
    this.#simulation = simulation
    this.#books = books
    const decimals = simulation.parts.exchange.venues[0].spec.quoteDecimals
    let from = 0n
    this.#brackets = scenario.margin.tiers.map(({ upTo, initial, maintenance }) => {
      const bracket = {
        from,
        upTo: upTo === undefined ? undefined : BigInt(atomsOf(upTo, decimals)),
        initial: shareOf(initial),
        maintenance: shareOf(maintenance),
      }
      from = bracket.upTo ?? from
      return bracket
    })
  }

  /** Signed lots. */
  size(market: number, account: number): bigint {
    const { ledger } = this.#simulation.parts.exchange
    return BigInt(ledger.position[ledger.row(market, account) + SIZE])
  }

  /** Atoms. */
  cash(account: number): bigint {
    const { ledger, collateral } = this.#simulation.parts.exchange
    return BigInt(ledger.balance[collateral * ledger.accounts + account])
  }

  mark(market: number): bigint {
    return BigInt(this.#simulation.parts.exchange.markets.mark[market])
  }

  /** Atoms of funding that the position has not settled; what it owes is rounded up, what it is owed down. */
  fundingOwed(market: number, account: number): bigint {
    const { ledger, funding } = this.#simulation.parts.exchange
    const row = ledger.row(market, account)
    const size = BigInt(ledger.position[row + SIZE])
    if (size === 0n) return 0n
    const index = BigInt(size > 0n ? funding.long[market] : funding.short[market])
    return ceilDiv(size * (index - BigInt(ledger.position[row + FUNDING_ENTRY])), 1_000_000n)
  }

  /** Cash, and every position at its mark, less the funding it owes; atoms. */
  equity(account: number): bigint {
    const markets = this.#books.length
    let equity = this.cash(account)
    for (let m = 0; m < markets; m++) equity += this.size(m, account) * this.mark(m) - this.fundingOwed(m, account)
    return equity
  }

  /** The requirement on a notional in atoms, rounded up once. */
  requirement(of: 'initial' | 'maintenance', notional: bigint): bigint {
    return bracketSum(this.#brackets, notional, of)
  }

  /** Initial margin of the positions, open orders left out. */
  initial(account: number): bigint {
    return this.#overPositions('initial', account)
  }

  maintenance(account: number): bigint {
    return this.#overPositions('maintenance', account)
  }

  /** Is the account below maintenance? At equality it is not, nor without a position. */
  liquidatable(account: number): boolean {
    const maintenance = this.maintenance(account)
    return maintenance > 0n && this.equity(account) < maintenance
  }

  /**
   * Initial margin with all open orders: in each market the worse of "all buys fill" and "all sells fill", with what
   * those fills lose at once against the mark; reduce-only orders left out.
   *
   * @param change - one more order that would rest in `market`, and the handle of one that would not
   */
  initialWithOrders(account: number, change?: OrderChange): bigint {
    let required = 0n
    for (const [m, book] of this.#books.entries()) {
      const mark = this.mark(m)
      const size = this.size(m, account)
      const here = change?.market === m ? change : undefined
      const resting = book.of(account).filter(({ handle }) => handle !== here?.without)
      let [buys, paid, sells, received] = [0n, 0n, 0n, 0n]
      for (const { flags, side, lots, price } of here?.with === undefined ? resting : [...resting, here.with]) {
        if ((flags & REDUCE_ONLY) !== 0) continue
        const value = BigInt(lots) * BigInt(price)
        if (side === BUY) [buys, paid] = [buys + BigInt(lots), paid + value]
        else [sells, received] = [sells + BigInt(lots), received + value]
      }
      const lossOf = (x: bigint): bigint => (x > 0n ? x : 0n)
      const afterBuys = this.requirement('initial', abs(size + buys) * mark) + lossOf(paid - buys * mark)
      const afterSells = this.requirement('initial', abs(size - sells) * mark) + lossOf(sells * mark - received)
      required += afterBuys > afterSells ? afterBuys : afterSells
    }
    return required
  }

  /** Notional of all positions at their marks. */
  notional(account: number): bigint {
    let sum = 0n
    for (let m = 0; m < this.#books.length; m++) sum += abs(this.size(m, account)) * this.mark(m)
    return sum
  }

  #overPositions(of: 'initial' | 'maintenance', account: number): bigint {
    let required = 0n
    for (let m = 0; m < this.#books.length; m++)
      required += this.requirement(of, abs(this.size(m, account)) * this.mark(m))
    return required
  }
}
