import type { BlockClock } from '../chain/block-clock.ts'
import type { GasTable } from '../chain/gas-table.ts'
import { fixedLatency } from '../chain/latency.ts'
import type { Mempool } from '../chain/mempool.ts'
import { ViewRing } from '../chain/view-ring.ts'
import { FEE_POOL_ACCOUNT, FUND_ACCOUNT, GAS_ACCOUNT, VAULT_ACCOUNT } from '../exchange/accounts.ts'
import { audit, isConserved } from '../exchange/audit.ts'
import { FEES_TO_FUND, MAKER_FEES, RECENTRING_COST, TAKER_FEES } from '../exchange/counters.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { LiquidationSearch } from '../exchange/liquidation-search.ts'
import type { Liquidations } from '../exchange/liquidations.ts'
import type { Waterfall } from '../exchange/waterfall.ts'
import { type FundTerms, fundFeeShare } from '../insurance/fund.ts'
import type { NamedModules } from '../market/composite-state.ts'
import type { StateArray } from '../market/stateful.ts'
import { PUBLISH } from '../market/transaction.ts'
import { completed } from '../traders/behaviour.ts'
import { restoreCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { CostBySize } from './cost-by-size.ts'
import { Digest } from './digest.ts'
import { InvariantError } from './invariant-error.ts'
import { columnNames, sampleColumns } from './market-columns.ts'
import { MarketFeed, type MarketParts } from './market-feed.ts'
import { ProbeLog } from './probe-log.ts'
import { Recorder } from './recorder.ts'
import { runScript, type ScriptedAction } from './scripted-action.ts'
import { type MarketTerms, sightOf } from './sight-of.ts'
import type { SeatedGroup, TraderGroup } from './trader-group.ts'
import { type ExecutionParts, executeTransaction } from './transaction-execution.ts'
import { viewSource } from './view-source.ts'
import { WakeQueue } from './wake-queue.ts'

/** Everything a run is made of, built and empty: the scenario's modules for one engine and one seed. */
export interface SimulationParts {
  /** Names the run: scenario, arm and seed; checkpoints of another are refused. */
  readonly key: string
  readonly seed: number
  /** Milliseconds at which the run begins and ends; blocks after the end are not made. */
  readonly start: number
  readonly end: number
  readonly exchange: Exchange
  readonly search: LiquidationSearch
  readonly waterfall: Waterfall
  readonly liquidations: Liquidations
  readonly markets: readonly MarketParts[]
  readonly terms: readonly MarketTerms[]
  readonly groups: readonly TraderGroup[]
  readonly clock: BlockClock
  /** Expected milliseconds between blocks. */
  readonly blockTime: number
  readonly mempool: Mempool
  readonly gas: GasTable
  readonly baseFee: number
  readonly fund: FundTerms
  /** Atoms that each market's pool begins with; 0 for a book. */
  readonly poolDeposits: readonly number[]
  /** Atoms that the backstop vault begins with. */
  readonly vaultDeposit: number
  /** Account that pays for re-centring a virtual AMM, up to what it holds. */
  readonly recentringPayer: number
  readonly steps: readonly ScriptedAction[]
  /** Milliseconds between recorded samples. */
  readonly recordEvery: number
  /** Upper bounds in atoms of the classes that execution costs are reported by. */
  readonly costClasses: readonly number[]
  /** Adds the books up after every block instead of at the end only. */
  readonly auditEveryBlock: boolean
}

/** Slots of the loop's own cells. */
const STEPS_DONE = 0
const EVENTS = 1
const FUND_PEAK = 2
const FUND_DRAWDOWN = 3
const DROPPED = 4

/** The oracle's publisher among the senders: its number is no list's of traders, and it sits beside the block builder. */
const PUBLISHER = { group: 0xffff_ffff, ordinal: 0, latency: fixedLatency(0) }

/** One run, block by block, as DESIGN §1 has it. The same parts and seed give the same bits everywhere. */
export class Simulation {
  readonly parts: SimulationParts
  readonly feeds: readonly MarketFeed[]
  readonly groups: readonly SeatedGroup[]
  readonly recorder: Recorder
  readonly costs: CostBySize
  readonly probes: ProbeLog
  readonly #ring: ViewRing
  readonly #wakes: WakeQueue
  readonly #digest: Digest = new Digest()
  readonly #cells: Float64Array = new Float64Array(5)
  readonly #execution: ExecutionParts
  /** Trader number to group. */
  readonly #groupOf: Int32Array
  #rows: Int32Array = new Int32Array(64)

  constructor(parts: SimulationParts) {
    const { exchange } = parts
    this.parts = parts
    this.feeds = parts.markets.map((market, m) => new MarketFeed(exchange, m, market))
    this.recorder = new Recorder(columnNames(parts.markets.length), parts.recordEvery, parts.start)
    this.costs = new CostBySize(parts.costClasses)
    this.probes = new ProbeLog(exchange.accounts.capacity)
    const isProbe = new Uint8Array(exchange.accounts.capacity)
    this.groups = this.#seat(isProbe)
    const traders = this.groups.reduce((sum, { behaviour }) => sum + behaviour.count, 0)
    this.#groupOf = new Int32Array(traders)
    for (const { group, behaviour, firstTrader } of this.groups)
      this.#groupOf.fill(group, firstTrader, firstTrader + behaviour.count)
    this.#wakes = new WakeQueue(traders)
    const latency = Math.max(0, ...parts.groups.map((group) => Math.ceil(group.latency.mean)))
    const symbols = exchange.venues.map(({ spec }) => spec.symbol)
    this.#ring = new ViewRing({ symbols, latency, blockTime: parts.blockTime })
    this.#execution = {
      exchange,
      liquidations: parts.liquidations,
      feeds: this.feeds,
      gas: parts.gas,
      baseFee: parts.baseFee,
      costs: this.costs,
      probes: this.probes,
      isProbe,
    }
    this.#begin(latency)
  }

  /** Events so far: transactions executed and fills. For speed figures only. */
  get events(): number {
    return this.#cells[EVENTS] + this.parts.exchange.venues.reduce((sum, { counters }) => sum + counters.market[0], 0)
  }

  /** Largest fall of the insurance fund from its highest balance so far, as a share of that. */
  get fundDrawdown(): number {
    return this.#cells[FUND_DRAWDOWN]
  }

  /** Transactions dropped because their sender could not pay the gas. */
  get dropped(): number {
    return this.#cells[DROPPED]
  }

  /** Number and time of the block in hand. */
  get block(): { readonly block: number; readonly time: number } {
    return this.parts.clock.current()
  }

  /** Fingerprint of all blocks so far and of the state as it stands. */
  digest(): string {
    const whole = new Digest()
    whole.lanes.set(this.#digest.lanes)
    for (const [name, module] of this.#modules()) {
      whole.text(name)
      for (const array of Object.values(module.state())) whole.array(array)
    }
    return whole.hex()
  }

  /**
   * Makes the next block.
   * @returns false when the run is over, and nothing was made
   * @throws InvariantError when the books do not add up
   */
  step(): boolean {
    const { clock, exchange, liquidations, waterfall, end, mempool } = this.parts
    if (clock.current().time >= end) return false
    const { block, time: now } = clock.next()
    if (now > end) return false
    exchange.openBlock(block, now)
    this.#script(now)
    for (const feed of this.feeds) feed.observe(now)
    this.#sendPublications(now)
    this.#wake(now)
    for (const feed of this.feeds) {
      feed.remark(now)
      feed.fund(now)
    }
    this.#executeBlock(now, mempool)
    this.feeds.forEach((feed, m) => {
      feed.remark(now)
      exchange.runTriggers(m)
    })
    liquidations.endOfBlock()
    waterfall.backPools()
    this.#shareFees()
    this.#recentre()
    exchange.closeBlock()
    this.#ring.push(
      now,
      viewSource(exchange, this.feeds, () => now),
    )
    this.#followFund()
    if (this.recorder.due(now)) this.recorder.write(now, sampleColumns(exchange, this.feeds, now))
    this.#foldBlock(block, now)
    if (this.parts.auditEveryBlock) this.audit()
    return true
  }

  /** Runs to the end, or until `keepGoing` answers false before a block. @returns true when the end was reached */
  run(keepGoing: (done: number) => boolean = () => true): boolean {
    const { start, end, clock } = this.parts
    do {
      if (!keepGoing((clock.current().time - start) / (end - start))) return false
    } while (this.step())
    this.audit()
    return true
  }

  /** @throws InvariantError when money or lots were made or lost, or dust fell below zero */
  audit(): void {
    const { exchange, key } = this.parts
    const report = audit(exchange.ledger)
    if (isConserved(report)) return
    const { block, time } = this.block
    throw new InvariantError({
      rule: 'conservation',
      detail: `drift ${report.drift.join(', ')} atoms, size sum ${report.sizeSum.join(', ')} lots`,
      key,
      block,
      time,
    })
  }

  /** The whole run so far as bytes. */
  checkpoint(): Uint8Array {
    return writeCheckpoint(this.parts.key, this.#modules())
  }

  /** Continues a checkpoint in a freshly built simulation of the same run. @throws RangeError when it is another's */
  restore(bytes: Uint8Array): void {
    restoreCheckpoint(bytes, this.parts.key, this.#modules())
    this.parts.search.restored()
  }

  #modules(): NamedModules {
    const { exchange, waterfall, liquidations, clock, mempool } = this.parts
    return [
      ['exchange', exchange],
      ['waterfall', waterfall],
      ['liquidations', liquidations],
      ['clock', clock],
      ['mempool', mempool],
      ['views', this.#ring],
      ['wakes', this.#wakes],
      ...this.feeds.map((feed, m) => [`feed${m}`, feed] as const),
      ...this.groups.map(({ group, behaviour }) => [`group${group}`, behaviour] as const),
      ['recorder', this.recorder],
      ['costs', this.costs],
      ['probes', this.probes],
      ['loop', { state: (): Record<string, StateArray> => ({ cells: this.#cells, digest: this.#digest.lanes }) }],
    ]
  }

  /** Opens an account for every member, in the order of the groups, and lets it send. */
  #seat(isProbe: Uint8Array): readonly SeatedGroup[] {
    const { exchange, mempool, groups } = this.parts
    let trader = 0
    return groups.map((given, group) => {
      const firstTrader = trader
      const firstAccount = exchange.accounts.count
      for (let member = 0; member < given.behaviour.count; member++) {
        const account = exchange.openAccount()
        const atoms = given.behaviour.deposit(member)
        if (atoms > 0) exchange.deposit(account, atoms)
        mempool.admit(account, { group, ordinal: member, latency: given.latency })
        if (given.probe) isProbe[account] = 1
      }
      trader += given.behaviour.count
      return { ...given, group, firstAccount, firstTrader }
    })
  }

  #begin(latency: number): void {
    const { exchange, mempool, start, fund, poolDeposits, vaultDeposit } = this.parts
    mempool.admit(FEE_POOL_ACCOUNT, PUBLISHER)
    if (fund.deposit > 0) exchange.deposit(FUND_ACCOUNT, fund.deposit)
    if (vaultDeposit > 0) exchange.deposit(VAULT_ACCOUNT, vaultDeposit)
    exchange.venues.forEach(({ pool }, m) => {
      if (poolDeposits[m] > 0) exchange.deposit(pool, poolDeposits[m])
    })
    for (const feed of this.feeds) feed.begin(start)
    for (const { behaviour, firstTrader } of this.groups)
      for (let member = 0; member < behaviour.count; member++)
        this.#wakes.push(firstTrader + member, behaviour.firstWake(member))
    this.#ring.push(
      start - latency - 1,
      viewSource(exchange, this.feeds, () => start),
    )
    this.#followFund()
  }

  #script(now: number): void {
    const { steps } = this.parts
    while (this.#cells[STEPS_DONE] < steps.length && steps[this.#cells[STEPS_DONE]].at <= now) {
      runScript(steps[this.#cells[STEPS_DONE]], this.parts, this.feeds, now)
      this.#cells[STEPS_DONE] += 1
    }
  }

  /** Oracles that publish by transaction send one when it is due and none is on its way. */
  #sendPublications(now: number): void {
    const { mempool } = this.parts
    this.feeds.forEach((feed, market) => {
      const { oracle, publish } = feed.parts
      if (publish !== 'transaction' || !oracle.due(now) || !oracle.prepare(now)) return
      mempool.add(completed({ kind: PUBLISH }, FEE_POOL_ACCOUNT, market), now)
    })
  }

  /** Wakes everybody whose time has come, oldest first; what they see is as old as their latency. */
  #wake(now: number): void {
    const { mempool, exchange, terms } = this.parts
    const wakes = this.#wakes
    while (wakes.nextTime <= now) {
      const time = wakes.nextTime
      const trader = wakes.pop()
      const seated = this.groups[this.#groupOf[trader]]
      const { behaviour, market, latency, firstAccount, firstTrader, rests, probe } = seated
      const member = trader - firstTrader
      const account = firstAccount + member
      const view = this.#ring.at(time - latency.mean)
      const known = terms[market]
      const allowed = rests ? known : { ...known, restingOrders: false }
      const sight = sightOf(view, market, account, allowed, terms.length)
      const next = behaviour.wake(member, time, sight, (outgoing) => {
        if (probe) this.probes.decided(account, exchange.venues[market].engine.mid())
        mempool.add(completed(outgoing, account, market), time)
      })
      wakes.push(trader, next)
    }
  }

  #executeBlock(now: number, mempool: Mempool): void {
    if (this.#rows.length < mempool.size) this.#rows = new Int32Array(2 * mempool.size)
    const count = mempool.select(now, this.#rows)
    for (let i = 0; i < count; i++) {
      const done = executeTransaction(this.#execution, mempool.read(this.#rows[i]), now)
      this.#cells[done ? EVENTS : DROPPED] += 1
    }
    mempool.take(this.#rows, count)
  }

  /** The fund's share of all net trading fees so far, less what it has had. */
  #shareFees(): void {
    const { exchange, fund } = this.parts
    for (const { counters } of exchange.venues) {
      const totals = counters.market
      const due = fundFeeShare(fund, totals[TAKER_FEES] + totals[MAKER_FEES]) - totals[FEES_TO_FUND]
      if (due <= 0) continue
      exchange.ledger.transfer(exchange.collateral, FEE_POOL_ACCOUNT, FUND_ACCOUNT, due)
      totals[FEES_TO_FUND] += due
    }
  }

  /** A curve that asks for it is moved onto the index; its cost goes from the payer to the pool, its gain the other way. */
  #recentre(): void {
    const { exchange, recentringPayer } = this.parts
    const { ledger, collateral } = exchange
    for (const { engine, counters, pool } of exchange.venues) {
      if (engine.recentringDue?.() !== true || engine.recentre === undefined) continue
      const budget = Math.max(0, ledger.balanceOf(collateral, recentringPayer))
      const cost = engine.recentre(budget)
      ledger.transfer(collateral, recentringPayer, pool, cost)
      counters.market[RECENTRING_COST] += cost
    }
  }

  #followFund(): void {
    const { ledger, collateral } = this.parts.exchange
    const cells = this.#cells
    const fund = ledger.balanceOf(collateral, FUND_ACCOUNT)
    cells[FUND_PEAK] = Math.max(cells[FUND_PEAK], fund)
    if (cells[FUND_PEAK] > 0)
      cells[FUND_DRAWDOWN] = Math.max(cells[FUND_DRAWDOWN], (cells[FUND_PEAK] - fund) / cells[FUND_PEAK])
  }

  #foldBlock(block: number, now: number): void {
    const { exchange, mempool } = this.parts
    const { ledger, collateral } = exchange
    const digest = this.#digest
    digest.number(block)
    digest.number(now)
    digest.number(mempool.size)
    for (const account of [FEE_POOL_ACCOUNT, FUND_ACCOUNT, GAS_ACCOUNT])
      digest.number(ledger.balanceOf(collateral, account))
    exchange.venues.forEach(({ counters, engine }, m) => {
      digest.number(this.feeds[m].mark)
      digest.number(engine.mid())
      digest.array(counters.market)
    })
  }
}
