import { BACKSTOP_VAULT, FUND_ACCOUNT, GAS_ACCOUNT, POOL, TRADER } from '../exchange/accounts.ts'
import * as counter from '../exchange/counters.ts'
import { MICROS_PER_UNIT, PICO } from '../market/price.ts'
import type { CostOfSize } from './cost-by-size.ts'
import type { Series } from './recorder.ts'
import { basisBps, type PricesOfSample, spreadBps } from './sample-figures.ts'
import type { Simulation } from './simulation.ts'

/** Figures of a run by name: atoms for money, counts, fractions and basis points as the name says. A figure of which nothing was measured is left out. */
export type Metrics = Readonly<Record<string, number>>

/** What each metric is and its unit: tables, schemas and property names read it. */
export const metricUnits: Readonly<Record<string, 'atoms' | 'count' | 'fraction' | 'bps'>> = {
  deficit: 'atoms',
  'deficit.traders': 'atoms',
  'deficit.pool': 'atoms',
  'deficit.vault': 'atoms',
  'fund.start': 'atoms',
  'fund.end': 'atoms',
  'fund.change': 'atoms',
  'fund.paid': 'atoms',
  'fund.drawdown': 'fraction',
  volume: 'atoms',
  fills: 'count',
  liquidations: 'count',
  'liquidations.notional': 'atoms',
  'liquidations.slippage': 'atoms',
  'liquidations.slippageBps': 'bps',
  penalties: 'atoms',
  'backstop.notional': 'atoms',
  'deleveraged.notional': 'atoms',
  'deleveraged.accounts': 'count',
  'vault.paid': 'atoms',
  socialised: 'atoms',
  unpaid: 'atoms',
  'fees.taker': 'atoms',
  'fees.maker': 'atoms',
  'funding.payments': 'count',
  'funding.paid': 'atoms',
  'funding.meanRate': 'fraction',
  'funding.largestRate': 'fraction',
  gas: 'atoms',
  'openInterest.mean': 'atoms',
  'openInterest.largest': 'atoms',
  'samples.twoSided': 'count',
  'executions.withoutMid': 'count',
  'executionBps.mean': 'bps',
  'executionBps.impact': 'bps',
  'spreadBps.mean': 'bps',
  'basisBps.mean': 'bps',
  'basisBps.largest': 'bps',
  'depth.mean': 'atoms',
  'depth.least': 'atoms',
  'pool.pnl': 'atoms',
  'recentring.cost': 'atoms',
}

const sumOver = (simulation: Simulation, slot: number): number =>
  simulation.parts.exchange.venues.reduce((sum, { counters }) => sum + counters.market[slot], 0)

type Figure = (xs: readonly number[]) => number

const mean: Figure = (xs) => xs.reduce((a, b) => a + b, 0) / xs.length
const largest: Figure = (xs) => xs.reduce((a, b) => Math.max(a, b))
const least: Figure = (xs) => xs.reduce((a, b) => Math.min(a, b))
const furthest: Figure = (xs) => xs.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most))

/** Figures of a sample; none of an empty one. */
const measured = (xs: readonly number[], figures: Readonly<Record<string, Figure>>): Metrics =>
  xs.length === 0 ? {} : Object.fromEntries(Object.entries(figures).map(([name, of]) => [name, of(xs)]))

/** Figures that are means or extremes over the recorded samples, of the first market. */
const sampled = (series: Series): Metrics => {
  const column = (name: string): Float64Array => series.values[series.columns.indexOf(name)]
  const [bid, ask, mid, index, mark, interest] = [
    'bidMicros',
    'askMicros',
    'midMicros',
    'indexMicros',
    'markMicros',
    'openInterestLots',
  ].map(column)
  const depth = column('bidDepthAtoms').map((x, i) => Math.min(x, column('askDepthAtoms')[i]))
  const over = (rows: number, of: (row: number) => number | undefined): readonly number[] => {
    const found: number[] = []
    for (let row = 0; row < rows; row++) {
      const x = of(row)
      if (x !== undefined) found.push(x)
    }
    return found
  }
  const rows = mid.length
  const prices = (i: number): PricesOfSample => ({ bid: bid[i], ask: ask[i], mid: mid[i], index: index[i] })
  const spread = over(rows, (i) => spreadBps(prices(i)))
  const basis = over(rows, (i) => basisBps(prices(i))).map(Math.abs)
  const open = over(rows, (i) => (interest[i] * mark[i]) / MICROS_PER_UNIT)
  const depths = Array.from(depth)
  return {
    'samples.twoSided': spread.length,
    ...measured(spread, { 'spreadBps.mean': mean }),
    ...measured(basis, { 'basisBps.mean': mean, 'basisBps.largest': largest }),
    ...measured(open, { 'openInterest.mean': mean, 'openInterest.largest': largest }),
    ...measured(depths, { 'depth.mean': mean, 'depth.least': least }),
  }
}

const funding = (simulation: Simulation): Metrics => {
  const series = simulation.recorder.series()
  const rates = Array.from(series.values[series.columns.indexOf('fundingRatePico')], (pico) => pico / PICO)
  const payments = simulation.feeds.reduce((sum, { parts }) => sum + parts.funding.payments.made, 0)
  return {
    'funding.payments': payments,
    'funding.paid': sumOver(simulation, counter.FUNDING_PAID),
    ...measured(rates, { 'funding.meanRate': mean, 'funding.largestRate': furthest }),
  }
}

const equities = (simulation: Simulation): Metrics => {
  const { exchange } = simulation.parts
  const { accounts, ledger, collateral } = exchange
  let traders = 0
  let pools = 0
  let vault = 0
  for (let account = 0; account < accounts.count; account++) {
    const owed = Math.max(0, 0 - exchange.equity(account))
    if (accounts.role[account] === TRADER) traders += owed
    if (accounts.role[account] === POOL) pools += owed
    if (accounts.role[account] === BACKSTOP_VAULT) vault += owed
  }
  // A trader's accounts are all that it owns: with isolated margin, one a market.
  const earned = new Float64Array(accounts.count)
  for (let account = 0; account < accounts.count; account++)
    earned[accounts.owner[account]] += exchange.equity(account) - ledger.netDepositsOf(collateral, account)
  const pnl: Record<string, number> = {}
  for (const { name, behaviour, firstAccount } of simulation.groups) {
    const key = `pnl.${name}`
    pnl[key] ??= 0
    for (let member = 0; member < behaviour.count; member++) pnl[key] += earned[firstAccount + member]
  }
  const parts = { 'deficit.traders': traders, 'deficit.pool': pools, 'deficit.vault': vault }
  return { deficit: traders + pools + vault, ...parts, ...pnl }
}

/** What takers paid against the mid before their orders, per notional, all sizes together: fee, half spread and impact; and the impact alone. */
const executions = (classes: readonly CostOfSize[]): Metrics => {
  const sum = (of: (cost: CostOfSize) => number): number => classes.reduce((total, cost) => total + of(cost), 0)
  const notional = sum((cost) => cost.notional)
  if (notional === 0) return {}
  const bps = (atoms: number): number => (atoms / notional) * 10_000
  const impact = sum((cost) => cost.impact)
  return {
    'executionBps.mean': bps(sum(({ fee, spread }) => fee + spread) + impact),
    'executionBps.impact': bps(impact),
  }
}

/** All metrics of a run, `pnl.<group>` besides those of `metricUnits`. Money in atoms. */
export const runMetrics = (simulation: Simulation): Metrics => {
  const { exchange, fund } = simulation.parts
  const { ledger, collateral, venues } = exchange
  const balance = (account: number): number => ledger.balance[collateral * ledger.accounts + account]
  const liquidated = sumOver(simulation, counter.LIQUIDATED_QUOTE)
  const slippage = sumOver(simulation, counter.LIQUIDATION_SLIPPAGE)
  const deposited = (account: number): number => ledger.netDepositsOf(collateral, account)
  const pools = venues.reduce((sum, { pool }) => sum + exchange.equity(pool) - deposited(pool), 0)
  return {
    ...equities(simulation),
    'fund.start': fund.deposit,
    'fund.end': balance(FUND_ACCOUNT),
    'fund.change': balance(FUND_ACCOUNT) - deposited(FUND_ACCOUNT),
    'fund.paid': sumOver(simulation, counter.FUND_PAID),
    'fund.drawdown': simulation.fundDrawdown,
    volume: sumOver(simulation, counter.VOLUME_QUOTE),
    fills: sumOver(simulation, counter.FILLS),
    liquidations: sumOver(simulation, counter.LIQUIDATIONS),
    'liquidations.notional': liquidated,
    'liquidations.slippage': slippage,
    ...(liquidated === 0 ? {} : { 'liquidations.slippageBps': (slippage / liquidated) * 10_000 }),
    penalties: sumOver(simulation, counter.PENALTIES),
    'backstop.notional': sumOver(simulation, counter.BACKSTOP_QUOTE),
    'deleveraged.notional': sumOver(simulation, counter.DELEVERAGED_QUOTE),
    'deleveraged.accounts': sumOver(simulation, counter.DELEVERAGED_ACCOUNTS),
    'vault.paid': sumOver(simulation, counter.VAULT_PAID),
    socialised: sumOver(simulation, counter.SOCIALISED),
    unpaid: sumOver(simulation, counter.UNPAID),
    'fees.taker': sumOver(simulation, counter.TAKER_FEES),
    'fees.maker': sumOver(simulation, counter.MAKER_FEES),
    ...funding(simulation),
    gas: balance(GAS_ACCOUNT),
    ...sampled(simulation.recorder.series()),
    'executions.withoutMid': simulation.costs.withoutMid,
    ...executions(simulation.costs.classes()),
    'pool.pnl': pools,
    'recentring.cost': sumOver(simulation, counter.RECENTRING_COST),
  }
}
