import type { EventSink } from '../../exchange/exchange-event.ts'
import type { EngineFactory } from '../../market/engine.ts'
import { assemble, type RunChoice } from '../../scenario/assemble.ts'
import type { Simulation } from '../../simulation/simulation.ts'
import type { Moment } from '../../simulation/simulation-observer.ts'
import type { Judgement, Ruling, ScenarioCase, Violation, WatchedLaw } from '../law.ts'
import { noWholeNumber } from './no-whole-number.ts'
import { Reckoning } from './reckoning.ts'
import { RestingBook } from './resting-book.ts'
import type { RunInView } from './run-in-view.ts'
import type { TapeEntry } from './tape-entry.ts'
import { tapped } from './tapped-engine.ts'
import type { Watcher } from './watcher.ts'

/** How runs are built besides their scenario: files, an engine in place of the arm's, a sink of events. */
export type BuildChoice = Pick<RunChoice, 'prices' | 'index' | 'resolve' | 'engineOf' | 'events'>

/** A run with its watchers, before its first block. */
export interface WatchedRun {
  readonly simulation: Simulation
  /** What each law has found so far, in the order in which they were given. */
  judgements(): readonly Judgement[]
  /** Tells the watchers that the run is over. */
  end(): void
  /** Tells the watchers that the run threw. @returns whether one of them has a word on that */
  failed(error: unknown): boolean
}

/** What one law has found. */
class Record implements Ruling {
  readonly counts: { [what: string]: number } = {}
  readonly #now: () => { readonly block: number; readonly time: number }
  violation: Violation | undefined

  constructor(now: () => { readonly block: number; readonly time: number }) {
    this.#now = now
  }

  exercised(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times
  }

  broken(detail: string): void {
    this.violation ??= { detail, ...this.#now() }
  }

  get judgement(): Judgement {
    return { exercised: this.counts, ...(this.violation !== undefined && { broken: this.violation }) }
  }
}

/** Builds the run of a case with a watcher of each law; a law that is broken is not asked again. */
export const watchedRun = async (
  laws: readonly WatchedLaw[],
  { scenario, arm }: ScenarioCase,
  choice: BuildChoice = {},
): Promise<WatchedRun> => {
  const books = scenario.markets.map(() => new RestingBook())
  const watchers: { readonly watcher: Watcher; readonly record: Record }[] = []
  /** Every watcher whose law still holds. */
  const each = (tell: (watcher: Watcher) => void): void => {
    for (const { watcher, record } of watchers) {
      if (record.violation !== undefined) continue
      try {
        tell(watcher)
      } catch (error) {
        const detail = noWholeNumber(error)
        if (detail === undefined) throw error
        record.broken(detail)
      }
    }
  }
  const tape = (entry: TapeEntry): void => {
    books[entry.market].hear(entry)
    each((watcher) => watcher.heard?.(entry))
  }
  const engineOf = (built: EngineFactory, market: number): EngineFactory =>
    tapped(choice.engineOf?.(built, market) ?? built, market, tape)
  const events: EventSink = {
    emit: (event) => {
      choice.events?.emit(event)
      each((watcher) => watcher.told?.(event))
    },
  }
  const observer = {
    before: (moment: Moment): void => each((watcher) => watcher.before?.(moment)),
    after: (moment: Moment): void => each((watcher) => watcher.after?.(moment)),
  }
  const simulation = await assemble(scenario, { ...choice, engine: arm, engineOf, events, observer })
  const view: RunInView = {
    scenario,
    arm,
    simulation,
    ownEngine: choice.engineOf === undefined,
    books,
    reckoning: new Reckoning(scenario, simulation, books),
  }
  for (const law of laws) {
    const record = new Record(() => simulation.block)
    watchers.push({ record, watcher: law.watch(view, record) })
  }
  return {
    simulation,
    judgements: () => watchers.map(({ record }) => record.judgement),
    end: () => each((watcher) => watcher.end?.()),
    failed: (error) => {
      each((watcher) => watcher.failed?.(error))
      return watchers.some(({ watcher }) => watcher.failed !== undefined)
    },
  }
}
