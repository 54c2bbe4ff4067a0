import { LIQUIDATION_PAUSED } from '../../../exchange/market-state.ts'
import { IMMEDIATE_OR_CANCEL, LIQUIDATION, MARKET, REDUCE_ONLY } from '../../../market/order-flags.ts'
import { reducingSide } from '../../../market/side.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import { magnitude, type Standing } from '../../watch/standing.ts'
import { type ClosingCase, closingOf } from './closing-reckoning.ts'
import type { LiquidationTerms } from './liquidation-terms.ts'
import { admitsNow } from './taker-reckoning.ts'
import type { CancelDeed, Deed, OrderDeed, PaymentDeed, TakeoverDeed, Visit } from './visits.ts'

/** What the rule says next, with what was done of it. */
export type WalkedStep =
  | { readonly kind: 'cancel'; readonly before: Standing }
  /** `deed` is left out where the engine's terms did not admit the account. */
  | { readonly kind: 'close'; readonly market: number; readonly before: Standing; readonly deed?: OrderDeed }
  | {
      readonly kind: 'hand-over'
      readonly market: number
      readonly lots: bigint
      readonly before: Standing
      readonly takeovers: readonly TakeoverDeed[]
      /** Payments for takers whom the price left with a debt. */
      readonly debts: readonly PaymentDeed[]
      readonly after: Standing
    }
  | {
      readonly kind: 'pay'
      readonly market: number
      /** Sign of the position that made the loss, 0 where none is known. */
      readonly lostSize: bigint
      readonly before: Standing
      readonly payments: readonly PaymentDeed[]
    }

/** Why a visit ended. */
export type VisitEnd =
  | 'healthy'
  | 'paused'
  | 'cooling down or slice done'
  | 'refused by all takers'
  | 'wound up'
  | 'steps'

/** A visit against what its rule says. */
export interface Walk {
  readonly steps: readonly WalkedStep[]
  readonly end: VisitEnd
  /** A lot, an order or a payment moved, so that another round may follow. */
  readonly executed: boolean
  /** Milliseconds before which the rule wants no further visit, where it says so. */
  readonly waitUntil?: number
  /** Where the visit left the rule. */
  readonly fault?: string
}

/** What outlasts a visit: milliseconds of the account's last partial close, -1 for none. */
export interface Cooling {
  lastClose: number
}

const MOST_STEPS = 64

/** Follows one visit, step by step. */
class Walker {
  readonly #visit: Visit
  readonly #view: RunInView
  readonly #terms: LiquidationTerms
  readonly #cooling: Cooling
  readonly #steps: WalkedStep[] = []
  #at = 0
  #executed = false
  #waitUntil: number | undefined

  constructor(visit: Visit, view: RunInView, terms: LiquidationTerms, cooling: Cooling) {
    this.#visit = visit
    this.#view = view
    this.#terms = terms
    this.#cooling = cooling
  }

  walk(): Walk {
    const byBlock = this.#terms.mode === 'bots' && this.#visit.liquidator < 0
    const end = byBlock ? this.#windUp() : this.#byRule()
    const over = this.#next
    if (typeof end !== 'string') return { ...this.#sofar, end: 'steps', fault: end.fault }
    if (over !== undefined) return { ...this.#sofar, end, fault: `it ended (${end}), and then came ${told(over)}` }
    return { ...this.#sofar, end }
  }

  get #sofar(): Pick<Walk, 'steps' | 'executed' | 'waitUntil'> {
    const waitUntil = this.#waitUntil
    return { steps: this.#steps, executed: this.#executed, ...(waitUntil !== undefined && { waitUntil }) }
  }

  get #next(): Deed | undefined {
    return this.#visit.deeds[this.#at]
  }

  /** The books before the next deed. */
  get #standing(): Standing {
    return this.#next?.before ?? this.#visit.closing
  }

  #byRule(): VisitEnd | { readonly fault: string } {
    const { account, orders } = this.#visit
    let market = this.#largest()
    let lostSize = this.#standing.size(market, account)
    let [sold, refused, resting] = [0n, 0n, orders.length > 0]
    for (let step = 0; step < MOST_STEPS; step++) {
      const before = this.#standing
      const size = before.size(market, account)
      if (this.#paused(market)) return 'paused'
      if (before.equity(account) >= before.required('maintenance', account)) return 'healthy'
      if (resting) {
        const fault = this.#cancels(() => true)
        if (fault !== undefined) return { fault }
        this.#steps.push({ kind: 'cancel', before })
        this.#executed = true
        resting = false
      } else if (size === 0n) {
        if (before.required('maintenance', account) > 0n) return 'healthy'
        const unpaid = this.#pay(market, lostSize)
        this.#executed ||= unpaid === 0n
        return 'wound up'
      } else if (refused > 0n) {
        const lots = refused < magnitude(size) ? refused : magnitude(size)
        const taken = this.#handOver(market, lots)
        this.#executed ||= taken > 0n
        refused = 0n
        if (taken < lots) return 'refused by all takers'
      } else {
        const closing = closingOf(this.#terms.close, this.#terms.penalty.rate, this.#case(market, before, sold))
        if (closing.kind === 'wait') {
          this.#waitUntil = closing.until
          return 'cooling down or slice done'
        }
        const closed = this.#close(market, closing.lots, closing.limit)
        if (typeof closed !== 'bigint') return closed
        sold += closed
        refused = closing.lots - closed
        this.#executed ||= closed > 0n
        if (closed > 0n && this.#standing.size(market, account) !== 0n) this.#cooling.lastClose = this.#now
      }
      if (this.#standing.size(market, account) !== 0n) continue
      const next = this.#largest()
      if (this.#standing.size(next, account) !== 0n) {
        market = next
        lostSize = this.#standing.size(market, account)
        sold = 0n
        refused = 0n
      } else if (this.#standing.equity(account) < 0n) {
        this.#pay(market, lostSize)
        this.#executed = true
        return 'wound up'
      }
    }
    return 'steps'
  }

  /** An insolvent account without a liquidator, market by market. */
  #windUp(): VisitEnd | { readonly fault: string } {
    const { account } = this.#visit
    let [lossMarket, lostSize] = [0, 0n]
    for (let market = 0; market < this.#standing.markets; market++) {
      if (this.#paused(market)) return 'paused'
      const fault = this.#cancels((deed) => deed.market === market)
      if (fault !== undefined) return { fault }
      const size = this.#standing.size(market, account)
      if (size === 0n) continue
      lostSize = size
      lossMarket = market
      if (this.#handOver(market, magnitude(size)) > 0n) this.#executed = true
      if (this.#standing.size(market, account) !== 0n) return 'refused by all takers'
    }
    this.#pay(lossMarket, lostSize)
    return 'wound up'
  }

  /** All resting orders of the markets go, each once. @returns what is wrong */
  #cancels(of: (deed: { readonly market: number }) => boolean): string | undefined {
    const { account, orders } = this.#visit
    const open = new Set(orders.filter(of).map(({ market, handle }) => `${market}/${handle}`))
    for (let deed = this.#next; deed?.kind === 'cancel' && of(deed); deed = this.#next) {
      if (!open.delete(`${deed.market}/${deed.handle}`)) return `an order of account ${deed.owner} went`
      this.#at += 1
    }
    return open.size === 0 ? undefined : `${open.size} orders of account ${account} rest still where none should`
  }

  #close(market: number, lots: bigint, limit: bigint): bigint | { readonly fault: string } {
    const { account } = this.#visit
    const before = this.#standing
    const admitted = this.#terms.takers[0]?.kind === 'engine' && admitsNow(this.#terms.takers[0], before, account)
    if (!admitted) {
      this.#steps.push({ kind: 'close', market, before })
      return 0n
    }
    const deed = this.#next
    const side = reducingSide(Number(before.size(market, account)))
    const flags = LIQUIDATION | REDUCE_ONLY | IMMEDIATE_OR_CANCEL | (limit === 0n ? MARKET : 0)
    const wanted = `${lots} lots of account ${account} in market ${market}, side ${side}, limit ${limit}, flags ${flags}`
    if (deed?.kind !== 'order') return { fault: `the rule closes ${wanted}, and ${told(deed)} came` }
    this.#at += 1
    const found = `${deed.lots} lots of account ${deed.owner} in market ${deed.market}, side ${deed.side}, limit ${deed.limit}, flags ${deed.flags}`
    if (found !== wanted) return { fault: `the rule closes ${wanted}, and what went to the engine is ${found}` }
    const left = deed.after.size(market, account)
    const expected = before.size(market, account) + (before.size(market, account) > 0n ? 0n - deed.filled : deed.filled)
    if (deed.filled > lots || left !== expected)
      return { fault: `closing ${deed.filled} of ${lots} lots left ${left} of ${before.size(market, account)}` }
    this.#steps.push({ kind: 'close', market, before, deed })
    return deed.filled
  }

  #handOver(market: number, lots: bigint): bigint {
    const { account } = this.#visit
    const before = this.#standing
    const takeovers: TakeoverDeed[] = []
    const debts: PaymentDeed[] = []
    let taken = 0n
    for (let deed = this.#next; deed !== undefined; deed = this.#next) {
      if (deed.kind === 'takeover' && taken < lots) {
        takeovers.push(deed)
        taken += BigInt(deed.event.lots)
      } else if (deed.kind === 'payment' && deed.event.account !== account) debts.push(deed)
      else break
      this.#at += 1
    }
    this.#steps.push({ kind: 'hand-over', market, lots, before, takeovers, debts, after: this.#standing })
    return taken
  }

  #pay(market: number, lostSize: bigint): bigint {
    const before = this.#standing
    const payments: PaymentDeed[] = []
    let unpaid = 0n
    for (let deed = this.#next; deed?.kind === 'payment'; deed = this.#next) {
      payments.push(deed)
      if (deed.event.payer === 'nobody') unpaid = BigInt(deed.event.atoms)
      this.#at += 1
    }
    this.#steps.push({ kind: 'pay', market, lostSize, before, payments })
    return unpaid
  }

  #case(market: number, standing: Standing, sold: bigint): ClosingCase {
    const { simulation, reckoning } = this.#view
    const tick = BigInt(simulation.parts.exchange.venues[market].spec.tickUnits)
    const { account } = this.#visit
    return { account, market, standing, reckoning, tick, now: this.#now, lastClose: this.#cooling.lastClose, sold }
  }

  get #now(): number {
    return this.#view.simulation.block.time
  }

  #paused(market: number): boolean {
    return (this.#view.simulation.parts.exchange.markets.paused[market] & LIQUIDATION_PAUSED) !== 0
  }

  /** Market of the largest notional, the first of equals. */
  #largest(): number {
    const standing = this.#standing
    let best = 0
    for (let market = 1; market < standing.markets; market++)
      if (standing.notional(market, this.#visit.account) > standing.notional(best, this.#visit.account)) best = market
    return best
  }
}

const told = (deed: CancelDeed | Deed | undefined): string => {
  if (deed === undefined) return 'nothing'
  if (deed.kind === 'cancel') return `a cancel of account ${deed.owner}'s order`
  if (deed.kind === 'order') return `an order of ${deed.lots} lots of account ${deed.owner} at ${deed.limit}`
  const { event } = deed
  return event.kind === 'loss-paid'
    ? `a payment of ${event.atoms} atoms by ${event.payer}`
    : `a takeover of ${event.lots} lots by account ${event.taker}`
}

/** Walks through a visit beside its rule, reckoned anew from the scenario's words. What lasts is written to `cooling`. */
export const walked = (visit: Visit, view: RunInView, terms: LiquidationTerms, cooling: Cooling): Walk =>
  new Walker(visit, view, terms, cooling).walk()
