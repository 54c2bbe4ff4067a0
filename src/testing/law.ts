import type { EventSink } from '../exchange/exchange-event.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Simulation } from '../simulation/simulation.ts'
import type { SimulationObserver } from '../simulation/simulation-observer.ts'
import type { RunInView } from './watch/run-in-view.ts'
import type { Watcher } from './watch/watcher.ts'

/** Parts of a protocol that a law speaks of. */
export type LawPart =
  | 'order book'
  | 'curve'
  | 'engine'
  | 'oracle'
  | 'mark'
  | 'funding'
  | 'margin'
  | 'liquidation'
  | 'deleveraging'
  | 'insurance'
  | 'ledger'
  | 'whole run'

/** What a law says, in words. */
export interface LawText {
  /** `PERP-01`, …: never given to another law. */
  readonly id: `PERP-${string}`
  /** The law, one sentence. */
  readonly name: string
  /** The failure that it rules out, one sentence. */
  readonly rulesOut: string
  readonly parts: readonly LawPart[]
  /** Conditions under which it holds; always, when left out. */
  readonly when?: string
}

/** Where a law is broken. */
export interface Violation {
  /** What is so and what should be, with figures. */
  readonly detail: string
  /** Number and milliseconds of the block, where there are blocks. */
  readonly block?: number
  readonly time?: number
}

/** What became of a law in one case. */
export interface Judgement {
  /** How often the case did what the law speaks of, by name; a law that counts nothing was not put to the test. */
  readonly exercised: Readonly<Record<string, number>>
  /** The first violation. */
  readonly broken?: Violation
}

/** Takes down what a law finds. */
export interface Ruling {
  /** The case did what the law speaks of. */
  exercised(what: string, times?: number): void
  /** The law is broken; only the first call counts. */
  broken(detail: string): void
}

/** One run of a scenario: all that a law about whole protocols is judged by. Plain data, so that it can be kept in a file. */
export interface ScenarioCase {
  readonly scenario: Scenario
  /** Name of the arm (`armsOf`). */
  readonly arm: string
}

/** A law that is seen to hold, or to break, while one run goes. */
export interface WatchedLaw extends LawText {
  /** Begins to watch a run that has not made its first block. */
  readonly watch: (view: RunInView, ruling: Ruling) => Watcher
}

/** Who looks on while a compared run goes. */
export interface Onlookers {
  /** Everybody who looks on when a law is watched, though no law is. @defaultValue false */
  readonly watched?: boolean
  readonly events?: EventSink
  readonly observer?: SimulationObserver
}

/** Builds the run of a case, before its first block; nobody looks on unless it is said. */
export type BuildCase = (sample: ScenarioCase, onlookers?: Onlookers) => Promise<Simulation>

/** A law about several runs that differ in a stated way. */
export interface ComparedLaw extends LawText {
  /** Runs what it needs and compares it. Cases that do not meet its conditions count nothing. */
  readonly compare: (sample: ScenarioCase, build: BuildCase, ruling: Ruling) => Promise<void>
}

/** A law that any scenario can be judged by. */
export type ScenarioLaw = WatchedLaw | ComparedLaw
