import { counted, listed } from '../arm-words.ts'
import type { ChartTable } from '../chart.ts'
import { escapeHtml, htmlTable, scrolling } from '../html.ts'

/** What stands above all sections of a study's report. */
export interface StudyHeader {
  /** The scenario. */
  readonly name: string
  /** `sweep`. */
  readonly kind: string
  /** A sentence: what was asked. */
  readonly asked: string
  /** Why not all runs are there; left out for a whole study. */
  readonly warning?: string
  /** Few facts, each with its name. */
  readonly facts: readonly (readonly [name: string, value: string])[]
  /** What varies. */
  readonly varied?: ChartTable
  /** What was left out, a line each, under a heading. */
  readonly leftOut?: { readonly title: string; readonly lines: readonly string[] }
}

/** `8 (3 to 10)`: the seeds that all points share. */
export const seedRange = (first: number, seeds: number): string =>
  seeds === 1 ? `1 (${first})` : `${seeds} (${first} to ${first + seeds - 1})`

/** `3 (amm, ladder and book)`. */
export const armNames = (arms: readonly string[]): string => `${arms.length} (${listed(arms)})`

/** `216`, or `120 of 216`. */
export const runWords = ({ finishedRuns, expectedRuns }: { finishedRuns: number; expectedRuns: number }): string =>
  finishedRuns === expectedRuns ? String(finishedRuns) : `${finishedRuns} of ${expectedRuns}`

const fact = ([name, value]: readonly [string, string]): string =>
  `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`

/** The header of a study's page. */
export const studyHeader = ({ name, kind, asked, warning, facts, varied, leftOut }: StudyHeader): string =>
  [
    '<header>',
    `<h1>${escapeHtml(name)} <span class="soft">${escapeHtml(kind)}</span></h1>`,
    `<p class="soft">${escapeHtml(asked)}</p>`,
    ...(warning === undefined ? [] : [`<p class="warning" role="note">${escapeHtml(warning)}</p>`]),
    `<dl class="status">${facts.map(fact).join('')}</dl>`,
    ...(varied === undefined ? [] : [scrolling(varied.caption, htmlTable(varied))]),
    ...(leftOut === undefined || leftOut.lines.length === 0
      ? []
      : [
          `<details><summary>${escapeHtml(leftOut.title)}</summary><ul>${leftOut.lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul></details>`,
        ]),
    '</header>',
  ].join('\n')

/** Facts of every study. */
export const studyFacts = (
  {
    symbol,
    horizon,
    arms,
    firstSeed,
    seeds,
  }: { symbol: string; horizon: string; arms: readonly string[]; firstSeed: number; seeds: number },
  points: number,
  extent: { finishedRuns: number; expectedRuns: number },
): readonly (readonly [string, string])[] => [
  ['Market', symbol],
  ['Simulated', horizon],
  ['Points', counted(points, 'point').replace(/ points?$/, '')],
  ['Arms', armNames(arms)],
  ['Seeds, the same at every point', seedRange(firstSeed, seeds)],
  ['Runs', runWords(extent)],
]
