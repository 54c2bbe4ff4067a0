import { counted, listed } from '../arm-words.ts'
import { drawingStyle } from '../drawings/drawing-style.ts'
import { measureName } from '../drawings/measure.ts'
import { bulletList, escapeHtml, paragraph } from '../html.ts'
import { formatDuration } from '../number-format.ts'
import { type PageSection, pageHtml } from '../page-html.ts'
import { cutWords } from '../study/cut-words.ts'
import { figureGroups } from '../study/figure-groups.ts'
import { evidenceSection } from '../study/study-evidence.ts'
import { studyFacts, studyHeader } from '../study/study-header.ts'
import { studyStyle, terms } from '../study/study-page.ts'
import { binnedParameters } from './binned-parameters.ts'
import { endTornados } from './end-tornados.ts'
import { heatMaps, pairsOf, thinnedWords } from './heat-maps.ts'
import { parameterSlices } from './parameter-slices.ts'
import { pointDistributions, refusedQuantiles } from './point-distributions.ts'
import { pointTableHtml, tabledPoints } from './point-table.ts'
import { sweepCommand } from './sweep-command.ts'
import { sweepFindings } from './sweep-findings.ts'
import { type SweepGrid, sweepGrid } from './sweep-grid.ts'
import { refusedLines, sweepNotes } from './sweep-notes.ts'
import type { SweepView } from './sweep-view.ts'
import { sweepAsked, variedTable } from './sweep-words.ts'

const MOST_ROWS = 200
const MOST_REFUSED = 50

const findingList = (view: SweepView): readonly string[] => {
  const found = sweepFindings(view)
  if (view.plan.arms.length === 1)
    return [terms(found.map(({ figure, sentences }) => [measureName(figure.measure), sentences.join(' ')]))]
  return view.figures.flatMap((figure) => [
    `<h3 class="figure-name">${escapeHtml(measureName(figure.measure))}</h3>`,
    terms(found.filter((one) => one.figure === figure).map(({ arm, sentences }) => [arm, sentences.join(' ')])),
  ])
}

const findingsSection = (view: SweepView): PageSection => ({
  id: 'findings',
  title: 'Main findings',
  short: 'Findings',
  content: [
    ...(view.figures.length === 0 ? [paragraph('No figure differs between runs.')] : findingList(view)),
    ...(sweepNotes(view).length === 0
      ? []
      : ['<h3 class="figure-name">Notes</h3>', bulletList(sweepNotes(view), 'notes')]),
  ],
})

const mapsSection = (view: SweepView, grid: SweepGrid): PageSection => {
  const pairs = pairsOf(view, grid)
  const thinned = thinnedWords(view, grid)
  const all = (grid.parameters.length * (grid.parameters.length - 1)) / 2
  return {
    id: 'maps',
    title: 'Over pairs of parameters',
    short: 'Heat maps',
    content: [
      paragraph(
        `Means over the seeds. Shades are each map's own: compare arms by the figures.${all > pairs.length ? ` ${counted(pairs.length, 'pair')} of ${all} are drawn; the others are in the table of points and in the store.` : ''}`,
      ),
      ...(thinned === '' ? [] : [paragraph(thinned)]),
      ...(grid.parameters.length > 2
        ? [paragraph(`Parameters that a map does not show are held: ${grid.heldWords([])}.`)]
        : []),
      ...figureGroups(
        view.figures.map((_, at) => heatMaps(view, grid, at)),
        ' three',
      ),
    ],
  }
}

const slicesSection = (view: SweepView, grid: SweepGrid): PageSection => ({
  id: 'slices',
  title: 'Along each parameter',
  short: 'Slices',
  content: figureGroups(
    view.figures.map((_, at) => parameterSlices(view, grid, at)),
    '',
  ),
})

const binsSection = (view: SweepView): PageSection => ({
  id: 'slices',
  title: 'Against each parameter',
  short: 'By parameter',
  content: [
    paragraph(
      'Points fill the ranges of all parameters at once. Each mark is a mean over points with near values of one parameter, whatever the others are: what remains is that parameter by itself.',
    ),
    ...figureGroups(
      view.figures.map((_, at) => binnedParameters(view, at)),
      '',
    ),
  ],
})

const tornadoSection = (view: SweepView, grid: SweepGrid): PageSection => ({
  id: 'tornado',
  title: 'From end to end',
  short: 'Tornado',
  content: [
    paragraph(`One parameter at a time goes to the ends of its range. Held meanwhile: ${grid.heldWords([])}.`),
    ...figureGroups(
      view.figures.flatMap((figure, at) => (figure.condition ? [] : [endTornados(view, grid, at)])),
      ' three',
    ),
  ],
})

const spreadSection = (view: SweepView): PageSection => ({
  id: 'spread',
  title: "From seed to seed, today and at each arm's best point",
  short: 'Distributions',
  content: [
    ...(refusedQuantiles(view) === '' ? [] : [paragraph(refusedQuantiles(view))]),
    '<div class="charts">',
    ...view.figures.flatMap((figure, at) => (figure.condition ? [] : pointDistributions(view, at).drawings)),
    '</div>',
  ],
})

const tableSection = (view: SweepView): PageSection => {
  const { runnable } = view.sweep
  const isShort = runnable.length > MOST_ROWS
  return {
    id: 'points',
    title: isShort ? 'Points' : 'All points',
    short: 'Points',
    content: [
      ...(isShort
        ? [
            paragraph(
              `Of ${runnable.length} points each table shows today's and the ${MOST_ROWS - 1} at which its figure is best in ${view.plan.arms[0]}; the store has all.`,
            ),
          ]
        : []),
      ...view.figures.map((figure, at) => {
        const points = tabledPoints(view, figure, MOST_ROWS)
        return `<details${at === 0 ? ' open' : ''}><summary>${escapeHtml(measureName(figure.measure))}</summary>${pointTableHtml(view, figure, points)}</details>`
      }),
    ],
  }
}

/** `report.html` of a sweep. */
export const sweepHtml = (view: SweepView): string => {
  const { plan, sweep, extent, table } = view
  const grid = sweepGrid(view)
  const hasPairs = grid !== undefined && grid.parameters.length > 1
  const warning = cutWords(extent)
  const header = studyHeader({
    name: plan.name,
    kind: 'sweep',
    asked: sweepAsked(view),
    ...(warning !== undefined && { warning }),
    facts: studyFacts(
      { ...plan, symbol: view.symbol, horizon: formatDuration(view.horizon) },
      sweep.runnable.length,
      extent,
    ),
    varied: variedTable(view),
    leftOut: {
      title: `${counted(sweep.refused.length, 'point')} of the design that the scenario's rules refuse`,
      lines: refusedLines(view, MOST_REFUSED),
    },
  })
  return pageHtml({
    title: `${plan.name}: sweep of ${listed(view.parameters.map(({ shortName }) => shortName))}`,
    header,
    skip: 'Skip to the findings',
    sections: [
      findingsSection(view),
      ...(hasPairs ? [mapsSection(view, grid)] : []),
      grid === undefined ? binsSection(view) : slicesSection(view, grid),
      ...(hasPairs ? [tornadoSection(view, grid)] : []),
      spreadSection(view),
      tableSection(view),
      evidenceSection({ plan, runs: table.runs, fingerprint: table.fingerprint, command: sweepCommand(view) }),
    ],
    footer: `Made by perplab ${escapeHtml(plan.version)} from the runs in this folder.`,
    style: drawingStyle + studyStyle,
  })
}
