import type { ShownUnit } from './number-format.ts'

/** One figure of the paired table. */
export interface MetricLabel {
  /** Name in `runMetrics`. */
  readonly metric: string
  /** What people call it, short enough for a terminal. */
  readonly label: string
  /** One sentence: what it is. */
  readonly meaning: string
  readonly unit: ShownUnit
  /** Left out of the findings: it restates the scenario, or a better row says it. */
  readonly minor?: true
}

/** Rows that stand together. */
export interface MetricGroup {
  readonly title: string
  readonly rows: readonly MetricLabel[]
}

const row = (metric: string, unit: ShownUnit, label: string, meaning: string): MetricLabel => ({
  metric,
  label,
  meaning,
  unit,
})
const minor = (label: MetricLabel): MetricLabel => ({ ...label, minor: true })

/** Market quality, from `runMetrics`. */
export const marketQuality: readonly MetricLabel[] = [
  row('spreadBps.mean', 'bps', 'Quoted spread, mean', 'Best ask less best bid against the mid, mean over the samples.'),
  row('depth.mean', 'money', 'Depth within 1%, mean', 'Notional within 1% of the mid on the thinner side, mean.'),
  row('depth.least', 'money', 'Depth within 1%, least', 'The same depth where it was least.'),
  row('basisBps.mean', 'bps', 'Basis, mean size', 'Distance of the mid from the index, without its sign, mean.'),
  row('basisBps.largest', 'bps', 'Basis, largest', 'The largest distance of the mid from the index.'),
  minor(
    row('samples.twoSided', 'count', 'Two-sided samples', 'Samples with a bid and an ask: those of the mean spread.'),
  ),
]

/** Groups of figures below market quality and execution cost, in the order in which a designer reads them. */
export const metricGroups: readonly MetricGroup[] = [
  {
    title: 'Funding',
    rows: [
      row('funding.meanRate', 'bps', 'Funding rate, mean', 'Mean of the recorded rate; positive: longs pay.'),
      row('funding.largestRate', 'bps', 'Funding rate, extreme', 'The rate furthest from zero, with its sign.'),
      row('funding.paid', 'money', 'Funding paid', 'All that those who owed funding paid.'),
      minor(row('funding.payments', 'count', 'Funding settlements', 'How many times funding accrued.')),
    ],
  },
  {
    title: 'Liquidations',
    rows: [
      row(
        'liquidations',
        'count',
        'Liquidations',
        'Closes that liquidations made in the market; takeovers are not in it.',
      ),
      row('liquidations.notional', 'money', 'Liquidated notional', 'Notional closed by liquidations.'),
      row('liquidations.slippageBps', 'bps', 'Liquidation slippage', 'How much worse than the mark they closed.'),
      minor(row('liquidations.slippage', 'money', '  in money', 'The same in money.')),
      row('penalties', 'money', 'Penalties', 'Liquidation penalties taken from accounts.'),
    ],
  },
  {
    title: 'Losses and who bears them',
    rows: [
      row('fund.change', 'money', 'Fund, change', 'Insurance fund at the end less what was deposited.'),
      row('fund.drawdown', 'percent', 'Fund, drawdown', 'Largest fall of the insurance fund from a peak before it.'),
      minor(row('fund.start', 'money', 'Fund, start', 'Its deposit.')),
      minor(row('fund.end', 'money', 'Fund, end', 'Its balance at the end.')),
      row('fund.paid', 'money', 'Paid by the fund', 'Negative equity that the insurance fund covered.'),
      row('backstop.notional', 'money', 'Taken by the backstop', 'Notional taken over by the backstop vault.'),
      row('vault.paid', 'money', 'Paid by the vault', 'Negative equity that the backstop vault covered.'),
      row('deleveraged.notional', 'money', 'Deleveraged notional', 'Notional closed by auto-deleveraging (ADL).'),
      minor(row('deleveraged.accounts', 'count', 'Deleveraged accounts', 'Accounts hit by ADL, each time counted.')),
      row('socialised', 'money', 'Socialised loss', 'Loss taken from accounts in profit.'),
      row('unpaid', 'money', 'Left unpaid', 'Negative equity that nobody paid.'),
      row('deficit', 'money', 'Deficit at the end', 'Sum of negative equities, pools included.'),
      minor(row('deficit.traders', 'money', 'Deficit of traders', 'Sum of negative equities of traders.')),
      minor(row('deficit.pool', 'money', 'Deficit of the pool', 'What the pool owes beyond what it has.')),
      minor(row('deficit.vault', 'money', 'Deficit of the vault', 'What the backstop vault owes beyond what it has.')),
    ],
  },
  {
    title: 'Activity',
    rows: [
      row('volume', 'money', 'Volume', 'Notional traded.'),
      minor(row('fills', 'count', 'Fills', 'Matches between two accounts.')),
      minor(
        row(
          'executions.withoutMid',
          'count',
          'Without a mid',
          'Executions that no cost counts, since there was no mid.',
        ),
      ),
      minor(
        row(
          'executionBps.mean',
          'bps',
          'Execution cost, mean',
          'What takers paid against the mid before their orders, all sizes together: fee, half spread and impact.',
        ),
      ),
      minor(row('executionBps.impact', 'bps', 'Price impact, mean', 'The part of it beyond the best price.')),
      row('openInterest.mean', 'money', 'Open interest, mean', 'One side, at the mark, mean over the samples.'),
      row('openInterest.largest', 'money', 'Open interest, largest', 'One side, at the mark, where it was largest.'),
      row('fees.taker', 'money', 'Taker fees', 'Fees paid by takers.'),
      minor(row('fees.maker', 'money', 'Maker fees', 'Fees paid by makers; negative for rebates.')),
      minor(row('gas', 'money', 'Gas', 'Gas paid for transactions.')),
    ],
  },
]

/** Profit and loss, from `runMetrics`; groups of traders follow. */
export const profitAndLoss: readonly MetricLabel[] = [
  row('pool.pnl', 'money', 'PnL: pool', 'Equity of the pool at the end less what was deposited.'),
  row('recentring.cost', 'money', 'Re-centring cost', 'What moving the curve to the index cost the pool.'),
]
