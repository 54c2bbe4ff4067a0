import type { Mempool } from '../chain/mempool.ts'
import { ViewRing } from '../chain/view-ring.ts'
import { FUND_ACCOUNT } from '../exchange/accounts.ts'
import { recentre, shareFees } from '../exchange/block-end.ts'
import type { NamedModules } from '../market/composite-state.ts'
import { refusalName } from '../market/refusal.ts'
import type { StateArray } from '../market/stateful.ts'
import { completed } from '../market/transaction.ts'
import type { Sight } from '../traders/sight.ts'
import { brokenRule } from './broken-rule.ts'
import { restoreCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { CostBySize } from './cost-by-size.ts'
import { Digest } from './digest.ts'
import { systemDeposits } from './first-deposit.ts'
import { foldBlock } from './fold-block.ts'
import { FundWatch } from './fund-watch.ts'
import { InvariantError } from './invariant-error.ts'
import { columnNames, sampleColumns } from './market-columns.ts'
import { MarketFeed } from './market-feed.ts'
import { ProbeLog } from './probe-log.ts'
import { sendPublications } from './publications.ts'
import { Recorder } from './recorder.ts'
import { runScript } from './scripted-action.ts'
import { seatGroups } from './seat-groups.ts'
import { sightOf } from './sight-of.ts'
import type { Moment } from './simulation-observer.ts'
import type { SimulationParts } from './simulation-parts.ts'
import type { SeatedGroup } from './trader-group.ts'
import { type ExecutionParts, executeTransaction } from './transaction-execution.ts'
import { bookReader, viewSource } from './view-source.ts'
import { WakeQueue } from './wake-queue.ts'

/** Slots of the loop's own cells. */
const STEPS_DONE = 0
const EVENTS = 1
const DROPPED = 2
const WHOLE_BLOCK: Moment = { kind: 'block' }

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
  readonly #cells: Float64Array = new Float64Array(3)
  readonly #fund: FundWatch = new FundWatch()
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
    this.groups = seatGroups(parts, isProbe)
    const traders = this.groups.reduce((sum, { behaviour }) => sum + behaviour.count, 0)
    this.#groupOf = new Int32Array(traders)
    for (const { group, behaviour, firstTrader } of this.groups)
      this.#groupOf.fill(group, firstTrader, firstTrader + behaviour.count)
    this.#wakes = new WakeQueue(traders)
    const latency = Math.max(0, ...parts.groups.map((group) => Math.ceil(group.latency.mean)))
    const symbols = exchange.venues.map(({ spec }) => spec.symbol)
    this.#ring = new ViewRing({ symbols, latency, blockTime: parts.blockTime, reader: bookReader(exchange) })
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
    return this.#fund.drawdown
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
    const { clock, exchange, liquidations, waterfall, fund, recentringPayer, end, mempool, observer } = this.parts
    if (clock.current().time >= end || clock.upcoming().time > end) return false
    const { block, time: now } = clock.next()
    const feeds = [...this.feeds.entries()]
    observer?.before(WHOLE_BLOCK)
    exchange.openBlock(block, now)
    this.#script(now)
    for (const [market, feed] of feeds) this.#part({ kind: 'observation', market }, () => feed.observe(now))
    sendPublications(this.feeds, mempool, now)
    this.#wake(now)
    for (const [market, feed] of feeds) {
      this.#part({ kind: 'mark', market }, () => feed.remark(now))
      this.#part({ kind: 'funding', market }, () => feed.fund(now))
    }
    this.#executeBlock(now, mempool)
    for (const [market, feed] of feeds) {
      this.#part({ kind: 'mark', market }, () => feed.remark(now))
      this.#part({ kind: 'triggers', market }, () => exchange.runTriggers(market))
    }
    this.#part({ kind: 'liquidations' }, () => liquidations.endOfBlock())
    this.#part({ kind: 'backing' }, () => waterfall.backPools())
    this.#part({ kind: 'fee-shares' }, () => shareFees(exchange, fund))
    this.#part({ kind: 'recentring' }, () => recentre(exchange, recentringPayer))
    exchange.closeBlock()
    observer?.after(WHOLE_BLOCK)
    this.#ring.push(now, viewSource(exchange, this.feeds, now))
    this.#fund.follow(exchange.ledger.balanceOf(exchange.collateral, FUND_ACCOUNT))
    if (this.recorder.due(now)) this.recorder.write(now, sampleColumns(exchange, this.feeds, now))
    foldBlock(this.#digest, this.parts, this.feeds)
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

  /** @throws InvariantError when money or lots were made or lost, open interest is not all longs', or a book is crossed */
  audit(): void {
    const { exchange, terms, key } = this.parts
    const broken = brokenRule(exchange, terms)
    if (broken !== undefined) throw new InvariantError({ ...broken, key, ...this.block })
  }

  /** The whole run so far as bytes. @throws InvariantError as `audit`: a broken state is not kept */
  checkpoint(): Uint8Array {
    this.audit()
    return writeCheckpoint(this.parts.key, this.digest(), this.#modules())
  }

  /**
   * Continues a checkpoint in a freshly built simulation of the same run.
   * @throws RangeError when it is another's, or not what was kept; InvariantError as `audit`
   */
  restore(bytes: Uint8Array): void {
    const kept = restoreCheckpoint(bytes, this.parts.key, this.#modules())
    this.parts.search.restored()
    const digest = this.digest()
    if (digest !== kept)
      throw new RangeError(`the checkpoint's state has the digest ${digest}, and was kept with ${kept}`)
    this.audit()
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
      ['fund', this.#fund],
      ['loop', { state: (): Record<string, StateArray> => ({ cells: this.#cells, digest: this.#digest.lanes }) }],
    ]
  }

  #begin(latency: number): void {
    const { exchange, start } = this.parts
    systemDeposits(this.parts)
    for (const feed of this.feeds) feed.begin(start)
    for (const { behaviour, firstTrader, asPool } of this.groups)
      for (let member = 0; member < behaviour.count; member++)
        if (!asPool) this.#wakes.push(firstTrader + member, behaviour.firstWake(member))
    this.#ring.push(start - latency - 1, viewSource(exchange, this.feeds, start))
    this.#openPools()
    this.#fund.follow(exchange.ledger.balanceOf(exchange.collateral, FUND_ACCOUNT))
  }

  /** Pools that rest orders do so before the first block, and the marks see them. */
  #openPools(): void {
    const { exchange, start } = this.parts
    for (const seated of this.groups) {
      if (!seated.asPool) continue
      const { behaviour, market, firstAccount, firstTrader } = seated
      const sight = this.#sightOf(seated, firstAccount, start)
      const next = behaviour.wake(0, start, sight, (outgoing) => {
        const answer = exchange.place(completed(outgoing, firstAccount, market))
        if (answer < 0) throw new RangeError(`the pool's opening order was refused: ${refusalName(answer)}`)
      })
      this.#wakes.push(firstTrader, next)
    }
    for (const feed of this.feeds) feed.remark(start)
  }

  #script(now: number): void {
    const { steps } = this.parts
    while (this.#cells[STEPS_DONE] < steps.length && steps[this.#cells[STEPS_DONE]].at <= now) {
      const action = steps[this.#cells[STEPS_DONE]]
      this.#part({ kind: 'step', action }, () => runScript(action, this.parts, this.feeds, now))
      this.#cells[STEPS_DONE] += 1
    }
  }

  /** Does a part of the block under the eyes of the observer. */
  #part(moment: Moment, action: () => void): void {
    const { observer } = this.parts
    observer?.before(moment)
    action()
    observer?.after(moment)
  }

  /** Wakes everybody whose time has come, oldest first; what they see is as old as their latency. */
  #wake(now: number): void {
    const { mempool, exchange } = this.parts
    const wakes = this.#wakes
    while (wakes.nextTime <= now) {
      const time = wakes.nextTime
      const trader = wakes.pop()
      const seated = this.groups[this.#groupOf[trader]]
      const { behaviour, market, firstAccount, firstTrader, probe } = seated
      const member = trader - firstTrader
      const account = firstAccount + member
      const sight = this.#sightOf(seated, account, time)
      const next = behaviour.wake(member, time, sight, (outgoing) => {
        if (probe) this.probes.decided(account, exchange.venues[market].engine.mid())
        mempool.add(completed(outgoing, account, market), time)
      })
      wakes.push(trader, next)
    }
  }

  /** What the account may read at a time: the chain as old as its group's latency. */
  #sightOf({ market, latency, rests }: SeatedGroup, account: number, time: number): Sight {
    const { terms } = this.parts
    const known = terms[market]
    const allowed = rests ? known : { ...known, restingOrders: false }
    return sightOf(this.#ring.at(time - latency.mean), market, account, allowed, terms.length)
  }

  #executeBlock(now: number, mempool: Mempool): void {
    if (this.#rows.length < mempool.size) this.#rows = new Int32Array(2 * mempool.size)
    const count = mempool.select(now, this.#rows)
    for (let i = 0; i < count; i++) {
      const transaction = mempool.read(this.#rows[i])
      this.#part({ kind: 'transaction', transaction }, () => {
        this.#cells[executeTransaction(this.#execution, transaction, now) ? EVENTS : DROPPED] += 1
      })
    }
    mempool.take(this.#rows, count)
  }
}
