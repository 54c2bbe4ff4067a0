import type { GasTable } from '../../chain/gas-table.ts'
import type { Latency } from '../../chain/latency.ts'
import { BUY, SELL } from '../../market/side.ts'
import { LIQUIDATE } from '../../market/transaction.ts'
import { fraction, multiplyFractions } from '../../numeric/fraction.ts'
import type { TraderGroup } from '../../simulation/trader-group.ts'
import { arbitrageur } from '../../traders/arbitrageur.ts'
import type { Behaviour } from '../../traders/behaviour.ts'
import type { Deposit, Seat } from '../../traders/crowd.ts'
import { liquidator } from '../../traders/liquidator.ts'
import { marketMaker } from '../../traders/market-maker.ts'
import { noise } from '../../traders/noise.ts'
import { probe } from '../../traders/probe.ts'
import type { ProbeStyle } from '../../traders/probe-schedule.ts'
import { trend } from '../../traders/trend.ts'
import { atomsOf, type Duration, millisecondsOf, rateOf } from '../quantities.ts'
import type { LiquidationText } from '../schema/liquidation-schema.ts'
import type { ProbeStyleText, TraderText } from '../schema/trader-text.ts'
import { buildLatency } from './build-chain.ts'
import { penaltyTerms } from './build-liquidation.ts'

/** What traders' builders need besides the scenario's words. */
export interface TraderNeeds {
  readonly seed: number
  /** Decimals of the quote asset. */
  readonly decimals: number
  readonly liquidation: LiquidationText
  readonly gas: GasTable
  /** The chain's. */
  readonly latency: Latency
  /** Symbols of the markets, in their order. */
  readonly symbols: readonly string[]
  /** May orders of the scenario's traders rest in this arm? */
  readonly rests: boolean
}

type TraderBuilders = {
  readonly [K in TraderText['kind']]: (
    words: Extract<TraderText, { kind: K }>,
    seat: Seat,
    needs: TraderNeeds,
  ) => Behaviour
}

const orNever = (time: Duration | undefined): number =>
  time === undefined ? Number.POSITIVE_INFINITY : millisecondsOf(time)

const styleOf = (words: ProbeStyleText): ProbeStyle => {
  switch (words.kind) {
    case 'at-once':
      return words
    case 'twap':
      return { kind: 'twap', slices: words.slices, every: millisecondsOf(words.every) }
    case 'volume-share':
      return { kind: 'volume-share', share: rateOf(words.share), every: millisecondsOf(words.every) }
  }
}

const depositOf = (words: TraderText, { decimals }: TraderNeeds): Deposit => ({
  mean: atomsOf(words.deposit, decimals),
  sigma: words.depositSigma,
})

const TRADERS: TraderBuilders = {
  noise: (words, seat, needs) =>
    noise(seat, {
      deposit: depositOf(words, needs),
      interval: millisecondsOf(words.interval),
      activitySigma: words.activitySigma,
      notional: atomsOf(words.notional, needs.decimals),
      sizes: words.sizes,
      sizeSigma: words.sizeSigma,
      leverage: words.leverage,
      closeShare: words.closeShare,
      reversion: words.reversion,
      patientShare: words.patientShare,
      patience: millisecondsOf(words.patience),
      slippage: rateOf(words.slippage),
    }),
  trend: (words, seat, needs) =>
    trend(seat, {
      deposit: depositOf(words, needs),
      interval: millisecondsOf(words.interval),
      lookback: millisecondsOf(words.lookback),
      tasteSigma: words.tasteSigma,
      threshold: words.threshold,
      exit: words.exit,
      dispositionShare: words.dispositionShare,
      leverage: rateOf(words.leverage),
      steps: words.steps,
      stop: rateOf(words.stop),
      slippage: rateOf(words.slippage),
      watches: words.watches,
    }),
  'market-maker': (words, seat, needs) =>
    marketMaker(seat, {
      deposit: depositOf(words, needs),
      interval: millisecondsOf(words.interval),
      riskAversion: words.riskAversion,
      arrivalDecay: words.arrivalDecay,
      tasteSigma: words.tasteSigma,
      horizon: millisecondsOf(words.horizon),
      levels: words.levels,
      levelStepBps: words.levelStepBps,
      levelGrowth: words.levelGrowth,
      clip: rateOf(words.clip),
      inventoryLimit: rateOf(words.inventoryLimit),
      requoteShare: words.requoteShare,
      leastHalfSpreadBps: words.leastHalfSpreadBps,
      skewLimitBps: words.skewLimitBps,
      fundingWeight: words.fundingWeight,
      driftWeight: words.driftWeight,
      shortMemory: millisecondsOf(words.shortMemory),
      longMemory: millisecondsOf(words.longMemory),
      widenAt: words.widenAt,
      leaveAt: words.leaveAt,
      settle: millisecondsOf(words.settle),
    }),
  arbitrageur: (words, seat, needs) =>
    arbitrageur(seat, {
      deposit: depositOf(words, needs),
      interval: millisecondsOf(words.interval),
      hedgeCost: fraction(Math.floor(words.hedge.costBps * 1000 + 0.5), 10_000_000),
      margin: rateOf(words.margin),
      unwind: rateOf(words.unwind),
      leverage: rateOf(words.leverage),
      clip: rateOf(words.clip),
      cutAt: rateOf(words.cutAt),
      slippage: rateOf(words.slippage),
      fundingWeight: words.fundingWeight,
    }),
  liquidator: (words, seat, needs) => {
    const { rate, liquidator: share } = penaltyTerms(needs.liquidation)
    return liquidator(seat, {
      deposit: depositOf(words, needs),
      interval: millisecondsOf(words.interval),
      reach: words.reach,
      reward: multiplyFractions(rate, share),
      bidShare: words.bidShare,
      gas: needs.gas.gas(LIQUIDATE),
      patience: millisecondsOf(words.patience),
    })
  },
  probe: (words, seat, needs) =>
    probe(seat, {
      deposit: atomsOf(words.deposit, needs.decimals),
      side: words.side === 'buy' ? BUY : SELL,
      notional: atomsOf(words.notional, needs.decimals),
      after: millisecondsOf(words.after),
      style: styleOf(words.style),
      slippage: rateOf(words.slippage),
      widest: words.widest,
      hold: orNever(words.hold),
      patience: orNever(words.patience),
      shortMemory: millisecondsOf(words.shortMemory),
      longMemory: millisecondsOf(words.longMemory),
      watchEvery: millisecondsOf(words.watchEvery),
      settle: millisecondsOf(words.settle),
    }),
  scripted: (words, seat, needs) => ({
    kind: 'scripted',
    count: seat.count,
    deposit: () => depositOf(words, needs).mean,
    firstWake: () => Number.POSITIVE_INFINITY,
    wake: () => Number.POSITIVE_INFINITY,
    state: () => ({}),
  }),
}

/** A list of traders as the simulation runs it; `group` is its position in the scenario. */
export const buildTraders = (words: TraderText, group: number, needs: TraderNeeds): TraderGroup => {
  const build = TRADERS[words.kind] as (words: TraderText, seat: Seat, needs: TraderNeeds) => Behaviour
  return {
    name: words.name ?? words.kind,
    behaviour: build(words, { seed: needs.seed, group, count: words.count, start: 0 }, needs),
    market: words.market === undefined ? 0 : Math.max(0, needs.symbols.indexOf(words.market)),
    latency: words.latency === undefined ? needs.latency : buildLatency(words.latency),
    rests: needs.rests,
    asPool: false,
    probe: words.kind === 'probe',
  }
}
