import { measureName } from '../drawings/measure.ts'
import { escapeHtml, paragraph } from '../html.ts'
import type { ShownFigure } from './shown-figures.ts'

/** Drawings of one figure, with what is said of those that are not drawn. */
export interface FigureDrawings {
  readonly figure: ShownFigure
  readonly sentences: readonly string[]
  /** HTML of each. */
  readonly drawings: readonly string[]
}

/** Whether numbers are one and the same, so that a drawing of them says no more than a sentence. */
export const isLevel = (values: readonly number[]): boolean => values.every((x) => x === values[0])

const grid = (drawings: readonly string[], kind: string): readonly string[] =>
  drawings.length === 0 ? [] : [`<div class="charts${kind}">`, ...drawings, '</div>']

/**
 * Drawings by figure as HTML: a heading, what is not drawn, the drawings. Figures of one drawing each stand side by side.
 *
 * @param kind - a class of the grid after a blank: ` three` for three beside each other where there is room
 */
export const figureGroups = (groups: readonly FigureDrawings[], kind: string): readonly string[] => {
  if (groups.every(({ drawings }) => drawings.length < 2)) {
    const told = groups.flatMap(({ figure, sentences }) =>
      sentences.length === 0 ? [] : [paragraph(`${measureName(figure.measure)}: ${sentences.join(' ')}`)],
    )
    return [
      ...told,
      ...grid(
        groups.flatMap(({ drawings }) => drawings),
        kind,
      ),
    ]
  }
  return groups.flatMap(({ figure, sentences, drawings }) => [
    `<h3 class="figure-name">${escapeHtml(measureName(figure.measure))}</h3>`,
    ...(figure.meaning === '' ? [] : [`<p class="soft">${escapeHtml(figure.meaning)}</p>`]),
    ...(sentences.length === 0 ? [] : [paragraph(sentences.join(' '))]),
    ...grid(drawings, kind),
  ])
}
