import { escapeHtml, scrolling } from '../html.ts'
import { formatDuration } from '../number-format.ts'
import { type Estimate, estimateWords, type Measure, measureName } from './measure.ts'

/** A property of the scenario in one stress case. */
export interface StressProperty {
  readonly text: string
  /** `undefined` where no run could tell. */
  readonly holds: boolean | undefined
}

/** One stress case. */
export interface StressRow {
  readonly name: string
  /** As many as the table has measures; `undefined` where there is no figure. */
  readonly figures: readonly (Estimate | undefined)[]
  /** Milliseconds from the shock until the market is as before it, or in words: `never` within the horizon. */
  readonly recovery: number | string | undefined
  readonly properties: readonly StressProperty[]
  /** The smallest size of this case that breaks a property, in words: `-23%`, `none up to -50%`, `not monotone: breaks at -20%, holds at -30%`. */
  readonly smallestBreak: string
}

/** Stress cases against what a risk committee watches: bad debt, fund drawdown, deleveraging, liquidations. */
export interface StressTable {
  readonly title: string
  readonly measures: readonly Measure[]
  readonly rows: readonly StressRow[]
  /** What an interval is, where figures have one. */
  readonly interval?: string
}

const verdict = (properties: readonly StressProperty[]): string => {
  if (properties.length === 0) return '<td data-name="Properties" class="verdict">no property</td>'
  const broken = properties.filter(({ holds }) => holds === false)
  const untold = properties.filter(({ holds }) => holds === undefined)
  const kept = properties.length - broken.length - untold.length
  const words = [
    ...broken.map(({ text }) => `<span class="meaning">✗ ${escapeHtml(text)}</span>`),
    ...untold.map(({ text }) => `<span class="meaning">? ${escapeHtml(text)} (not measured)</span>`),
  ]
  const head =
    broken.length > 0
      ? `<strong class="bad">✗ fails ${broken.length} of ${properties.length}</strong>`
      : untold.length > 0
        ? `<strong>? holds ${kept} of ${properties.length}</strong>`
        : `<strong class="good">✓ holds ${kept} of ${properties.length}</strong>`
  return `<td data-name="Properties" class="verdict">${head}${words.join('')}</td>`
}

/** A figure with its bounds below it. */
const figureHtml = ({ unit }: Measure, estimate: Estimate | undefined): string =>
  escapeHtml(estimateWords(unit, estimate)).replace(/ (\[.*\])$/, '<span class="meaning">$1</span>')

const recoveryWords = (recovery: StressRow['recovery']): string =>
  typeof recovery !== 'number' ? (recovery ?? '-') : Number.isFinite(recovery) ? formatDuration(recovery) : '-'

/** Rows of stress cases with figures, time to recover, which properties they break, and the smallest size that breaks one; verdicts in words and signs. */
export const stressTable = ({ title, measures, rows, interval }: StressTable): string =>
  scrolling(
    title,
    [
      `<table class="study stacked"><caption>${escapeHtml(`${title}. ${interval === undefined ? 'Means over the seeds' : `Figures with their ${interval}`}.`)}</caption>`,
      `<thead><tr><th scope="col">Case</th><th scope="col" class="verdict">Properties</th>${measures
        .map((measure) => `<th scope="col">${escapeHtml(measureName(measure))}</th>`)
        .join('')}<th scope="col">Time to recover</th><th scope="col" class="words">Smallest break</th></tr></thead>`,
      '<tbody>',
      ...rows.map(({ name, figures, recovery, properties, smallestBreak }) =>
        [
          `<tr><th scope="row">${escapeHtml(name)}</th>${verdict(properties)}`,
          ...measures.map(
            (measure, i) =>
              `<td data-name="${escapeHtml(measureName(measure))}">${figureHtml(measure, figures[i])}</td>`,
          ),
          `<td data-name="Time to recover">${escapeHtml(recoveryWords(recovery))}</td><td data-name="Smallest break" class="words">${escapeHtml(smallestBreak)}</td></tr>`,
        ].join(''),
      ),
      '</tbody></table>',
    ].join('\n'),
  )
