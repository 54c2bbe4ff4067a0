import type { FigureColumn, LabelColumn, RunRow, StudyPlan, StudyPoint } from '../plan/study-plan.ts'

/** One column of the parts of a study. */
export interface PartColumn {
  readonly name: string
  readonly type: 'INT32' | 'INT64' | 'DOUBLE' | 'STRING'
  readonly unit: LabelColumn['unit'] | FigureColumn['unit']
  /** A run may have none. */
  readonly nullable: boolean
  of(row: RunRow, point: StudyPoint): number | bigint | string | undefined
}

/** Names of columns that every part has; labels and figures have their own. */
export const OWN_COLUMNS = ['point', 'arm', 'seed', 'digest', 'blocks', 'detail'] as const

const own = (
  name: (typeof OWN_COLUMNS)[number],
  type: PartColumn['type'],
  of: (row: RunRow) => number | bigint | string,
): PartColumn => ({ name, type, unit: '', nullable: false, of })

/** The name of a label's column: its own, unless a figure or another column is called so. */
export const labelColumnName = ({ figures }: Pick<StudyPlan, 'figures'>, name: string): string =>
  (OWN_COLUMNS as readonly string[]).includes(name) || figures.some((figure) => figure.name === name)
    ? `parameter.${name}`
    : name

/** Columns of the parts of a study, in their order: which run it is, what its point is told by, what was kept of it. */
export const partColumns = (plan: Pick<StudyPlan, 'labels' | 'figures'>): readonly PartColumn[] => [
  own('point', 'INT32', ({ point }) => point),
  own('arm', 'STRING', ({ arm }) => arm),
  own('seed', 'INT64', ({ seed }) => BigInt(seed)),
  ...plan.labels.map(
    ({ name, kind, unit }, i): PartColumn => ({
      name: labelColumnName(plan, name),
      type: kind === 'number' ? 'DOUBLE' : 'STRING',
      unit,
      nullable: true,
      of: (_, { labels }) => labels[i],
    }),
  ),
  own('digest', 'STRING', ({ digest }) => digest),
  own('blocks', 'INT32', ({ blocks }) => blocks),
  ...plan.figures.map(
    ({ name, unit }, i): PartColumn => ({
      name,
      type: 'DOUBLE',
      unit,
      nullable: true,
      of: ({ figures }) => figures[i],
    }),
  ),
  own('detail', 'STRING', ({ detail }) => detail),
]
