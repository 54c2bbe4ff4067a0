import type { StudyPlan } from '../../studies/plan/study-plan.ts'
import type { BootstrapInterval } from '../../studies/statistics/bootstrap-interval.ts'
import type { PairedDifference } from '../../studies/statistics/paired-difference.ts'
import type { PointStatistics } from '../study/point-statistics.ts'
import type { ShownFigure } from '../study/shown-figures.ts'

/** What a change of parameters does to one figure, over the seeds that both points share. */
export interface CostRow {
  readonly figure: ShownFigure
  readonly today: BootstrapInterval
  readonly recommended: BootstrapInterval
  /** Recommended less today. */
  readonly difference: PairedDifference
}

/** Figures that concern the same people. */
export interface CostGroup {
  readonly title: string
  /** Those that differ in some seed. */
  readonly rows: readonly CostRow[]
  /** Those that are the same in every seed. */
  readonly same: readonly ShownFigure[]
}

/** Groups of figures in the order in which they are told; the profits of the lists of traders come first. */
const GROUPS: readonly { readonly title: string; readonly figures: readonly string[] }[] = [
  { title: 'Traders, profit and loss by list', figures: [] },
  {
    title: 'Pool, fund and those who bear losses',
    figures: [
      'pool.pnl',
      'fund.start',
      'fund.change',
      'fund.paid',
      'vault.paid',
      'deleveraged.notional',
      'socialised',
      'deficit',
    ],
  },
  {
    title: 'What traders pay',
    figures: [
      'fees.taker',
      'fees.maker',
      'funding.paid',
      'penalties',
      'liquidations.notional',
      'liquidations.slippageBps',
    ],
  },
  {
    title: 'Market',
    figures: ['openInterest.mean', 'volume', 'depth.mean', 'spreadBps.mean', 'basisBps.mean'],
  },
]

/** Differences that are below all that reports write: a millionth of a quote unit, a basis point, a share. */
const NOTHING = 1e-6

const OTHER = 'Also asked for'

/** Figures of a plan that a change of parameters is told by. @param asked - those that are asked for besides */
export const costFigures = ({ figures }: StudyPlan, asked: readonly string[] = []): readonly string[] => {
  const names = new Set(figures.filter(({ condition }) => condition !== true).map(({ name }) => name))
  const lists = [...names].filter((name) => name.startsWith('pnl.'))
  return [...new Set([...lists, ...GROUPS.flatMap((group) => group.figures), ...asked])].filter((name) =>
    names.has(name),
  )
}

const groupOf = (figure: string): string =>
  figure.startsWith('pnl.') ? GROUPS[0].title : (GROUPS.find(({ figures }) => figures.includes(figure))?.title ?? OTHER)

/** What a change costs whom: paired differences by group; figures that neither point has are left out. */
export const changeCosts = ({
  figures,
  statistics,
  arm,
  today,
  recommended,
}: {
  readonly figures: readonly ShownFigure[]
  readonly statistics: PointStatistics
  readonly arm: string
  readonly today: number
  readonly recommended: number
}): readonly CostGroup[] => {
  const valuesAt = ({ column }: ShownFigure) =>
    [today, recommended].map((point) => statistics.values(column, point, arm)) as [readonly number[], readonly number[]]
  const measured = figures.filter((figure) => valuesAt(figure).some((values) => values.length > 0))
  const isSame = (figure: ShownFigure): boolean => {
    const [own, other] = valuesAt(figure)
    return own.length === other.length && own.every((x, i) => Math.abs(x - other[i]) < NOTHING)
  }
  const rowOf = (figure: ShownFigure): CostRow => ({
    figure,
    today: statistics.mean(figure.column, today, arm),
    recommended: statistics.mean(figure.column, recommended, arm),
    difference: statistics.difference(figure.column, recommended, today, arm),
  })
  return [...GROUPS.map(({ title }) => title), OTHER].flatMap((title) => {
    const own = measured.filter(({ column }) => groupOf(column) === title)
    if (own.length === 0) return []
    return [{ title, rows: own.filter((figure) => !isSame(figure)).map(rowOf), same: own.filter(isSame) }]
  })
}
