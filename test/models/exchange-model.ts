import { expireBook } from './book.ts'
import { cancel, cancelAll, place, replace, runTriggers } from './entry.ts'
import type { ModelEvent } from './events.ts'
import { down, type Exact, part, sum, ZERO } from './exact.ts'
import { fund, remark } from './funding.ts'
import { bringIn, settleAll, takeOut, transfer } from './ledger.ts'
import { liquidate, liquidateAll } from './liquidation.ts'
import { freeOf } from './margin.ts'
import { beginOracle, type Fault, indexChanged, observe, publish, refreshPauses } from './oracle.ts'
import { emptyState, FEES, FUND, firstTrader, type Order, type Pause, poolAccount, type State, VAULT } from './state.ts'
import { type Terms, termsOf } from './terms.ts'
import { backPools } from './waterfall.ts'
import {
  decimalOf,
  millisecondsOf,
  type PlaceWords,
  type ScenarioWords,
  type StepWords,
  shareOf,
  type WhoWords,
} from './words.ts'

/** A part of a block, as the observer of a run hears of it. */
export interface ModelMoment {
  readonly kind: string
  readonly market?: number
}

const PAUSES: Readonly<Record<string, readonly Pause[]>> = {
  nothing: [],
  opening: ['opening'],
  liquidation: ['liquidation'],
  both: ['opening', 'liquidation'],
}

/**
 * The whole exchange, slow and obvious: all money and lots are decimals of 40 digits, the book is an array that is sorted
 * whenever somebody asks, every total is added up anew, whoever is below maintenance is found by looking at everybody. It
 * reads the scenario's words and follows the documents; it shares nothing with the program, not a constant.
 *
 * Left out: traders that act by themselves, the mempool and gas; ladders; re-centring of curves
 * and their ends at 2^53; orders by quote; noise, smoothing, aggregates other than the median, and
 * publication by transaction; marks with averages; premiums other than the mid's; isolated margin.
 */
export class ExchangeModel {
  readonly terms: Terms
  readonly state: State
  /** What happened since they were last taken. */
  events: ModelEvent[] = []
  readonly #faults: Fault[] = []

  /** @param startPrices - quote per base, by market */
  constructor(words: ScenarioWords, arm: string, startPrices: readonly number[]) {
    this.terms = termsOf(words, arm, startPrices)
    this.state = emptyState(this.terms)
    const { engine } = this.terms
    const backstop = words.takers.find((taker) => 'backstop' in taker)
    this.#deposit(FUND, this.#atoms(words.insurance.deposit))
    if (backstop !== undefined) this.#deposit(VAULT, this.#atoms(backstop.backstop.deposit))
    for (const m of this.state.markets.keys())
      if (engine.kind === 'virtual-amm') this.#deposit(this.pool(m), this.#atoms(engine.capital))
    for (let member = 0; member < this.terms.traders; member++)
      this.#deposit(this.#account({ list: 0, member }), this.#atoms(words.traders[0].deposit))
    for (const m of this.state.markets.keys()) {
      beginOracle(this.terms, this.state, m)
      remark(this.terms, this.state, m)
    }
  }

  /** The account that a market's curve trades from. */
  pool(market: number): number {
    return poolAccount(this.state.markets.length, market)
  }

  /** Carries out a scripted step. */
  perform(step: StepWords): void {
    const { terms, state, events } = this
    const m =
      'market' in step
        ? Math.max(
            0,
            terms.markets.findIndex(({ symbol }) => symbol === step.market),
          )
        : 0
    const account = 'account' in step ? this.#account(step.account) : 0
    switch (step.do) {
      case 'deposit':
        this.#deposit(account, this.#atoms(step.amount))
        break
      case 'withdraw':
        this.#withdraw(account, this.#atoms(step.amount))
        break
      case 'place':
        place(terms, state, m, this.#orderOf(step, account, m), events)
        break
      case 'cancel':
        cancel(state, m, account, step.tag)
        break
      case 'cancel-all':
        cancelAll(state, m, account)
        break
      case 'replace': {
        const { tag } = step
        const changed = { tag, lots: this.#lots(step.size, m), limit: this.#units(step.price, m) }
        replace(terms, state, m, account, changed, events)
        break
      }
      case 'liquidate':
        liquidate(terms, state, account, this.#account(step.by), events)
        break
      case 'settle-funding':
        settleAll(state, account)
        break
      case 'move-price': {
        const market = state.markets[m]
        market.shift = market.shift.plus(part(market.shift, shareOf(step.by)))
        break
      }
      case 'publish':
        if (publish(terms, state, m)) this.#pausesChanged(m)
        break
      case 'pause':
        state.markets[m].scripted = PAUSES[step.what]
        this.#pausesChanged(m)
        break
      case 'fail-oracle':
        this.#faults.push(step)
    }
  }

  /** A block begins: what has expired goes. */
  openBlock(now: number): void {
    const { state } = this
    state.now = now
    state.block += 1
    for (const market of state.markets) {
      market.triggers = market.triggers.filter(({ goodTil }) => goodTil === 0 || goodTil > now)
      expireBook(market, now)
    }
  }

  /** The next part of the block, docs/simulation.md "A block, step by step". */
  moment({ kind, market: m = 0 }: ModelMoment): void {
    const { terms, state, events } = this
    switch (kind) {
      case 'observation':
        observe(terms, state, m, this.#faults)
        this.#pausesChanged(m)
        break
      case 'mark':
        remark(terms, state, m)
        break
      case 'funding':
        fund(terms, state, m, events)
        break
      case 'triggers':
        runTriggers(terms, state, m, events)
        break
      case 'liquidations':
        liquidateAll(terms, state, events)
        break
      case 'backing':
        backPools(terms, state, events)
        break
      case 'fee-shares':
        this.#shareFees()
    }
  }

  #shareFees(): void {
    const { terms, state } = this
    for (const { totals } of state.markets) {
      const net = totals.takerFees.plus(totals.makerFees)
      const due = (net.gt(0) ? down(part(net, shareOf(terms.words.insurance.feeShare))) : ZERO).minus(totals.feesToFund)
      if (due.lte(0)) continue
      transfer(state, FEES, FUND, due)
      totals.feesToFund = totals.feesToFund.plus(due)
    }
  }

  #deposit(account: number, atoms: Exact): void {
    if (atoms.lte(0)) return
    bringIn(this.state, account, atoms)
    this.events.push({ kind: 'deposit', account, atoms: atoms.toNumber() })
  }

  #withdraw(account: number, atoms: Exact): void {
    const { state, events } = this
    settleAll(state, account)
    const held = sum([state.deposited, state.withdrawn.neg()])
    if (atoms.gt(freeOf(this.terms, state, account)) || atoms.gt(held)) {
      events.push({ kind: 'refusal', account, market: 0, refusal: 'insufficient-balance', what: 'withdraw' })
      return
    }
    takeOut(state, account, atoms)
    events.push({ kind: 'withdrawal', account, atoms: atoms.toNumber() })
  }

  #pausesChanged(m: number): void {
    indexChanged(this.state, m)
    if (!refreshPauses(this.state, m)) return
    const { paused } = this.state.markets[m]
    const bits = (paused.includes('opening') ? 1 : 0) + (paused.includes('liquidation') ? 2 : 0)
    this.events.push({ kind: 'paused', market: m, bits })
  }

  #account(who: WhoWords): number {
    if (who === 'fund') return FUND
    return who === 'vault' ? VAULT : firstTrader(this.state.markets.length) + who.member
  }

  #atoms(money: string): Exact {
    return decimalOf(money).times(this.terms.atomsPerQuote)
  }

  #lots(size: string, m: number): Exact {
    return decimalOf(size).div(this.terms.markets[m].lot)
  }

  #units(price: string, m: number): Exact {
    return decimalOf(price).times(this.terms.markets[m].unitsPerPrice)
  }

  #orderOf(step: PlaceWords, account: number, m: number): Order {
    const { side, reduceOnly, slide, selfTrade, tag, timeInForce, price, goodTil, trigger } = step
    return {
      account,
      side,
      lots: this.#lots(step.size, m),
      ...(price !== undefined && { limit: this.#units(price, m) }),
      immediate: timeInForce === 'immediate-or-cancel',
      allOrNone: timeInForce === 'fill-or-kill',
      postOnly: timeInForce === 'post-only',
      slide,
      reduceOnly,
      liquidation: false,
      selfTrade,
      goodTil: goodTil === undefined ? 0 : millisecondsOf(goodTil),
      tag,
      ...(trigger !== undefined && {
        trigger:
          'above' in trigger
            ? { when: 'above', price: this.#units(trigger.above, m) }
            : { when: 'below', price: this.#units(trigger.below, m) },
      }),
    }
  }
}
