import { measureName } from '../drawings/measure.ts'
import { escapeMarkdown, markdownList, markdownTable } from '../markdown.ts'
import { formatDuration } from '../number-format.ts'
import { evidenceMarkdown } from '../study/study-evidence.ts'
import { studyFacts } from '../study/study-header.ts'
import { sensitivityCommandWords } from './sensitivity-command-words.ts'
import { indexHead, indexRows } from './sensitivity-rows.ts'
import { sensitivityAsked, sensitivityNotes, sensitivitySentences } from './sensitivity-sentences.ts'
import { sensitivityVaried } from './sensitivity-varied.ts'
import type { SensitivityView } from './sensitivity-view.ts'

/** `summary.md` of a sensitivity study: the same bytes on every machine. */
export const sensitivityMarkdown = (view: SensitivityView): string => {
  const { plan, planned, figures, found, extent, table } = view
  const varied = sensitivityVaried(view)
  const facts = studyFacts(
    { ...plan, symbol: view.symbol, horizon: formatDuration(view.horizon) },
    planned.points.length,
    extent,
  )
  return [
    `# ${escapeMarkdown(plan.name)}: sensitivity`,
    escapeMarkdown(sensitivityAsked(view)),
    markdownList(facts.map(([name, value]) => `${name}: ${value}`)),
    markdownTable(
      varied.head,
      varied.rows.map((row) => row.map(escapeMarkdown)),
      4,
    ),
    '## Main findings',
    ...figures.flatMap((figure) => [
      `**${escapeMarkdown(measureName(figure.measure))}**`,
      markdownList(
        found
          .filter((own) => own.figure === figure)
          .map((own) => `${own.arm}: ${sensitivitySentences(view, own).join(' ')}`),
      ),
    ]),
    ...(figures.length === 0 ? ['No figure differs between runs.'] : []),
    '## Notes',
    markdownList(sensitivityNotes(view)),
    '## Indices',
    ...found.flatMap((own) => {
      const rows = indexRows(view, own)
      if (rows.length === 0) return []
      return [
        `### ${escapeMarkdown(`${measureName(own.figure.measure)}, ${own.arm}`)}`,
        markdownTable(
          indexHead(view).map(escapeMarkdown),
          rows.map((row) => row.map(escapeMarkdown)),
          1,
        ),
      ]
    }),
    ...evidenceMarkdown({
      plan,
      runs: table.runs,
      fingerprint: table.fingerprint,
      command: sensitivityCommandWords(view),
    }),
  ]
    .join('\n\n')
    .concat('\n')
}
