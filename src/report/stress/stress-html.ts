import { counted } from '../arm-words.ts'
import type { ChartTable } from '../chart.ts'
import { drawingStyle } from '../drawings/drawing-style.ts'
import { liquidationTimeline } from '../drawings/liquidation-timeline.ts'
import { measureName } from '../drawings/measure.ts'
import { pnlOverPool } from '../drawings/pnl-over-pool.ts'
import { stressTable } from '../drawings/stress-table.ts'
import { bulletList, escapeHtml, htmlTable, paragraph, scrolling } from '../html.ts'
import { type PageSection, pageHtml } from '../page-html.ts'
import { cutWords } from '../study/cut-words.ts'
import { evidenceSection } from '../study/study-evidence.ts'
import { studyHeader } from '../study/study-header.ts'
import { studyStyle } from '../study/study-page.ts'
import { breakTable } from './break-table.ts'
import { caseTimelines } from './case-timelines.ts'
import { caseTornado } from './case-tornado.ts'
import { caseWords } from './case-words.ts'
import { differenceTableHtml } from './difference-table.ts'
import { RECOVERY_DEFINITION } from './recovery-words.ts'
import { SKEW_WORDS, skewMatrix } from './skew-matrix.ts'
import { laddersOf } from './smallest-break.ts'
import { stressFindings } from './stress-findings.ts'
import { skippedLines, stressNotes } from './stress-notes.ts'
import { stressTableOf } from './stress-rows.ts'
import type { StressView } from './stress-view.ts'
import { stressAsked, stressCommand, stressFacts } from './stress-words.ts'

const findingsSection = (view: StressView): PageSection => {
  const found = stressFindings(view)
  return {
    id: 'findings',
    title: 'Main findings',
    short: 'Findings',
    content: [
      ...(found.length === 0
        ? [paragraph('No case was run: the runs without stress, from which the battery is made, are not all there.')]
        : found.flatMap(({ arm, sentences }) => [
            `<h3 class="figure-name">${escapeHtml(arm)}</h3>`,
            bulletList(sentences, 'notes'),
          ])),
      '<h3 class="figure-name">Notes</h3>',
      bulletList(stressNotes(view), 'notes'),
    ],
  }
}

const breaksSection = (view: StressView): PageSection => {
  const table = breakTable(view)
  return {
    id: 'breaks',
    title: 'What breaks first',
    short: 'Smallest breaks',
    content: [
      paragraph(
        view.question.search
          ? 'The smallest size of each case that breaks a property in one of the seeds, within the resolution of the search. None up to: it held at every size that was tried, and nothing is known beyond.'
          : 'The smallest of the sizes of the battery that breaks a property in one of the seeds.',
      ),
      scrolling(table.caption, htmlTable(table)),
    ],
  }
}

const sentencesTable = ({ cases, skewed }: StressView): ChartTable => ({
  caption: 'What each case does',
  head: ['Case', 'Identifier', 'What it does'],
  rows: [...cases, ...skewed].map((stress) => [caseWords(stress), stress.id, stress.title]),
})

const tableSection = (view: StressView): PageSection => ({
  id: 'cases',
  title: 'All cases',
  short: 'Cases',
  content: [
    paragraph(`Bad debt: what accounts and pools owe at the end beyond what they have. ${RECOVERY_DEFINITION}`),
    `<details><summary>What each case does</summary>${scrolling('What each case does', htmlTable(sentencesTable(view)))}</details>`,
    ...view.plan.arms.map((arm, i) => {
      const table = stressTable(stressTableOf(view, arm, view.cases, `The battery in ${arm}`))
      return `<details${i === 0 ? ' open' : ''}><summary>${escapeHtml(arm)}</summary>${table}</details>`
    }),
  ],
})

const tornadoSection = (view: StressView): PageSection => {
  const drawn = view.plan.arms.map((arm, i) => caseTornado(view, arm, `tornado-${'i'.repeat(i + 1)}`))
  return {
    id: 'tornado',
    title: 'Which cases hurt most',
    short: 'Tornado',
    content: [
      ...drawn.flatMap(({ words }) => (words === '' ? [] : [paragraph(words)])),
      '<div class="charts">',
      ...drawn.flatMap(({ html }) => (html === undefined ? [] : [html])),
      '</div>',
    ],
  }
}

const differenceSection = (view: StressView): PageSection => ({
  id: 'differences',
  title: 'Against the run without stress',
  short: 'Differences',
  content: view.figures
    .filter(({ condition }) => !condition)
    .map(
      (figure, i) =>
        `<details${i === 0 ? ' open' : ''}><summary>${escapeHtml(measureName(figure.measure))}</summary>${differenceTableHtml(view, figure)}</details>`,
    ),
})

const skewSection = (view: StressView): PageSection => ({
  id: 'skew',
  title: "Traders' profit over the pool, by move and skew",
  short: 'Skew',
  content: [
    paragraph(SKEW_WORDS),
    ...view.plan.arms.flatMap((arm) => {
      const matrix = skewMatrix(view, arm)
      if (matrix === undefined)
        return [paragraph(`${arm}: nothing stands against the traders whose capital the scenario states.`)]
      const { moves, skews, fractions, pool } = matrix
      return [
        pnlOverPool({
          title: arm,
          moves,
          skews,
          fractions,
          against: pool.words,
          skewWords: 'skew, mean over the seeds',
        }),
      ]
    }),
    ...view.plan.arms.map(
      (arm) =>
        `<details><summary>${escapeHtml(`These cases in ${arm}, with their properties`)}</summary>${stressTable(stressTableOf(view, arm, view.skewed, `Moves and skews in ${arm}`))}</details>`,
    ),
  ],
})

const timelineSection = (view: StressView): PageSection => {
  const byArm = view.plan.arms.map((arm) => ({ arm, timelines: caseTimelines(view, arm) }))
  return {
    id: 'liquidations',
    title: 'Who was liquidated, when, at what price',
    short: 'Liquidations',
    content: [
      paragraph(
        `The cases with most bad debt and with most liquidated notional in each arm, as seed ${view.plan.firstSeed} went: of the other seeds no sequence is kept. The mark of a liquidation is its own; lines, and the index, are as they were recorded, up to a sample before the event.`,
      ),
      ...byArm.flatMap(({ arm, timelines }) =>
        timelines.length === 0
          ? [paragraph(`${arm}: nobody was liquidated in seed ${view.plan.firstSeed} in any case that costs anything.`)]
          : ['<div class="charts">', ...timelines.map((timeline) => liquidationTimeline(timeline)), '</div>'],
      ),
    ],
  }
}

/** `report.html` of a stress study. */
export const stressHtml = (view: StressView): string => {
  const { plan, extent, table, skipped } = view
  const warning = cutWords(extent)
  const hasCases = view.cases.length > 0
  return pageHtml({
    title: `${plan.name}: stress`,
    header: studyHeader({
      name: plan.name,
      kind: 'stress',
      asked: stressAsked(view),
      ...(warning !== undefined && { warning }),
      facts: stressFacts(view),
      leftOut: { title: `${counted(skipped.length, 'case')} skipped`, lines: skippedLines(view) },
    }),
    skip: 'Skip to the findings',
    sections: [
      findingsSection(view),
      ...(laddersOf(view).length === 0 ? [] : [breaksSection(view)]),
      ...(hasCases ? [tableSection(view), tornadoSection(view), differenceSection(view)] : []),
      ...(view.skewed.length === 0 ? [] : [skewSection(view)]),
      ...(hasCases ? [timelineSection(view)] : []),
      evidenceSection({ plan, runs: table.runs, fingerprint: table.fingerprint, command: stressCommand(view) }),
    ],
    footer: `Made by perplab ${escapeHtml(plan.version)} from the runs in this folder.`,
    style: drawingStyle + studyStyle,
  })
}
