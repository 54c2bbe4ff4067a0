import { counted } from '../arm-words.ts'
import { measureName } from '../drawings/measure.ts'
import { escapeMarkdown, markdownList, markdownTable } from '../markdown.ts'
import { formatDuration } from '../number-format.ts'
import { evidenceMarkdown } from '../study/study-evidence.ts'
import { studyFacts } from '../study/study-header.ts'
import { pointTableMarkdown, tabledPoints } from './point-table.ts'
import { sweepCommand } from './sweep-command.ts'
import { sweepFindings } from './sweep-findings.ts'
import { sweepNotes } from './sweep-notes.ts'
import type { SweepView } from './sweep-view.ts'
import { sweepAsked, variedTable } from './sweep-words.ts'

const MOST_ROWS = 50

/** `summary.md` of a sweep: the same bytes on every machine. */
export const sweepMarkdown = (view: SweepView): string => {
  const { plan, sweep, figures, extent, table } = view
  const findings = sweepFindings(view)
  const varied = variedTable(view)
  const facts = studyFacts(
    { ...plan, symbol: view.symbol, horizon: formatDuration(view.horizon) },
    sweep.runnable.length,
    extent,
  )
  return [
    `# ${escapeMarkdown(plan.name)}: sweep`,
    escapeMarkdown(sweepAsked(view)),
    markdownList(facts.map(([name, value]) => `${name}: ${value}`)),
    markdownTable(
      varied.head,
      varied.rows.map((row) => row.map(escapeMarkdown)),
      2,
    ),
    '## Main findings',
    ...figures.flatMap((figure) => [
      `**${escapeMarkdown(measureName(figure.measure))}**`,
      markdownList(
        findings.filter((one) => one.figure === figure).map(({ arm, sentences }) => `${arm}: ${sentences.join(' ')}`),
      ),
    ]),
    '## Notes',
    markdownList(sweepNotes(view)),
    '## Points',
    escapeMarkdown(
      `Mean over the seeds with its interval, and the difference from today's point in the same seeds; bold where it is clear.${sweep.runnable.length > MOST_ROWS ? ` Of ${counted(sweep.runnable.length, 'point')} each table shows today's and those at which its figure is best in ${plan.arms[0]}.` : ''}`,
    ),
    ...figures.flatMap((figure) => [
      `### ${escapeMarkdown(measureName(figure.measure))}`,
      pointTableMarkdown(view, figure, tabledPoints(view, figure, MOST_ROWS)),
    ]),
    ...evidenceMarkdown({ plan, runs: table.runs, fingerprint: table.fingerprint, command: sweepCommand(view) }),
  ]
    .join('\n\n')
    .concat('\n')
}
