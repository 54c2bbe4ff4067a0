import type { MarketSpec } from '../../src/market/market-spec.ts'
import { RandomStream } from '../../src/numeric/random.ts'
import type { CostOfSize } from '../../src/simulation/cost-by-size.ts'
import { columnNames } from '../../src/simulation/market-columns.ts'
import type { Series } from '../../src/simulation/recorder.ts'
import { metricUnits } from '../../src/simulation/run-metrics.ts'
import type { RunResult } from '../../src/simulation/run-result.ts'
import type { ArmResult, Comparison, MetricRow } from '../../src/studies/comparison.ts'
import type { ImpactCurve, ImpactPoint } from '../../src/studies/impact-curve.ts'
import { interval } from '../../src/studies/interval.ts'

/** Atoms in one USDC. */
export const USDC = 1_000_000
const HOUR = 3_600_000

export const market: MarketSpec = {
  symbol: 'BTC-PERP',
  market: 0,
  quote: 'USDC',
  quoteDecimals: 6,
  lot: '0.0001',
  tickUnits: 10,
  unitPrice: '0.01',
}
/** Micro-units in one USDC of price. */
const PRICE = 100 * 1_000_000

interface Nature {
  readonly arm: string
  readonly engine: string
  readonly description: string
  readonly halfSpreadBps: number
  readonly slope: number
  readonly ends: number
  readonly depth: number
  readonly stress: number
}

const NATURES: readonly Nature[] = [
  {
    arm: 'amm',
    engine: 'virtual-amm',
    description: 'A constant-product curve; every trade is against the pool.',
    halfSpreadBps: 0.5,
    slope: 1,
    ends: Infinity,
    depth: 2_000_000,
    stress: 1.6,
  },
  {
    arm: 'ladder',
    engine: 'order-book',
    description: 'An order book that holds a ladder of orders cut from the same curve.',
    halfSpreadBps: 0.8,
    slope: 1,
    ends: 2_400_000,
    depth: 1_900_000,
    stress: 1.4,
  },
  {
    arm: 'book',
    engine: 'order-book',
    description: 'An order book with five market makers who quote as they like with the same capital.',
    halfSpreadBps: 1.7,
    slope: 0.6,
    ends: 900_000,
    depth: 1_300_000,
    stress: 1,
  },
]

const curve = ({ halfSpreadBps, slope, ends, depth }: Nature): ImpactCurve => {
  const side = (skew: number): ImpactPoint[] => {
    const points: ImpactPoint[] = []
    for (let k = 0; k <= 40; k++) {
      const notional = Math.round(1000 * 10 ** (k / 10))
      if (notional > ends * skew) break
      const beyond = 50 * skew * (notional / depth) ** slope
      points.push({
        notional: notional * USDC,
        lots: Math.round(notional / 2.6),
        impactBps: halfSpreadBps + beyond,
        marginalBps: halfSpreadBps + beyond * (1 + slope),
        ...(k > 0 ? { exponent: slope + 0.08 * Math.sin(k) * (1 - slope) } : {}),
      })
    }
    return points
  }
  return {
    mid: 26_000 * PRICE,
    halfSpreadBps,
    buy: side(1),
    sell: side(1.08),
    buyEnds: ends * USDC,
    sellEnds: ends === Infinity ? Infinity : ends * 1.08 * USDC,
  }
}

const crash = (hours: number): number =>
  hours < 3 ? 0 : hours < 3.4 ? (hours - 3) / 0.4 : Math.max(0.55, 1 - (hours - 3.4) * 0.4)

const series = (nature: Nature, seed: number, samples: number): Series => {
  const prices = new RandomStream(seed, 1, 0, 0)
  const own = new RandomStream(seed, 2, NATURES.indexOf(nature), 0)
  const columns = columnNames(1)
  const values = columns.map(() => new Float64Array(samples))
  let walk = 0
  let liquidated = 0
  let deleveraged = 0
  let socialised = 0
  let fund = 250_000
  let rate = 0
  let volume = 0
  for (let row = 0; row < samples; row++) {
    prices.at(row)
    own.at(row)
    const hours = (row / (samples - 1)) * 6
    const panic = crash(hours)
    walk += 0.0006 * prices.normal()
    const index = 26_000 * (1 - 0.11 * panic + walk)
    const basis = -0.003 * nature.stress * panic * (hours < 4 ? 1 : 0.3) + 0.0002 * own.normal()
    const mid = index * (1 + basis)
    if (hours > 3.05 && hours < 3.7) {
      liquidated += 60_000 * nature.stress * own.uniform()
      fund -= 6_500 * nature.stress * own.uniform()
      if (fund < 0) {
        if (nature.arm !== 'book') deleveraged += 9_000 * own.uniform()
        if (nature.arm === 'amm') socialised -= fund * 0.5
        fund = 0
      }
    } else fund += 60
    volume += 40_000 * (1 + 6 * panic) * own.uniform()
    if (row % 60 === 0) rate = Math.round((0.0000125 + basis / 8) * 1e12)
    const depth = nature.depth * (1 - 0.7 * panic * (nature.arm === 'book' ? 1 : 0.4))
    const half = (nature.halfSpreadBps / 10_000) * (1 + 8 * panic * (nature.arm === 'book' ? 1 : 0.2))
    const cells: Readonly<Record<string, number>> = {
      timeMs: row * 60_000,
      fundAtoms: fund * USDC,
      deficitAtoms: nature.arm === 'amm' && hours > 3.6 ? 80_000 * panic * USDC : 0,
      accountsBelowZero: nature.arm === 'amm' && hours > 3.6 ? 3 : 0,
      trueMicros: index * PRICE,
      indexMicros: index * PRICE,
      markMicros: index * (1 + basis * 0.7) * PRICE,
      midMicros: mid * PRICE,
      bidMicros: mid * (1 - half) * PRICE,
      askMicros: mid * (1 + half) * PRICE,
      bidDepthAtoms: depth * (1 - 0.2 * panic) * USDC,
      askDepthAtoms: depth * USDC,
      openInterestLots: (6_000_000 * (1 - 0.5 * Math.min(1, liquidated / 1_500_000)) * (0.5 + hours / 12)) / 2.6,
      fundingRatePico: rate,
      volumeAtoms: volume * USDC,
      liquidatedAtoms: liquidated * USDC,
      deleveragedAtoms: deleveraged * USDC,
      socialisedAtoms: socialised * USDC,
      poolEquityAtoms: nature.arm === 'amm' ? (2_000_000 + 300_000 * panic - 900 * row) * USDC : 0,
    }
    for (const [column, name] of columns.entries()) values[column][row] = Math.round(cells[name])
  }
  return { columns, values }
}

const costs = (nature: Nature, random: RandomStream): CostOfSize[] =>
  [1_000, 10_000, 100_000, 1_000_000, Infinity].map((upTo, i) => {
    const size = [500, 4_000, 40_000, 300_000, 1_500_000][i]
    const count = i === 4 ? 0 : [900, 400, 60, 4][i]
    const notional = count * size * USDC
    const noise = 1 + 0.1 * random.normal()
    return {
      upTo: upTo * USDC,
      count,
      notional,
      fee: notional * 0.00045,
      spread: (notional * nature.halfSpreadBps * 2 * noise) / 10_000,
      impact: ((notional * 50 * (size / nature.depth) ** nature.slope) / 10_000) * noise,
    }
  })

const metrics = (nature: Nature, seed: number): Record<string, number> => {
  const random = new RandomStream(seed, 3, NATURES.indexOf(nature), 0)
  random.at(0)
  const money: Readonly<Record<string, number>> = {
    volume: 41_000_000,
    'liquidations.notional': 1_400_000 * nature.stress,
    'liquidations.slippage': 9_800 * nature.stress * nature.stress,
    penalties: 7_000 * nature.stress,
    'fund.start': 250_000,
    'fund.end': 250_000 - 120_000 * nature.stress,
    'fund.change': -120_000 * nature.stress,
    'fund.paid': 127_000 * nature.stress,
    'deleveraged.notional': nature.arm === 'book' ? 0 : 96_000,
    'deficit.pool': nature.arm === 'amm' ? 41_000 : 0,
    deficit: nature.arm === 'amm' ? 41_000 : 0,
    'fees.taker': 18_500,
    'fees.maker': nature.engine === 'order-book' ? -3_900 : 0,
    'funding.paid': 5_200 * nature.stress,
    gas: 320,
    'openInterest.mean': 3_100_000,
    'openInterest.largest': 4_800_000,
    'depth.mean': nature.depth * 0.8,
    'depth.least': nature.depth * 0.4,
    'pool.pnl': nature.arm === 'amm' ? -310_000 : 0,
    'pnl.noise': -61_000,
    'pnl.trend': -280_000 * nature.stress,
    'pnl.makers': nature.arm === 'book' ? 95_000 : 12_000,
    'pnl.arbitrageurs': 44_000 * nature.stress,
  }
  const others: Readonly<Record<string, number>> = {
    fills: 21_000,
    liquidations: 96 * nature.stress,
    'liquidations.slippageBps': 58 * nature.stress,
    'deleveraged.accounts': nature.arm === 'book' ? 0 : 7,
    'funding.payments': 6,
    'funding.meanRate': -0.0000093 * nature.stress,
    'funding.largestRate': -0.00043 * nature.stress,
    'fund.drawdown': 0.3 * nature.stress,
    'spreadBps.mean': nature.halfSpreadBps * 2.2,
    'basisBps.mean': 3.4 * nature.stress,
    'basisBps.largest': 31 * nature.stress,
  }
  const fixed = new Set(['fund.start', 'funding.payments'])
  const noisy = (name: string, x: number): number => (fixed.has(name) ? x : x * (1 + 0.15 * random.normal()))
  const found: Record<string, number> = {}
  for (const name of [...Object.keys(metricUnits), ...Object.keys(money).filter((key) => key.startsWith('pnl.'))]) {
    if (name in money) found[name] = Math.round(noisy(name, money[name]) * USDC)
    else if (name in others) found[name] = noisy(name, others[name])
    else found[name] = 0
    if (metricUnits[name] === 'count') found[name] = Math.round(found[name])
  }
  return found
}

const run = (nature: Nature, seed: number, samples: number): RunResult => {
  const random = new RandomStream(seed, 4, NATURES.indexOf(nature), 0)
  random.at(0)
  const ofRun = metrics(nature, seed)
  const probe = (group: string, notional: number, scale: number): RunResult['probes'][number] => {
    const parts = {
      fee: notional * 0.00045,
      spread: (notional * nature.halfSpreadBps) / 10_000,
      impact: notional * 0.0011 * nature.stress * scale * (1 + 0.1 * random.normal()),
      movement: notional * 0.0008 * (1 - scale) * random.normal(),
      funding: notional * 0.00002,
    }
    const total = parts.fee + parts.spread + parts.impact + parts.movement + parts.funding
    return { group, member: 0, notional, ...parts, total }
  }
  return {
    arm: nature.arm,
    seed,
    digest: `${nature.arm}${seed}`.padEnd(32, '0'),
    blocks: 10_800,
    horizon: 6 * HOUR,
    conservationDrift: ['0'],
    sizeSum: ['0'],
    deficit: ofRun.deficit,
    metrics: ofRun,
    costs: costs(nature, random),
    probes: [probe('at-once', 500_000 * USDC, 1), probe('twap', 500_000 * USDC, 0.3)],
    series: series(nature, seed, samples),
  }
}

const added = (runs: readonly RunResult[]): CostOfSize[] =>
  runs[0].costs.map(({ upTo }, size) => {
    const sum = (key: 'count' | 'notional' | 'fee' | 'spread' | 'impact'): number =>
      runs.reduce((total, { costs: own }) => total + own[size][key], 0)
    return {
      upTo,
      count: sum('count'),
      notional: sum('notional'),
      fee: sum('fee'),
      spread: sum('spread'),
      impact: sum('impact'),
    }
  })

const metricRows = (arms: readonly ArmResult[]): MetricRow[] =>
  Object.keys(arms[0].runs[0].metrics).map((metric) => {
    const values = arms.map(({ runs }) => runs.map((ofRun) => ofRun.metrics[metric]))
    return {
      metric,
      unit: metricUnits[metric] ?? 'atoms',
      arms: values.map((list) => interval(list)!),
      differences: values.slice(1).map((list) => interval(list.map((x, i) => x - values[0][i]))!),
    }
  })

/** A comparison of three arms after a crash, made of formulas and seeded noise: what `compare` hands to the reports. */
export const syntheticComparison = ({
  seeds = 8,
  samples = 361,
  arms = 3,
}: {
  seeds?: number
  samples?: number
  arms?: number
} = {}): Comparison => {
  const list = Array.from({ length: seeds }, (_, i) => i + 1)
  const results = NATURES.slice(0, arms).map((nature): ArmResult => {
    const runs = list.map((seed) => run(nature, seed, samples))
    return {
      arm: nature.arm,
      engine: nature.engine,
      description: nature.description,
      capital: 2_000_000 * USDC,
      depthAtStart: { bid: nature.depth * USDC, ask: nature.depth * 1.01 * USDC },
      impact: curve(nature),
      runs,
      costs: added(runs),
    }
  })
  return {
    scenario: 'flash-crash',
    source: 'name: flash-crash\nseed: 1\nhorizon: 6h # </script><script>alert(1)</script>\n',
    seeds: list,
    complete: true,
    market,
    horizon: 6 * HOUR,
    arms: results,
    metrics: metricRows(results),
    notes: ['The 99% quantile of slippage needs 100 liquidations; the sample has 96, so it is not shown.'],
  }
}
