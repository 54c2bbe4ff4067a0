import type { Comparison } from '../studies/comparison.ts'
import type { Interval } from '../studies/interval.ts'
import { baselineOf, comparedOf, counted, driftWords, listed } from './arm-words.ts'
import { fullLabel, unclearSentences } from './findings.ts'
import { moneyScale } from './money-scale.ts'
import { formatDuration, formatNumber, numberFormat, type ShownUnit, signed } from './number-format.ts'
import { isClear } from './paired-values.ts'
import type { ReportGroup, ReportRow } from './report-row.ts'
import { reportGroups } from './report-rows.ts'
import { bold, type Terminal, terminalTable } from './terminal-table.ts'
import { wrapped } from './wrapped.ts'

const GAP = 1
const MEAN = 7
const WIDEST_MEAN = 12
const SHORT = 15
const LONG = 25
const COUNT = 3
const LABEL = 21
const WIDEST_LABEL = 30

/** Which columns there is room for. */
interface Layout {
  readonly label: number
  readonly difference: 'interval' | 'half-width'
  /** Differences stand in a table of their own. */
  readonly apart: boolean
  readonly count: boolean
}

const meanWidth = (name: string): number => Math.min(WIDEST_MEAN, Math.max(MEAN, name.length))

const layoutFor = (width: number, names: readonly string[]): Layout => {
  const arms = names.length
  const means = names.reduce((sum, name) => sum + meanWidth(name) + GAP, 0)
  const room = (differences: number): number => Math.min(WIDEST_LABEL, width - means - differences)
  const wide = room((arms - 1) * (LONG + GAP) + COUNT + GAP)
  if (wide >= LABEL) return { label: wide, difference: 'interval', apart: false, count: true }
  const narrow = room((arms - 1) * (SHORT + GAP))
  if (narrow >= LABEL) return { label: narrow, difference: 'half-width', apart: false, count: false }
  return { label: Math.max(12, room(0)), difference: 'half-width', apart: true, count: false }
}

const ABSENT = '-'

const meanText = (unit: ShownUnit, x: Interval | undefined): string =>
  x === undefined ? ABSENT : formatNumber(unit, x.mean)

/** A difference with its interval; `*` where zero is outside it. */
const differenceText = (row: ReportRow, x: Interval | undefined, style: Layout['difference']): string => {
  if (x === undefined) return ABSENT
  const format = numberFormat(row.unit, Math.max(Math.abs(x.mean), Math.abs(x.low), Math.abs(x.high)))
  if (!row.sampled || x.count < 2 || (x.low === 0 && x.high === 0)) return `${signed(format, x.mean)} `
  const mark = isClear(x) ? '*' : ' '
  if (style === 'interval')
    return `${signed(format, x.mean)} [${signed(format, x.low)}, ${signed(format, x.high)}]${mark}`
  const narrow = numberFormat(row.unit, Math.max(Math.abs(x.mean), x.high - x.mean))
  // A suffix that both share is written once.
  const mean = signed(narrow, x.mean).replace(/[kMBT%]$/, '')
  return `${mean} ±${narrow(x.high - x.mean)}${mark}`
}

const countText = ({ sampled, differences, arms }: ReportRow): string =>
  sampled ? String(Math.min(...[...differences, ...arms].map((x) => x?.count ?? 0))) : ''

const unitText = (unit: ShownUnit, quote: string): string =>
  unit === 'bps' ? ', bps' : unit === 'money' ? `, ${quote}` : ''

const groupTitle = ({ title, rows }: ReportGroup, quote: string): string => {
  const [first] = rows
  return rows.every(({ unit }) => unit === first.unit) ? `${title}${unitText(first.unit, quote)}` : title
}

const rowLabel = (row: ReportRow, group: ReportGroup): string => {
  const shared = group.rows.every(({ unit }) => unit === row.unit)
  return shared || row.unit !== 'bps' ? row.label : `${row.label}, bps`
}

const isZero = ({ arms, differences }: ReportRow): boolean =>
  [...arms, ...differences].every((x) => x === undefined || (x.mean === 0 && x.low === 0 && x.high === 0))

const legend = (comparison: Comparison, style: Layout['difference']): string => {
  const { seeds, market } = comparison
  const others = comparedOf(comparison)
  const words = [`Means over ${counted(seeds.length, 'seed')}; money in ${market.quote}.`]
  if (others.length > 0) {
    words.push(
      seeds.length > 1
        ? `A difference is an arm less ${baselineOf(comparison)}, paired by seed, with its 95% interval${style === 'half-width' ? ' as ± (a suffix after it holds for both)' : ''}; * marks those that exclude zero.`
        : `A difference is an arm less ${baselineOf(comparison)}; one seed gives no interval.`,
    )
  }
  return words.join(' ')
}

const heading = (comparison: Comparison): readonly string[] => {
  const { scenario, market, horizon, seeds, arms, complete } = comparison
  const { atoms } = moneyScale(market)
  return [
    `${scenario}: ${market.symbol}, ${formatDuration(horizon)}, ${counted(seeds.length, 'seed')}${complete ? '' : ' (interrupted: finished seeds only)'}`,
    ...arms.map(
      ({ arm, description, capital }) =>
        `${arm}: ${description} Capital ${formatNumber('money', capital / atoms)} ${market.quote}.`,
    ),
  ]
}

const tables = (comparison: Comparison, groups: readonly ReportGroup[], terminal: Terminal): readonly string[] => {
  const names = comparison.arms.map(({ arm }) => arm)
  const others = comparedOf(comparison)
  const layout = layoutFor(terminal.width, names)
  const differenceWidth = layout.difference === 'interval' ? LONG : SHORT
  const differenceHead = others.map((name) => `${name} - ${names[0]} `)
  const meansOf = (row: ReportRow): readonly string[] => row.arms.map((x) => meanText(row.unit, x))
  const differencesOf = (row: ReportRow): readonly string[] =>
    row.differences.map((x) => differenceText(row, x, layout.difference))
  const table = (
    head: readonly string[],
    widths: readonly number[],
    cells: (row: ReportRow) => readonly string[],
  ): string =>
    terminalTable(
      {
        head: ['', ...head],
        widths: [layout.label, ...widths],
        rows: groups.flatMap((group) => [
          [groupTitle(group, comparison.market.quote)],
          ...group.rows.map((row) => [rowLabel(row, group), ...cells(row)]),
        ]),
      },
      terminal,
    )
  const meanWidths = names.map(meanWidth)
  if (layout.apart) {
    const means = table(names, meanWidths, meansOf)
    if (others.length === 0) return [means]
    return [means, ...others.map((_, i) => table([differenceHead[i]], [SHORT + 4], (row) => [differencesOf(row)[i]]))]
  }
  const counts = layout.count ? ['n'] : []
  return [
    table(
      [...names, ...differenceHead, ...counts],
      [...meanWidths, ...others.map(() => differenceWidth), ...counts.map(() => COUNT)],
      (row) => [...meansOf(row), ...differencesOf(row), ...(layout.count ? [countText(row)] : [])],
    ),
  ]
}

const ending = (
  comparison: Comparison,
  groups: readonly ReportGroup[],
  style: Layout['difference'],
): readonly string[] => {
  const zeros = groups.flatMap((group) => group.rows.filter(isZero).map((row) => fullLabel(row, group)))
  const uneven = groups.flatMap(({ rows }) =>
    rows.filter(
      (row) => row.sampled && !row.label.startsWith('  ') && Number(countText(row)) < comparison.seeds.length,
    ),
  )
  return [
    legend(comparison, style),
    ...(zeros.length > 0 ? [`Zero in every run: ${listed(zeros, '; ')}.`] : []),
    ...(uneven.length > 0
      ? [`In fewer seeds of all arms: ${listed(uneven.map((row) => `${row.label.trim()} (${countText(row)})`))}.`]
      : []),
    ...unclearSentences(comparison, groups),
    `Conservation drift: ${comparison.arms.map((arm) => `${arm.arm} ${driftWords(arm)}`).join(', ')}.`,
    ...comparison.notes,
  ]
}

/**
 * The paired table for a terminal: by group of figures, the mean of each arm and each arm's paired difference from the
 * first with its 95 % interval; below it a legend, what is zero in every run, what the seeds cannot tell apart, the
 * conservation drift and the notes. No line is longer than the terminal's width, from 40 columns on.
 */
export const comparisonTable = (comparison: Comparison, terminal: Terminal): string => {
  const groups = reportGroups(comparison)
  const shown = groups
    .map(({ title, rows }) => ({ title, rows: rows.filter((row) => !isZero(row)) }))
    .filter(({ rows }) => rows.length > 0)
  const paragraph = (text: string): string => wrapped(text, terminal.width)
  const [title, ...arms] = heading(comparison)
  return [
    [bold(paragraph(title), terminal), ...arms.map(paragraph)].join('\n'),
    ...tables(comparison, shown, terminal),
    ending(
      comparison,
      groups,
      layoutFor(
        terminal.width,
        comparison.arms.map(({ arm }) => arm),
      ).difference,
    )
      .map(paragraph)
      .join('\n'),
    '',
  ].join('\n\n')
}
