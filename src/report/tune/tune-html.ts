import { counted, listed } from '../arm-words.ts'
import { currentAgainstRecommended } from '../drawings/current-against-recommended.ts'
import { distribution } from '../drawings/distribution.ts'
import { drawingStyle } from '../drawings/drawing-style.ts'
import { measureName } from '../drawings/measure.ts'
import { bulletList, escapeHtml, htmlTable, paragraph, scrolling } from '../html.ts'
import { formatDuration } from '../number-format.ts'
import { type PageSection, pageHtml } from '../page-html.ts'
import { cutWords } from '../study/cut-words.ts'
import { distributionRow } from '../study/distribution-row.ts'
import { isLevel } from '../study/figure-groups.ts'
import { shownFigure } from '../study/shown-figures.ts'
import { evidenceSection } from '../study/study-evidence.ts'
import { studyFacts, studyHeader } from '../study/study-header.ts'
import { studyStyle } from '../study/study-page.ts'
import { costTableHtml } from './cost-words.ts'
import { objectiveEffects } from './expression-estimates.ts'
import { riskEffects } from './risk-effects.ts'
import { riskWords } from './risk-words.ts'
import { rankedPoints, triedHead, triedRows } from './tried-points.ts'
import { triedScatter } from './tried-scatter.ts'
import { tuneCommandWords } from './tune-command-words.ts'
import { sameSentence, searchSentences, tuneNotes } from './tune-notes.ts'
import { tuneAsked, tuneSentences } from './tune-sentences.ts'
import { tuneVaried } from './tune-varied.ts'
import type { TuneView } from './tune-view.ts'

const MOST_ROWS = 200
const MOST_REFUSED = 50

const findingsSection = (view: TuneView): PageSection => ({
  id: 'findings',
  title: 'Main findings',
  short: 'Findings',
  content: [
    bulletList(tuneSentences(view), 'findings'),
    paragraph(searchSentences(view).join(' ')),
    '<h3>Notes</h3>',
    bulletList(tuneNotes(view), 'notes'),
  ],
})

const changeSection = (view: TuneView): PageSection => {
  const { parameters, findings, plan } = view
  const [today, recommended] = [findings.today, findings.recommended].map(({ at }) => parameters.values(at))
  return {
    id: 'change',
    title: 'Today against recommended',
    short: 'Recommended',
    content: [
      currentAgainstRecommended({
        title: `${plan.name}, ${view.arm}: today's parameters against those recommended`,
        parameters: parameters.named.map(({ parameter, of }, k) => ({
          name: of === undefined ? parameter.name : `${parameter.name}, ${of}`,
          current: today[k],
          recommended: recommended[k],
        })),
        effects: [...objectiveEffects(view), ...riskEffects(view)],
        interval: '95% bootstrap interval',
      }),
      ...riskWords(view).map(paragraph),
    ],
  }
}

const costSection = (view: TuneView): PageSection => {
  const same = sameSentence(view)
  const hasRows = view.costs.some(({ rows }) => rows.length > 0)
  return {
    id: 'costs',
    title: 'What the change costs whom',
    short: 'Who pays',
    content: [
      ...(view.isKept
        ? [paragraph("Today's point stays: there is no change to pay for.")]
        : hasRows
          ? [
              costTableHtml(
                view.costs,
                `Means over ${counted(view.plan.seeds, 'seed')}, and recommended less today in the same seeds, with 95% bootstrap intervals; clear differences in bold`,
              ),
            ]
          : [paragraph('No figure differs in any seed.')]),
      ...(same === undefined ? [] : [paragraph(same)]),
    ],
  }
}

const tableOf = (view: TuneView, caption: string, points: ReturnType<typeof rankedPoints>): string =>
  scrolling(
    caption,
    htmlTable({ caption, head: triedHead(view), rows: triedRows(view, points) }).replace(
      '<table>',
      '<table class="points">',
    ),
  )

const pointsSection = (view: TuneView): PageSection => {
  const { findings, objectives } = view
  const ranked = rankedPoints(view)
  const scatter = triedScatter(view)
  const rest = ranked.filter(({ seeds }) => seeds < view.plan.seeds).length
  return {
    id: 'points',
    title: objectives.length > 1 ? 'The front, and all points tried' : 'Points tried',
    short: 'Points',
    content: [
      ...(scatter === '' || rest === 0
        ? []
        : [
            paragraph(
              `Drawn are points with all seeds; ${counted(rest, 'point')} ${rest === 1 ? 'was' : 'were'} given up after fewer.`,
            ),
          ]),
      ...(scatter === '' ? [] : ['<div class="charts">', scatter, '</div>']),
      ...(objectives.length > 1
        ? [
            tableOf(
              view,
              `The front: ${counted(findings.front.length, 'point')} that no other beats in both objectives`,
              findings.front,
            ),
          ]
        : []),
      `<details${ranked.length <= 40 ? ' open' : ''}><summary>${counted(ranked.length, 'point')} with the seeds that each was judged over</summary>`,
      tableOf(
        view,
        `${ranked.length > MOST_ROWS ? `The first ${MOST_ROWS} of ${ranked.length} points` : 'All points'}: the recommended one, today's, then the best first; "not told apart" has objectives that the seeds do not tell from the recommended one's`,
        ranked.slice(0, MOST_ROWS),
      ),
      '</details>',
    ],
  }
}

const spreadSection = (view: TuneView): readonly PageSection[] => {
  const { tune, plan, quote, findings, arm, isKept, statistics } = view
  const drawings = tune.terms.figures.flatMap((name, at) => {
    const column = plan.figures.find((own) => own.name === name)
    if (column === undefined) return []
    const figure = shownFigure(column, quote)
    const values = [findings.today, findings.recommended].map(({ point }) => statistics.values(name, point, arm))
    if (isLevel(values.flat())) return []
    return [
      distribution({
        id: `spread-${at}`,
        title: `${measureName(figure.measure)}, in every run`,
        metric: figure.measure,
        rows: [
          distributionRow(figure, isKept ? 'today, recommended to stay' : 'today', 1, values[0]),
          ...(isKept ? [] : [distributionRow(figure, 'recommended', 2, values[1])]),
        ],
        interval: '95% interval by order statistics',
      }),
    ]
  })
  return drawings.length === 0
    ? []
    : [
        {
          id: 'spread',
          title: 'From seed to seed',
          short: 'Distributions',
          content: ['<div class="charts">', ...drawings, '</div>'],
        },
      ]
}

/** `report.html` of a tuning. */
export const tuneHtml = (view: TuneView): string => {
  const { plan, extent, tune, findings } = view
  const warning = cutWords(extent)
  const refused = tune.tried().filter((point) => point.refused !== undefined)
  const header = studyHeader({
    name: plan.name,
    kind: 'tuning',
    asked: tuneAsked(view),
    ...(warning !== undefined && { warning }),
    facts: studyFacts(
      { ...plan, symbol: view.symbol, horizon: formatDuration(view.horizon) },
      findings.points.length,
      extent,
    ),
    varied: tuneVaried(view),
    leftOut: {
      title: `${counted(refused.length, 'point')} that the scenario's rules refuse`,
      lines: refused.slice(0, MOST_REFUSED).map(({ at, refused: reason }) => `${view.parameters.words(at)}: ${reason}`),
    },
  })
  return pageHtml({
    title: `${plan.name}: tuning of ${listed(view.parameters.named.map(({ shortName }) => shortName))}`,
    header,
    skip: 'Skip to the findings',
    sections: [
      findingsSection(view),
      changeSection(view),
      costSection(view),
      pointsSection(view),
      ...spreadSection(view),
      evidenceSection({
        plan,
        runs: findings.table.runs,
        fingerprint: findings.table.fingerprint,
        command: tuneCommandWords(view),
      }),
    ],
    footer: `Made by perplab ${escapeHtml(plan.version)} from the runs in this folder.`,
    style: drawingStyle + studyStyle,
  })
}
