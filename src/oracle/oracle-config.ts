import type { Fraction } from '../numeric/fraction.ts'
import type { Aggregation } from './aggregation.ts'
import type { Guards } from './guards.ts'
import type { Smoothing } from './smoothing.ts'
import type { SourceFault } from './source-faults.ts'

/** One place that reports the price: an exchange, a node, a publisher. */
export interface Source {
  /** Standard deviation of each observation's relative error: 0.0002 is 2 bps. */
  readonly noise: number
  /** Constant relative error, signed. */
  readonly bias: Fraction
  /** Milliseconds from an observation to the moment when the oracle can use it. */
  readonly delay: number
  /** Whole weight > 0, for the weighted median. */
  readonly weight: number
}

/** How a market's oracle makes and publishes its index. Times are milliseconds, prices price micro-units. */
export interface OracleConfig {
  /** Seed of the run; each source has its own stream of draws. */
  readonly seed: number
  /** Number of the market. */
  readonly market: number
  readonly sources: readonly Source[]
  readonly aggregation: Aggregation
  /** A source whose newest usable observation is older than this is left out; never when left out. More than every delay. */
  readonly longestAge?: number
  /** Publishes when so much time has passed since the last publication; 0: at every sample. */
  readonly heartbeat: number
  /** Publishes when the aggregate has moved by at least this part of the last published one; never for that reason when left out. */
  readonly deviation?: Fraction
  /** What becomes the index: the last publication, or an average of publications. */
  readonly smoothing: Smoothing
  readonly guards: Guards
  readonly faults: readonly SourceFault[]
}
