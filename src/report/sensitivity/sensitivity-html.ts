import { counted, listed } from '../arm-words.ts'
import { drawingStyle } from '../drawings/drawing-style.ts'
import { measureName } from '../drawings/measure.ts'
import { sensitivityBars } from '../drawings/sensitivity-bars.ts'
import { bulletList, escapeHtml, htmlTable, paragraph, scrolling } from '../html.ts'
import { formatDuration } from '../number-format.ts'
import { type PageSection, pageHtml } from '../page-html.ts'
import { cutWords } from '../study/cut-words.ts'
import { figureGroups } from '../study/figure-groups.ts'
import { evidenceSection } from '../study/study-evidence.ts'
import { studyFacts, studyHeader } from '../study/study-header.ts'
import { studyStyle, terms } from '../study/study-page.ts'
import { parameterEffects } from './parameter-effects.ts'
import { sensitivityCommandWords } from './sensitivity-command-words.ts'
import { indexHead, indexRows } from './sensitivity-rows.ts'
import { refusedLines, sensitivityAsked, sensitivityNotes, sensitivitySentences } from './sensitivity-sentences.ts'
import { sensitivityVaried } from './sensitivity-varied.ts'
import type { FoundSensitivity, SensitivityView } from './sensitivity-view.ts'

const MOST_REFUSED = 50

const ofFigure = <T>(view: SensitivityView, told: (own: FoundSensitivity, at: number) => T) =>
  view.figures.map((figure) => ({
    figure,
    arms: view.found.flatMap((own, at) => (own.figure === figure ? [told(own, at)] : [])),
  }))

const findingsSection = (view: SensitivityView): PageSection => ({
  id: 'findings',
  title: 'Main findings',
  short: 'Findings',
  content: [
    ...(view.figures.length === 0 ? [paragraph('No figure differs between runs.')] : []),
    ...ofFigure(view, (own) => [own.arm, sensitivitySentences(view, own).join(' ')] as const).flatMap(
      ({ figure, arms }) => [`<h3 class="figure-name">${escapeHtml(measureName(figure.measure))}</h3>`, terms(arms)],
    ),
    '<h3 class="figure-name">Notes</h3>',
    bulletList(sensitivityNotes(view), 'notes'),
  ],
})

const bars = (view: SensitivityView, own: FoundSensitivity, at: number): string => {
  const found = parameterEffects(own.found)
  if (found.kind !== 'effects') return ''
  return sensitivityBars({
    id: `bars-${at}`,
    title: `${own.arm}: ${measureName(own.figure.measure)}`,
    kind: view.planned.question.method,
    metric: own.figure.measure,
    rows: found.effects.map(({ parameter, bars: indices }) => ({
      parameter: view.parameters.named[parameter].parameter.name,
      indices,
    })),
    interval: `95% bootstrap interval over ${view.planned.question.method === 'morris' ? 'trajectories' : 'rows'}`,
  })
}

const barsSection = (view: SensitivityView): PageSection => ({
  id: 'bars',
  title: 'What each figure depends on',
  short: 'Bars',
  content: figureGroups(
    ofFigure(view, (own, at) => ({ arm: own.arm, html: bars(view, own, at) })).map(({ figure, arms }) => {
      const bare = arms.filter(({ html }) => html === '').map(({ arm }) => arm)
      return {
        figure,
        sentences: bare.length === 0 ? [] : [`In ${listed(bare)} there is nothing to draw: see the findings.`],
        drawings: arms.flatMap(({ html }) => (html === '' ? [] : [html])),
      }
    }),
    ' three',
  ),
})

const tableSection = (view: SensitivityView): PageSection => ({
  id: 'indices',
  title: 'Indices',
  short: 'Indices',
  content: view.found.flatMap((own) => {
    const rows = indexRows(view, own)
    if (rows.length === 0) return []
    const caption = `${own.arm}: ${measureName(own.figure.measure)}`
    return [
      scrolling(
        caption,
        htmlTable({ caption, head: indexHead(view), rows }).replace('<table>', '<table class="points">'),
      ),
    ]
  }),
})

/** `report.html` of a sensitivity study. */
export const sensitivityHtml = (view: SensitivityView): string => {
  const { plan, planned, extent, table } = view
  const warning = cutWords(extent)
  const { refused, points } = planned
  const header = studyHeader({
    name: plan.name,
    kind: 'sensitivity',
    asked: sensitivityAsked(view),
    ...(warning !== undefined && { warning }),
    facts: studyFacts({ ...plan, symbol: view.symbol, horizon: formatDuration(view.horizon) }, points.length, extent),
    varied: sensitivityVaried(view),
    leftOut: {
      title: `${counted(refused.length, 'point')} of the design that the scenario's rules refuse`,
      lines: refusedLines(view, MOST_REFUSED),
    },
  })
  return pageHtml({
    title: `${plan.name}: sensitivity to ${listed(view.parameters.named.map(({ shortName }) => shortName))}`,
    header,
    skip: 'Skip to the findings',
    sections: [
      findingsSection(view),
      barsSection(view),
      tableSection(view),
      evidenceSection({
        plan,
        runs: table.runs,
        fingerprint: table.fingerprint,
        command: sensitivityCommandWords(view),
      }),
    ],
    footer: `Made by perplab ${escapeHtml(plan.version)} from the runs in this folder.`,
    style: drawingStyle + studyStyle,
  })
}
