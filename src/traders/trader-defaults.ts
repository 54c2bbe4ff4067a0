import { fraction } from '../numeric/fraction.ts'
import type { ArbitrageurParameters } from './arbitrageur.ts'
import type { LiquidatorParameters } from './liquidator.ts'
import type { MarketMakerParameters } from './market-maker-parameters.ts'
import type { NoiseParameters } from './noise.ts'
import type { ProbeParameters } from './probe.ts'
import type { TrendParameters } from './trend.ts'

/** What each kind of trader does unless a scenario says otherwise. */
export interface TraderDefaults {
  readonly noise: NoiseParameters
  readonly trend: TrendParameters
  readonly 'market-maker': MarketMakerParameters
  readonly arbitrageur: ArbitrageurParameters
  readonly liquidator: LiquidatorParameters
  /** Without its side and notional, which only the scenario knows. */
  readonly probe: Omit<ProbeParameters, 'side' | 'notional'>
}

const SECOND = 1000
const MINUTE = 60 * SECOND

/**
 * A crowd for a market of about 2 million of quote depth within 100 bps: docs/traders.md says why these figures.
 *
 * @param atomsPerQuote - quote atoms of one unit of the quote asset, 10^decimals
 */
export const traderDefaults = (atomsPerQuote: number): TraderDefaults => {
  const money = (quote: number): number => quote * atomsPerQuote
  return {
    noise: {
      deposit: { mean: money(10_000), sigma: 0.8 },
      interval: 10 * MINUTE,
      activitySigma: 0.6,
      notional: money(5_000),
      sizes: 'lognormal',
      sizeSigma: 1.2,
      leverage: 8,
      closeShare: 0.4,
      reversion: 0.6,
      patientShare: 0,
      patience: MINUTE,
      slippage: fraction(40, 10_000),
    },
    trend: {
      deposit: { mean: money(5_000), sigma: 0.7 },
      interval: 30 * SECOND,
      lookback: 20 * MINUTE,
      tasteSigma: 0.4,
      threshold: 1,
      exit: 0.5,
      dispositionShare: 0.4,
      leverage: fraction(20),
      steps: 3,
      stop: fraction(0),
      slippage: fraction(50, 10_000),
      watches: 'index',
    },
    'market-maker': {
      deposit: { mean: money(400_000), sigma: 0 },
      interval: 4 * SECOND,
      riskAversion: 0.1,
      arrivalDecay: 1,
      tasteSigma: 0.25,
      horizon: 30 * SECOND,
      levels: 3,
      levelStepBps: 5,
      levelGrowth: 3,
      clip: fraction(1, 5),
      inventoryLimit: fraction(2),
      requoteShare: 0.35,
      leastHalfSpreadBps: 1,
      skewLimitBps: 150,
      fundingWeight: 0.25,
      driftWeight: 0.5,
      shortMemory: MINUTE,
      longMemory: 30 * MINUTE,
      widenAt: 3,
      leaveAt: 30,
      settle: 15 * SECOND,
    },
    arbitrageur: {
      deposit: { mean: money(500_000), sigma: 0 },
      interval: 3 * SECOND,
      hedgeCost: fraction(2, 10_000),
      margin: fraction(8, 10_000),
      unwind: fraction(0),
      leverage: fraction(3),
      clip: fraction(1, 2),
      cutAt: fraction(10),
      slippage: fraction(100, 10_000),
      fundingWeight: 1,
    },
    liquidator: {
      deposit: { mean: money(50_000), sigma: 0 },
      interval: 2 * SECOND,
      reach: 3,
      reward: fraction(25, 10_000),
      bidShare: 0.5,
      gas: 900_000,
      patience: 10 * SECOND,
    },
    probe: {
      deposit: money(1_000_000),
      after: 0,
      style: { kind: 'at-once' },
      slippage: fraction(100, 10_000),
      widest: 5,
      hold: Number.POSITIVE_INFINITY,
      patience: Number.POSITIVE_INFINITY,
      shortMemory: MINUTE,
      longMemory: 30 * MINUTE,
      watchEvery: 30 * SECOND,
      settle: 15 * SECOND,
    },
  }
}
