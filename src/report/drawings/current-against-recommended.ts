import { escapeHtml, scrolling } from '../html.ts'
import { type Estimate, estimateWords, type Measure, measureName } from './measure.ts'

/** A parameter as it is and as it is recommended, as the scenario writes both. */
export interface ParameterChange {
  readonly name: string
  readonly current: string
  readonly recommended: string
}

/** What the change does to a figure that a risk committee watches. */
export interface ChangeEffect {
  readonly metric: Measure
  readonly current: Estimate
  readonly recommended: Estimate
  /** Recommended less current in the same seeds, with its interval. */
  readonly difference?: Estimate
  readonly better: 'low' | 'high'
  /** An extreme of few runs, which chance moves: its direction is told, and no verdict. */
  readonly isLoose?: true
}

/** The table of a recommendation, in the form that Gauntlet's reports gave it: parameters, then value at risk, liquidations at risk, capital efficiency and use. */
export interface CurrentAgainstRecommended {
  readonly title: string
  readonly parameters: readonly ParameterChange[]
  readonly effects: readonly ChangeEffect[]
  /** What an interval is. */
  readonly interval: string
}

const parameterRow = ({ name, current, recommended }: ParameterChange): string => {
  const isKept = current === recommended
  const cell = isKept ? escapeHtml(recommended) : `<strong>${escapeHtml(recommended)}</strong>`
  return `<tr><th scope="row">${escapeHtml(name)}</th><td data-name="Current">${escapeHtml(current)}</td><td data-name="Recommended">${cell}</td><td data-name="Change" class="verdict">${isKept ? '= as today' : '→ changed'}</td></tr>`
}

/** Better, worse, or what the interval leaves open. */
const verdict = ({ difference, current, recommended, better, isLoose }: ChangeEffect): string => {
  const change = difference ?? { value: recommended.value - current.value }
  const { value, low, high } = change
  if (!Number.isFinite(value)) return ''
  if (value === 0 && (low ?? 0) === 0 && (high ?? 0) === 0) return '= same'
  if (low !== undefined && high !== undefined && low <= 0 && high >= 0) return '~ sign unclear'
  if (isLoose) return `~ ${value > 0 ? 'higher' : 'lower'}, no interval`
  return value > 0 === (better === 'high') ? '<span class="good">▲ better</span>' : '<span class="bad">▼ worse</span>'
}

const effectRow = (effect: ChangeEffect): string => {
  const { metric, current, recommended, difference } = effect
  const words =
    difference === undefined ? '' : `<span class="meaning">${escapeHtml(estimateWords(metric.unit, difference))}</span>`
  return [
    `<tr><th scope="row">${escapeHtml(measureName(metric))}</th>`,
    `<td data-name="Current">${escapeHtml(estimateWords(metric.unit, current))}</td>`,
    `<td data-name="Recommended">${escapeHtml(estimateWords(metric.unit, recommended))}</td>`,
    `<td data-name="Change" class="verdict">${verdict(effect)}${words}</td></tr>`,
  ].join('')
}

const group = (title: string, rows: readonly string[]): readonly string[] =>
  rows.length === 0
    ? []
    : [`<tbody><tr class="group"><th scope="rowgroup" colspan="4">${title}</th></tr>`, ...rows, '</tbody>']

/** Current against recommended parameters, and what the change does to each watched figure, in words and signs beside the colour. */
export const currentAgainstRecommended = ({
  title,
  parameters,
  effects,
  interval,
}: CurrentAgainstRecommended): string =>
  scrolling(
    title,
    [
      `<table class="study stacked"><caption>${escapeHtml(`${title}. Differences are recommended less current in the same seeds, with their ${interval}.`)}</caption>`,
      '<thead><tr><th scope="col">Parameter</th><th scope="col">Current</th><th scope="col">Recommended</th><th scope="col" class="verdict">Change</th></tr></thead>',
      ...group('Parameters', parameters.map(parameterRow)),
      ...group('Effect', effects.map(effectRow)),
      '</table>',
    ].join('\n'),
  )
