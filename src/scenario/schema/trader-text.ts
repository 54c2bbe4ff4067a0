import type { Duration, Money, Rate } from '../quantities.ts'
import type { LatencyText } from './chain-schema.ts'

/** What every list of traders has. */
export interface TraderList {
  /** How many members. */
  readonly count: number
  /** As reports name it; the kind when left out. */
  readonly name?: string
  /** Symbol of its market; the first when left out. */
  readonly market?: string
  /** Its own; the chain's when left out. */
  readonly latency?: LatencyText
  /** What each member begins with, in the mean. */
  readonly deposit: Money
  /** Standard deviation of the logarithm of deposits. */
  readonly depositSigma: number
}

/** Traders without information. */
export interface NoiseText extends TraderList {
  readonly kind: 'noise'
  readonly interval: Duration
  readonly activitySigma: number
  readonly notional: Money
  readonly sizes: 'exponential' | 'lognormal'
  readonly sizeSigma: number
  readonly leverage: number
  readonly closeShare: number
  readonly reversion: number
  readonly patientShare: number
  readonly patience: Duration
  readonly slippage: Rate
}

/** Trend followers with leverage. */
export interface TrendText extends TraderList {
  readonly kind: 'trend'
  readonly interval: Duration
  readonly lookback: Duration
  readonly tasteSigma: number
  readonly threshold: number
  readonly exit: number
  readonly dispositionShare: number
  readonly leverage: string
  readonly steps: number
  readonly stop: Rate
  readonly slippage: Rate
  readonly watches: 'index' | 'mid'
}

/** Market makers; where orders do not rest they trade the basis. */
export interface MarketMakerText extends TraderList {
  readonly kind: 'market-maker'
  readonly interval: Duration
  readonly riskAversion: number
  readonly arrivalDecay: number
  readonly tasteSigma: number
  readonly horizon: Duration
  readonly levels: number
  readonly levelStepBps: number
  readonly levelGrowth: number
  readonly clip: Rate
  readonly inventoryLimit: string
  readonly requoteShare: number
  readonly leastHalfSpreadBps: number
  readonly skewLimitBps: number
  readonly fundingWeight: number
  readonly driftWeight: number
  readonly shortMemory: Duration
  readonly longMemory: Duration
  readonly widenAt: number
  readonly leaveAt: number
  readonly settle: Duration
}

/** Basis arbitrageurs who hedge at an external venue. */
export interface ArbitrageurText extends TraderList {
  readonly kind: 'arbitrageur'
  readonly interval: Duration
  readonly hedge: { readonly costBps: number }
  readonly margin: Rate
  readonly unwind: Rate
  readonly leverage: string
  readonly clip: Rate
  readonly cutAt: string
  readonly slippage: Rate
  readonly fundingWeight: number
}

/** Liquidators of the `bots` mode. */
export interface LiquidatorText extends TraderList {
  readonly kind: 'liquidator'
  readonly interval: Duration
  readonly reach: number
  readonly bidShare: number
  readonly patience: Duration
}

/** How a probe spreads its trade over time. */
export type ProbeStyleText =
  | { readonly kind: 'at-once' }
  | { readonly kind: 'twap'; readonly slices: number; readonly every: Duration }
  | { readonly kind: 'volume-share'; readonly share: Rate; readonly every: Duration }

/** An order of a given notional that measures what trading costs. */
export interface ProbeText extends TraderList {
  readonly kind: 'probe'
  readonly side: 'buy' | 'sell'
  readonly notional: Money
  readonly after: Duration
  readonly style: ProbeStyleText
  readonly slippage: Rate
  readonly widest: number
  readonly hold?: Duration
  readonly patience?: Duration
  readonly shortMemory: Duration
  readonly longMemory: Duration
  readonly watchEvery: Duration
  readonly settle: Duration
}

/** Accounts that only scripted steps act for. */
export interface ScriptedText extends TraderList {
  readonly kind: 'scripted'
}

/** A list of traders of one behaviour. */
export type TraderText =
  | NoiseText
  | TrendText
  | MarketMakerText
  | ArbitrageurText
  | LiquidatorText
  | ProbeText
  | ScriptedText
