import { estimateWords, measureName } from '../drawings/measure.ts'
import { escapeMarkdown, markdownList, markdownTable } from '../markdown.ts'
import { formatDuration } from '../number-format.ts'
import { evidenceMarkdown } from '../study/study-evidence.ts'
import { studyFacts } from '../study/study-header.ts'
import { costTableMarkdown } from './cost-words.ts'
import { objectiveEffects } from './expression-estimates.ts'
import { riskEffects } from './risk-effects.ts'
import { riskWords } from './risk-words.ts'
import { rankedPoints, triedHead, triedRows, triedWords } from './tried-points.ts'
import { tuneCommandWords } from './tune-command-words.ts'
import { sameSentence, searchSentences, tuneNotes } from './tune-notes.ts'
import { tuneAsked, tuneSentences } from './tune-sentences.ts'
import { tuneVaried } from './tune-varied.ts'
import type { TuneView } from './tune-view.ts'

const MOST_ROWS = 50

const changeTable = (view: TuneView): string => {
  const { parameters, findings } = view
  const [today, recommended] = [findings.today, findings.recommended].map(({ at }) => parameters.values(at))
  return markdownTable(
    ['Parameter or effect', 'Today', 'Recommended', 'Recommended less today'],
    [
      ...parameters.named.map(({ parameter }, k) => [parameter.name, today[k], recommended[k], '']),
      ...[...objectiveEffects(view), ...riskEffects(view)].map(({ metric, current, recommended: then, difference }) => [
        measureName(metric),
        estimateWords(metric.unit, current),
        estimateWords(metric.unit, then),
        estimateWords(metric.unit, difference),
      ]),
    ].map((row) => row.map(escapeMarkdown)),
    1,
  )
}

const pointTable = (view: TuneView, points: ReturnType<typeof rankedPoints>): string =>
  markdownTable(
    triedHead(view).map(escapeMarkdown),
    triedRows(view, points).map((row) => row.map(escapeMarkdown)),
    triedWords(view),
  )

/** `summary.md` of a tuning: the same bytes on every machine. */
export const tuneMarkdown = (view: TuneView): string => {
  const { plan, extent, findings, isKept, objectives } = view
  const varied = tuneVaried(view)
  const ranked = rankedPoints(view)
  const same = sameSentence(view)
  const facts = studyFacts(
    { ...plan, symbol: view.symbol, horizon: formatDuration(view.horizon) },
    findings.points.length,
    extent,
  )
  return [
    `# ${escapeMarkdown(plan.name)}: tuning`,
    escapeMarkdown(tuneAsked(view)),
    markdownList(facts.map(([name, value]) => `${name}: ${value}`)),
    markdownTable(
      varied.head,
      varied.rows.map((row) => row.map(escapeMarkdown)),
      2,
    ),
    '## Main findings',
    markdownList([...tuneSentences(view), ...searchSentences(view)]),
    '## Notes',
    markdownList(tuneNotes(view)),
    '## Today against recommended',
    changeTable(view),
    ...riskWords(view).map(escapeMarkdown),
    '## What the change costs whom',
    isKept
      ? "Today's point stays: there is no change to pay for."
      : 'Recommended less today in the same seeds, with 95% bootstrap intervals; bold where clear.',
    ...(isKept ? [] : [costTableMarkdown(view.costs)]),
    ...(same === undefined ? [] : [escapeMarkdown(same)]),
    ...(objectives.length > 1 ? ['## The front', pointTable(view, findings.front)] : []),
    '## Points tried',
    ...(ranked.length > MOST_ROWS ? [`The first ${MOST_ROWS} of ${ranked.length}; the store has all.`] : []),
    pointTable(view, ranked.slice(0, MOST_ROWS)),
    ...evidenceMarkdown({
      plan,
      runs: findings.table.runs,
      fingerprint: findings.table.fingerprint,
      command: tuneCommandWords(view),
    }),
  ]
    .join('\n\n')
    .concat('\n')
}
