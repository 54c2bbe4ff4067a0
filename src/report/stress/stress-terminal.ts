import { STRESS_GROUPS, type StressGroup } from '../../studies/stress/stress-case.ts'
import { figureWords, measureName } from '../drawings/measure.ts'
import { bold, type Terminal, terminalTable } from '../terminal-table.ts'
import { wrapped } from '../wrapped.ts'
import { caseVerdict } from './case-verdict.ts'
import { caseWords, ladderWords } from './case-words.ts'
import { caseRecovery, RECOVERY_DEFINITION, recoveryWords } from './recovery-words.ts'
import { type SmallestBreak, smallestBreaks } from './smallest-break.ts'
import { stressFindings } from './stress-findings.ts'
import { stressNotes } from './stress-notes.ts'
import type { StressView } from './stress-view.ts'
import { stressAsked } from './stress-words.ts'
import { rankedCases } from './worst-cases.ts'

const GAP = 1
const NAME = 26
const LEAST = 8
const MOST = 26
const WORST = 5

/** How many columns of equal width, with the name's, fit a line. */
const columnWidth = (width: number, columns: number): number =>
  Math.max(LEAST, Math.min(MOST, Math.floor((width - NAME) / Math.max(1, columns)) - GAP))

const groupOf = (view: StressView, { ladder }: SmallestBreak): StressGroup | undefined =>
  view.cases.find((one) => one.ladder?.id === ladder.id)?.group

/** Where a ladder broke first: as a share of the largest size that its grid has; ladders that broke nowhere come last. */
const rank = (rows: readonly SmallestBreak[]): number =>
  rows.reduce((least, { broken, ladder }) => {
    const largest = ladder.grid.at(-1)
    return broken === undefined || largest === undefined ? least : Math.min(least, broken / largest)
  }, Infinity)

/** Smallest breaking sizes, ladder by arm, groups in the battery's order and within each what broke first. */
const breaksTable = (view: StressView, terminal: Terminal): string => {
  const { arms } = view.plan
  const byArm = arms.map((arm) => smallestBreaks(view, arm))
  const ladders = byArm[0].map((_, i) => byArm.map((breaks) => breaks[i]))
  const rows = STRESS_GROUPS.flatMap((group) => {
    const own = ladders
      .filter(([first]) => groupOf(view, first) === group)
      .map((row, i) => ({ row, i, rank: rank(row) }))
      .sort((a, b) => (a.rank === b.rank ? a.i - b.i : a.rank - b.rank))
    return own.length === 0
      ? []
      : [
          [group.replaceAll('-', ' ')],
          ...own.map(({ row }) => [ladderWords(row[0].ladder), ...row.map(({ words }) => words)]),
        ]
  })
  return terminalTable(
    {
      head: ['Breaks at', ...arms],
      rows,
      widths: [NAME, ...arms.map(() => columnWidth(terminal.width, arms.length))],
    },
    terminal,
  )
}

/** The worst cases of an arm by bad debt with the other figures, as many as there is room for. */
const worstTable = (view: StressView, arm: string, terminal: Terminal): readonly string[] => {
  const worst = rankedCases(view, view.debt, arm)
    .filter(({ mean }) => mean > 0)
    .slice(0, WORST)
  if (worst.length === 0) return []
  const extra = 2
  const room = Math.floor((terminal.width - NAME) / (11 + GAP)) - extra
  const figures = view.figures.slice(0, Math.max(1, room))
  const width = Math.min(16, columnWidth(terminal.width, figures.length + extra))
  return [
    terminalTable(
      {
        head: [
          `Most bad debt in ${arm}`,
          ...figures.map(({ measure }) => (measure.unit === 'percent' ? measure.name : measureName(measure))),
          'Properties',
          'Recovery',
        ],
        rows: worst.map(({ stress }) => [
          caseWords(stress),
          ...figures.map(({ column, measure }) =>
            figureWords(measure.unit, view.statistics.average(column, stress.point, arm)),
          ),
          caseVerdict(view, stress.point, arm),
          recoveryWords(caseRecovery(view, stress.point, arm)),
        ]),
        widths: [NAME, ...figures.map(() => width), width, width],
      },
      terminal,
    ),
  ]
}

/** A stress study for the terminal: what breaks at which size, the worst cases, what was found, and what a reader must know. */
export const stressTerminal = (view: StressView, terminal: Terminal): string => {
  const { plan, cases } = view
  const paragraph = (text: string): string => wrapped(text, terminal.width)
  const title = `${bold(`${plan.name}: stress`, terminal)}\n${paragraph(stressAsked(view))}`
  const notes = ['Notes', ...stressNotes(view).map((note) => paragraph(`- ${note}`))].join('\n')
  if (cases.length === 0) return [title, 'No case was run yet.', notes].join('\n\n')
  return [
    title,
    breaksTable(view, terminal),
    ...plan.arms.flatMap((arm) => worstTable(view, arm, terminal)),
    paragraph(`Means over the seeds. ${RECOVERY_DEFINITION}`),
    [
      'Findings',
      ...stressFindings(view).map(({ arm, sentences }) => paragraph(`- ${arm}: ${sentences.join(' ')}`)),
    ].join('\n'),
    notes,
  ].join('\n\n')
}
