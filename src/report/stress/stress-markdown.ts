import { estimateWords, measureName, shortWords } from '../drawings/measure.ts'
import { escapeMarkdown, markdownList, markdownTable } from '../markdown.ts'
import { signed } from '../number-format.ts'
import { evidenceMarkdown } from '../study/study-evidence.ts'
import { breakTable } from './break-table.ts'
import { differenceRows } from './difference-table.ts'
import { RECOVERY_DEFINITION } from './recovery-words.ts'
import { SKEW_WORDS, type SkewMatrix, skewMatrix } from './skew-matrix.ts'
import { laddersOf } from './smallest-break.ts'
import { stressFindings } from './stress-findings.ts'
import { stressNotes } from './stress-notes.ts'
import { stressTableOf } from './stress-rows.ts'
import type { StressView } from './stress-view.ts'
import { stressAsked, stressCommand, stressFacts } from './stress-words.ts'

const percent = (x: number): string => signed((y) => shortWords('percent', y), x)

const casesTable = (view: StressView, arm: string): string => {
  const { measures, rows } = stressTableOf(view, arm, view.cases, '')
  return markdownTable(
    ['Case', 'Properties', 'Smallest break', 'Time to recover', ...measures.map(measureName)].map(escapeMarkdown),
    rows.map(({ name, properties, smallestBreak, recovery, figures }) => {
      const broken = properties.filter(({ holds }) => holds === false)
      const verdict = broken.length === 0 ? 'hold' : `fails ${broken.map(({ text }) => text).join('; ')}`
      const untold = properties.some(({ holds }) => holds === undefined) ? ', some not measured' : ''
      return [
        name,
        `${verdict}${untold}`,
        smallestBreak,
        String(recovery),
        ...figures.map((estimate, i) => estimateWords(measures[i].unit, estimate)),
      ].map(escapeMarkdown)
    }),
    4,
  )
}

const differenceTable = (view: StressView): string =>
  markdownTable(
    ['Case', ...view.plan.arms].map(escapeMarkdown),
    differenceRows(view, view.debt).map(({ name, cells }) => [
      escapeMarkdown(name),
      ...cells.map(({ words, clear }) => (clear ? `**${escapeMarkdown(words)}**` : escapeMarkdown(words))),
    ]),
    1,
  )

const matrixTable = ({ arm, pool, moves, skews, fractions }: SkewMatrix): readonly string[] => [
  `Profit of all other traders over the capital of ${pool.words} in ${escapeMarkdown(arm)}, mean over the seeds:`,
  markdownTable(
    ['Skew \\\\ move', ...moves.map(percent)],
    skews.map((skew, row) => [percent(skew), ...fractions[row].map((x) => (x === undefined ? '-' : percent(x)))]),
    1,
  ),
]

/** `summary.md` of a stress study: the same bytes on every machine. */
export const stressMarkdown = (view: StressView): string => {
  const { plan, table, cases, skewed } = view
  const breaks = breakTable(view)
  return [
    `# ${escapeMarkdown(plan.name)}: stress`,
    escapeMarkdown(stressAsked(view)),
    markdownList(stressFacts(view).map(([name, value]) => `${name}: ${value}`)),
    '## Main findings',
    ...(cases.length === 0
      ? ['No case was run: the runs without stress, from which the battery is made, are not all there.']
      : stressFindings(view).map(({ arm, sentences }) => `**${escapeMarkdown(arm)}**\n\n${markdownList(sentences)}`)),
    '## Notes',
    markdownList(stressNotes(view)),
    ...(laddersOf(view).length === 0
      ? []
      : [
          '## What breaks first',
          'The smallest size of each case that breaks a property in one of the seeds.',
          markdownTable(
            breaks.head.map(escapeMarkdown),
            breaks.rows.map((row) => row.map(escapeMarkdown)),
            breaks.head.length,
          ),
        ]),
    ...(cases.length === 0
      ? []
      : [
          '## All cases',
          escapeMarkdown(RECOVERY_DEFINITION),
          ...plan.arms.flatMap((arm) => [`### ${escapeMarkdown(arm)}`, casesTable(view, arm)]),
          `## ${escapeMarkdown(measureName(view.debt.measure))}, against the run without stress`,
          escapeMarkdown(
            `Case less no stress, in the same seeds${view.interval === undefined ? '' : `, with the ${view.interval}; bold where it is clear`}.`,
          ),
          differenceTable(view),
        ]),
    ...(skewed.length === 0
      ? []
      : [
          "## Traders' profit over the pool, by move and skew",
          escapeMarkdown(SKEW_WORDS),
          ...plan.arms.flatMap((arm) => {
            const matrix = skewMatrix(view, arm)
            return matrix === undefined ? [] : matrixTable(matrix)
          }),
        ]),
    ...evidenceMarkdown({ plan, runs: table.runs, fingerprint: table.fingerprint, command: stressCommand(view) }),
  ]
    .join('\n\n')
    .concat('\n')
}
