import type { Comparison } from '../studies/comparison.ts'
import type { Interval } from '../studies/interval.ts'
import { baselineOf, comparedOf, counted, listed } from './arm-words.ts'
import { formatNumber, numberFormat, type ShownUnit, signed } from './number-format.ts'
import { isClear } from './paired-values.ts'
import type { ReportGroup, ReportRow } from './report-row.ts'

/** A number with the words for its unit: `1.2 bps`, `40k USDC`. */
export const withUnit = (unit: ShownUnit, text: string, quote: string): string =>
  unit === 'bps' ? `${text} bps` : unit === 'money' ? `${text} ${quote}` : text

/** `-12.3 [-20.1, -4.5]`, all with the same decimals. */
export const differenceWords = (unit: ShownUnit, { mean, low, high, count }: Interval): string => {
  const format = numberFormat(unit, Math.max(Math.abs(mean), Math.abs(low), Math.abs(high)))
  const text = signed(format, mean)
  return count > 1 ? `${text} [${signed(format, low)}, ${signed(format, high)}]` : text
}

/** A row as a sentence starts with it: its label, and for a part of a cost the row above it too. */
export const fullLabel = (row: ReportRow, { rows }: ReportGroup): string => {
  if (!row.label.startsWith('  ')) return row.label
  const above = rows.slice(0, rows.indexOf(row)).findLast(({ label }) => !label.startsWith('  '))
  return `${above?.label ?? ''}: ${row.label.trim()}`
}

/** A difference whose interval excludes zero. */
export interface Finding {
  readonly group: string
  readonly arm: string
  readonly row: ReportRow
  readonly difference: Interval
  readonly sentence: string
}

/** Share of the larger of two means that a difference is: 0 to 2. */
const relative = (difference: Interval, a: Interval, b: Interval): number => {
  const most = Math.max(Math.abs(a.mean), Math.abs(b.mean))
  return most === 0 ? 0 : Math.abs(difference.mean) / most
}

const sentence = (label: string, row: ReportRow, arm: number, comparison: Comparison): string => {
  const [first] = row.arms as readonly Interval[]
  const own = row.arms[arm + 1] as Interval
  const difference = row.differences[arm] as Interval
  const { quote } = comparison.market
  const names = [baselineOf(comparison), comparedOf(comparison)[arm]]
  const figure = (x: Interval): string => withUnit(row.unit, formatNumber(row.unit, x.mean), quote)
  const change = withUnit(row.unit, differenceWords(row.unit, difference), quote)
  const more = difference.mean > 0 ? 'higher' : 'lower'
  return `${label}: ${more} in ${names[1]}, ${figure(own)} against ${figure(first)} in ${names[0]}; difference ${change}.`
}

/**
 * The clearest differences of each arm from the first: of each group of rows the `most` that are largest relative to
 * their means, among those whose interval excludes zero; rows that restate the scenario or are parts of others are left out.
 */
export const findings = (comparison: Comparison, groups: readonly ReportGroup[], most = 2): readonly Finding[] =>
  comparedOf(comparison).flatMap((name, arm) =>
    groups.flatMap((group) =>
      group.rows
        .flatMap((row) => {
          const [first, difference, own] = [row.arms[0], row.differences[arm], row.arms[arm + 1]]
          if (row.minor || first === undefined || own === undefined || difference === undefined) return []
          return isClear(difference) ? [{ row, difference, size: relative(difference, first, own) }] : []
        })
        .sort((a, b) => b.size - a.size)
        .slice(0, most)
        .map(({ row, difference }) => ({
          group: group.title,
          arm: name,
          row,
          difference,
          sentence: sentence(fullLabel(row, group), row, arm, comparison),
        })),
    ),
  )

/** For each compared arm one sentence, parts of costs aside: which figures have intervals that contain zero, so that the seeds cannot tell their sign. */
export const unclearSentences = (comparison: Comparison, groups: readonly ReportGroup[]): readonly string[] => {
  const n = comparison.seeds.length
  const first = baselineOf(comparison)
  if (n < 2) return []
  return comparedOf(comparison).map((name, arm) => {
    const rows = groups.flatMap((group) =>
      group.rows
        .filter((row) => row.sampled && !row.label.startsWith('  ') && row.differences[arm] !== undefined)
        .map((row) => ({ label: row.label, difference: row.differences[arm] as Interval })),
    )
    const same = rows.filter(({ difference }) => difference.low === 0 && difference.high === 0)
    const unclear = rows.filter((row) => !isClear(row.difference) && !same.includes(row))
    const clear = rows.length - same.length - unclear.length
    const start = `${name} less ${first}: ${clear} of ${rows.length} differences have a clear sign, ${same.length} are zero in every seed`
    return unclear.length === 0
      ? `${start}.`
      : `${start}; the interval contains zero, so that ${counted(n, 'seed')} cannot tell which arm has more, for: ${listed(
          unclear.map(({ label }) => label),
          '; ',
        )}.`
  })
}
