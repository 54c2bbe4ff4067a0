import { POPULATION } from '../../../src/numeric/purposes.ts'
import { RandomStream } from '../../../src/numeric/random.ts'
import type { CurrentAgainstRecommended } from '../../../src/report/drawings/current-against-recommended.ts'
import type { Distribution } from '../../../src/report/drawings/distribution.ts'
import type { HeatCell, HeatMap } from '../../../src/report/drawings/heat-map.ts'
import type { LiquidationTimeline } from '../../../src/report/drawings/liquidation-timeline.ts'
import type { Estimate, Level, Measure } from '../../../src/report/drawings/measure.ts'
import type { ParetoScatter } from '../../../src/report/drawings/pareto-scatter.ts'
import type { PnlOverPool } from '../../../src/report/drawings/pnl-over-pool.ts'
import type { SensitivityBars } from '../../../src/report/drawings/sensitivity-bars.ts'
import type { Slices } from '../../../src/report/drawings/slices.ts'
import type { StressTable } from '../../../src/report/drawings/stress-table.ts'
import type { LaneEvent } from '../../../src/report/drawings/timeline-lanes.ts'
import type { Tornado } from '../../../src/report/drawings/tornado.ts'

const stream = (purposeOrdinal: number): RandomStream => new RandomStream(11, POPULATION, 0, purposeOrdinal)

const badDebt: Measure = { name: 'Bad debt, mean', unit: 'money', of: 'USDC' }
const around = (value: number, half: number): Estimate => ({ value, low: value - half, high: value + half })
const percents = (values: readonly number[]): readonly Level[] => values.map((x) => ({ label: `${x}%`, at: x / 100 }))

const margins = percents([0.5, 1, 1.5, 2, 2.5, 3])
const deposits: readonly Level[] = [0, 250_000, 1_000_000, 2_500_000, 5_000_000].map((at) => ({
  label: at === 0 ? '0' : at < 1e6 ? `${at / 1e3}k` : `${at / 1e6}M`,
  at,
}))

/** Bad debt of a made-up exchange over maintenance margin and fund. */
export const heatMapSample: HeatMap = {
  id: 'sweep-bad-debt',
  title: 'Bad debt over maintenance margin and fund',
  x: { name: 'margin.maintenance', levels: margins },
  y: { name: 'insurance.deposit', of: 'USDC', levels: deposits },
  metric: badDebt,
  better: 'low',
  cells: deposits.flatMap((deposit, y) =>
    margins.flatMap((margin, x): readonly HeatCell[] => {
      if (x === 0 && y === 4) return []
      if (x === 5 && y === 0) return [{ x, y, refused: 'not run: the budget was spent' }]
      const value = Math.max(0, 1_240_000 / (margin.at! * 100 * (1 + margin.at! * 60)) - deposit.at! * 0.4)
      return [{ x, y, estimate: around(value, value / 9) }]
    }),
  ),
  today: [1, 1],
  recommended: [3, 2],
}

/** A change of open interest about today's, so that it has two hues. */
export const divergingSample: HeatMap = {
  ...heatMapSample,
  id: 'sweep-open-interest',
  title: 'Open interest against today',
  metric: { name: 'Open interest, change against today', unit: 'percent' },
  better: 'high',
  about: 0,
  cells: heatMapSample.cells.map(({ x, y }) => ({ x, y, estimate: { value: (1 - x) * 0.12 + (y - 1) * 0.05 } })),
}

const funds: readonly Level[] = [10_000, 31_600, 100_000, 316_000, 1_000_000, 3_160_000].map((at) => ({
  label: at < 1e6 ? `${at / 1e3}k` : `${at / 1e6}M`,
  at,
}))

export const slicesSample: Slices = {
  id: 'slice-fund',
  title: 'Bad debt by size of the fund',
  parameter: { name: 'insurance.deposit', of: 'USDC', levels: funds },
  metric: badDebt,
  lines: [
    { name: 'amm', estimates: [820_000, 790_000, 690_000, 430_000, 90_000, 0].map((x) => around(x, x * 0.15)) },
    { name: 'ladder', estimates: [700_000, 680_000, 560_000, 330_000, 60_000, 0].map((x) => around(x, x * 0.2)) },
    {
      name: 'book',
      estimates: [310_000, 300_000, undefined, 120_000, 4_000, 0].map((x) =>
        x === undefined ? x : around(x, x * 0.3 + 9_000),
      ),
    },
  ],
  held: 'margin.maintenance 1%',
  interval: '95% interval over 32 seeds',
  better: 'low',
  today: 250_000,
  recommended: 1_000_000,
}

/** Levels that are words. */
export const wordSlicesSample: Slices = {
  id: 'slice-engine',
  title: 'Liquidations by deleveraging policy',
  parameter: {
    name: 'takers[2].deleverage.policy',
    levels: ['queue', 'pro-rata', 'largest-first'].map((label) => ({ label })),
  },
  metric: { name: 'Liquidations', unit: 'count', of: 'accounts' },
  lines: [
    { name: 'amm', estimates: [around(41, 6), around(38, 5), around(52, 9)] },
    { name: 'book', estimates: [around(21, 3), around(24, 4), undefined] },
  ],
  interval: '95% interval over 32 seeds',
}

const tried = (): ParetoScatter['points'] => {
  const random = stream(1)
  const points = Array.from({ length: 90 }, (_, i) => {
    const x = random.uniform()
    const noise = random.uniform()
    return {
      name: `margin.maintenance ${(0.5 + 2.5 * x).toFixed(2)}%, insurance.deposit ${(5 * noise).toFixed(2)}M`,
      x: 2e6 + 9e6 * (1 - x) * (0.4 + 0.6 * noise),
      y: 4e4 + 9e5 * (1 - x) * (1 - x) * (1.2 - noise) + 2e4 * (i % 7),
      feasible: i % 3 !== 0,
    }
  })
  return points.map((point) => ({
    ...point,
    onFront:
      point.feasible &&
      !points.some((other) => other.feasible && other.x >= point.x && other.y <= point.y && other !== point),
  }))
}

const points = tried()

export const paretoSample: ParetoScatter = {
  id: 'front',
  title: 'Open interest against fund drawdown',
  x: { name: 'Open interest, mean', unit: 'money', of: 'USDC', better: 'high' },
  y: { name: 'Fund drawdown, p95', unit: 'money', of: 'USDC', better: 'low' },
  points,
  subjectTo: 'p99 of bad debt is 0',
  today: points.findIndex(({ feasible, onFront }) => feasible && !onFront),
  recommended: points.findLastIndex(({ onFront }) => onFront),
}

const indexed = (parameter: string, first: number, total: number): SensitivityBars['rows'][number] => ({
  parameter,
  indices: [around(first, 0.04), around(total, 0.05)],
})

export const sobolSample: SensitivityBars = {
  id: 'sobol',
  title: 'What bad debt depends on',
  kind: 'sobol',
  metric: badDebt,
  interval: '95% bootstrap interval',
  rows: [
    indexed('insurance.deposit', 0.21, 0.34),
    indexed('margin.tiers[0].maintenance', 0.38, 0.55),
    indexed('traders[1].leverage', 0.12, 0.31),
    indexed('oracle.delay', -0.01, 0.03),
    indexed('liquidation.close.fraction', 0.05, 0.09),
  ],
}

export const morrisSample: SensitivityBars = {
  id: 'morris',
  title: 'Screening of six parameters',
  kind: 'morris',
  metric: badDebt,
  interval: '95% bootstrap interval over 20 trajectories',
  rows: [
    'margin.tiers[0].maintenance',
    'traders[1].leverage',
    'insurance.deposit',
    'chain.blockTime',
    'oracle.heartbeat',
    'fees.taker',
  ].map((parameter, i) => ({
    parameter,
    indices: [around(620_000 / (i + 1), 40_000 / (i + 1)), around(300_000 / (i * i + 1), 30_000 / (i + 1))],
  })),
}

export const tornadoSample: Tornado = {
  id: 'tornado',
  title: 'Fund drawdown when one parameter moves',
  metric: { name: 'Fund drawdown, p95', unit: 'percent' },
  baseline: 0.31,
  interval: '95% interval over 32 seeds',
  rows: [
    {
      name: 'oracle.delay',
      low: { label: '0s', estimate: around(0.29, 0.01) },
      high: { label: '30s', estimate: around(0.36, 0.02) },
    },
    {
      name: 'margin.tiers[0].maintenance',
      low: { label: '0.5%', estimate: around(0.71, 0.06) },
      high: { label: '3%', estimate: around(0.12, 0.02) },
    },
    {
      name: 'chain.blockTime',
      low: { label: '0.2s', estimate: around(0.32, 0.01) },
      high: { label: '12s', estimate: around(0.47, 0.04) },
    },
    {
      name: 'fees.taker',
      low: { label: '1bps', estimate: around(0.33, 0.02) },
      high: { label: '10bps', estimate: around(0.27, 0.02) },
    },
  ],
}

export const caseTornadoSample: Tornado = {
  id: 'cases',
  title: 'Bad debt by stress case',
  metric: badDebt,
  baseline: 12_000,
  rows: [
    { name: 'price -30% in one block', high: { label: '-30%', estimate: { value: 910_000 } } },
    { name: 'price -30% over one hour', high: { label: '-30%', estimate: { value: 95_000 } } },
    { name: 'one oracle source stuck', high: { label: '10 min', estimate: { value: 12_000 } } },
    { name: 'liquidity gone by 90%', high: { label: '90%', estimate: { value: 480_000 } } },
  ],
}

const runs = (arm: number, scale: number): readonly number[] => {
  const random = stream(10 + arm)
  return Array.from({ length: 64 }, () => {
    const x = random.uniform()
    return x < 0.2 ? 0 : scale * x * x * x + 1_000 * x
  })
}

export const distributionSample: Distribution = {
  id: 'spread',
  title: 'Bad debt in every run',
  metric: { name: 'Bad debt', unit: 'money', of: 'USDC' },
  interval: '95% interval by order statistics',
  rows: ['amm', 'ladder', 'book'].map((name, arm) => {
    const values = runs(arm, [900_000, 760_000, 300_000][arm])
    const sorted = [...values].sort((a, b) => a - b)
    return {
      name,
      arm,
      values,
      median: { value: sorted[32], low: sorted[24], high: sorted[40] },
      quantiles: [
        { name: 'p84', estimate: { value: sorted[54], low: sorted[48], high: sorted[59] } },
        { name: 'p99', refused: 'needs 1,000 runs, has 64' },
      ],
    }
  }),
}

const cascade = (): LiquidationTimeline => {
  const random = stream(20)
  const minutes = Array.from({ length: 361 }, (_, i) => i)
  const index = minutes.map(
    (m) => 63_000 - (m < 120 ? 0 : m < 150 ? (m - 120) * 320 : 9_600 - (m - 150) * 14) + 90 * (random.uniform() - 0.5),
  )
  const mark = index.map((price, m) => price * (m > 120 && m < 170 ? 0.992 : 1.0005))
  const events: LaneEvent[] = Array.from({ length: 46 }, (_, i) => {
    const minute = Math.floor(122 + i * 0.7 + 30 * random.uniform() * (i % 5 === 0 ? 1 : 0.1))
    const kind =
      i % 11 === 10
        ? 'backstop'
        : i % 17 === 16
          ? 'fund-paid'
          : i === 45
            ? 'unpaid'
            : i > 38
              ? 'deleveraged'
              : 'liquidated'
    return {
      timeMs: minute * 60_000 + i * 400,
      kind,
      who: `trend ${(i * 7) % 60}`,
      ...(kind === 'fund-paid' || kind === 'unpaid'
        ? { loss: 18_400 * (1 + random.uniform()) }
        : {
            price: mark[minute] * (1 - 0.004 * random.uniform()),
            notional: 4_000 + 380_000 * random.uniform() * random.uniform() * random.uniform(),
          }),
      ...(kind === 'deleveraged' ? { taker: `noise ${i}` } : {}),
    }
  })
  return {
    id: 'cascade',
    title: 'Liquidations of arm amm, seed 3',
    quote: 'USDC',
    lines: [
      { name: 'mark', timeMs: minutes.map((m) => m * 60_000), prices: mark },
      { name: 'index', timeMs: minutes.map((m) => m * 60_000), prices: index },
    ],
    events: events.sort((a, b) => a.timeMs - b.timeMs),
  }
}

export const timelineSample: LiquidationTimeline = cascade()

export const recommendationSample: CurrentAgainstRecommended = {
  title: 'BTC-PERP: current against recommended parameters',
  interval: '95% interval over 32 seeds',
  parameters: [
    { name: 'margin.tiers[0].maintenance', current: '1%', recommended: '2%' },
    { name: 'insurance.deposit', current: '250_000', recommended: '1_000_000' },
    { name: 'fees.taker', current: '4.5bps', recommended: '4.5bps' },
  ],
  effects: [
    {
      metric: { name: 'Value at risk, p95 of bad debt', unit: 'money', of: 'USDC' },
      current: around(812_000, 90_000),
      recommended: around(64_000, 20_000),
      difference: around(-748_000, 95_000),
      better: 'low',
    },
    {
      metric: { name: 'Liquidations at risk, p95', unit: 'money', of: 'USDC' },
      current: around(5_200_000, 400_000),
      recommended: around(5_050_000, 420_000),
      difference: around(-150_000, 300_000),
      better: 'low',
    },
    {
      metric: { name: 'Capital efficiency, open interest over margin', unit: 'ratio' },
      current: around(14.2, 0.3),
      recommended: around(11.9, 0.3),
      difference: around(-2.3, 0.2),
      better: 'high',
    },
    {
      metric: { name: 'Open interest used of its cap', unit: 'percent' },
      current: around(0.62, 0.02),
      recommended: around(0.57, 0.02),
      better: 'high',
    },
  ],
}

const moves = [-0.5, -0.3, -0.2, -0.1, 0.1, 0.2, 0.3, 0.5]
const skews = [-1, -0.5, 0, 0.5, 1]

export const pnlSample: PnlOverPool = {
  title: 'Traders against the pool',
  moves,
  skews,
  fractions: skews.map((skew, row) =>
    moves.map((move, column) => (row === 2 && column === 0 ? undefined : move * skew * 2.4 - 0.02)),
  ),
}

export const stressSample: StressTable = {
  title: 'Standard battery, arm amm',
  interval: '95% interval over 32 seeds',
  measures: [
    { name: 'Bad debt', unit: 'money', of: 'USDC' },
    { name: 'Fund drawdown', unit: 'percent' },
    { name: 'Deleveraged', unit: 'money', of: 'USDC' },
    { name: 'Liquidations', unit: 'count' },
  ],
  rows: [
    {
      name: 'price -30% in one block',
      figures: [around(910_000, 80_000), around(1, 0), around(2_300_000, 400_000), around(57, 5)],
      recovery: 'never',
      properties: [
        { text: 'deficit == 0', holds: false },
        { text: 'fund.drawdown <= 40%', holds: false },
        { text: 'dust >= 0', holds: true },
      ],
      smallestBreak: '-17.5%',
    },
    {
      name: 'price -30% over one hour',
      figures: [around(95_000, 22_000), around(0.38, 0.03), around(0, 0), around(49, 4)],
      recovery: 5_400_000,
      properties: [
        { text: 'deficit == 0', holds: true },
        { text: 'fund.drawdown <= 40%', holds: true },
        { text: 'dust >= 0', holds: true },
      ],
      smallestBreak: 'not monotone: breaks at -34%, holds at -36%',
    },
    {
      name: 'all oracle sources stuck for 10 min',
      figures: [around(12_000, 9_000), around(0.05, 0.01), undefined, around(8, 2)],
      recovery: 720_000,
      properties: [
        { text: 'deficit == 0', holds: true },
        { text: 'fund.drawdown <= 40%', holds: undefined },
      ],
      smallestBreak: 'none up to 1 h',
    },
  ],
}
