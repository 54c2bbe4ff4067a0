import type { MarketSpec } from '../market/market-spec.ts'
import type { ImpactCurve, ImpactPoint } from '../studies/impact-curve.ts'
import type { ArmImpact } from '../studies/impact-of.ts'
import { type MoneyScale, moneyScale } from './money-scale.ts'
import { formatNumber, formatSize, withThousands } from './number-format.ts'
import { finiteJson, type Json } from './results-json.ts'
import { bold, type Terminal, terminalTable } from './terminal-table.ts'
import { textPlot } from './text-plot.ts'
import { wrapped } from './wrapped.ts'

/** What is told of an arm before the first trade. */
export type ToldImpact = Pick<ArmImpact, 'arm' | 'depthAtStart' | 'impact'>

const SIZE = 8
const CELL = 7
const PLOT_HEIGHT = 16
const WIDEST_PLOT = 100

const sizesOf = (arms: readonly ToldImpact[]): readonly number[] =>
  [...new Set(arms.flatMap(({ impact }) => [...impact.buy, ...impact.sell].map(({ notional }) => notional)))].sort(
    (a, b) => a - b,
  )

/** Points of equal notional stand on one row; an AMM's and a book's sizes may differ by a lot's value. */
const rowsOf = (sizes: readonly number[]): readonly (readonly number[])[] => {
  const rows: number[][] = []
  for (const size of sizes) {
    const row = rows.at(-1)
    if (row !== undefined && size <= row[0] * 1.02) row.push(size)
    else rows.push([size])
  }
  return rows
}

const cellsOf = ({ impact }: ToldImpact, sizes: readonly number[]): readonly string[] => {
  const at = (points: readonly ImpactPoint[]): ImpactPoint | undefined =>
    points.find(({ notional }) => sizes.includes(notional))
  const [buy, sell] = [at(impact.buy), at(impact.sell)]
  const bps = (point: ImpactPoint | undefined): string =>
    point === undefined ? '-' : formatNumber('bps', point.impactBps)
  const exponent = buy?.exponent ?? sell?.exponent
  return [bps(buy), bps(sell), exponent === undefined ? '' : withThousands(exponent, 2)]
}

const table = (arms: readonly ToldImpact[], { atoms }: MoneyScale, terminal: Terminal): string =>
  terminalTable(
    {
      head: ['Size', ...arms.flatMap(({ arm }) => [`${arm} buy`, `${arm} sell`, 'expo- nent'])],
      rows: rowsOf(sizesOf(arms)).map((sizes) => [
        formatSize(sizes[0] / atoms),
        ...arms.flatMap((arm) => cellsOf(arm, sizes)),
      ]),
      widths: [SIZE, ...arms.flatMap(() => [CELL, CELL, CELL - 1])],
    },
    terminal,
  )

/** As many arms a table as the terminal has room for. */
const tables = (arms: readonly ToldImpact[], scale: MoneyScale, terminal: Terminal): readonly string[] => {
  const room = Math.max(1, Math.floor((terminal.width - SIZE) / (3 * CELL + 2)))
  return Array.from({ length: Math.ceil(arms.length / room) }, (_, i) =>
    table(arms.slice(i * room, (i + 1) * room), scale, terminal),
  )
}

const endWords = ({ buyEnds, sellEnds }: ImpactCurve, { atoms }: MoneyScale): string => {
  const one = (side: string, ends: number): string =>
    ends === Infinity ? `${side} fills every size shown` : `${side} ends at ${formatSize(ends / atoms)}`
  return `${one('buying', buyEnds)}, ${one('selling', sellEnds)}`
}

const armWords = ({ arm, impact, depthAtStart }: ToldImpact, scale: MoneyScale): string => {
  if (impact.mid === 0) return `${arm}: nobody quotes, so that there is no mid and no depth.`
  const money = (x: number): string => `${formatNumber('money', x / scale.atoms)} ${scale.quote}`
  return `${arm}: half spread ${formatNumber('bps', impact.halfSpreadBps)} bps; moved by 100 bps by selling ${money(depthAtStart.bid)} or buying ${money(depthAtStart.ask)}; ${endWords(impact, scale)}.`
}

/** A letter for each arm: the first of its name that is free, else a digit. */
const lettersOf = (names: readonly string[]): readonly string[] => {
  const taken: string[] = []
  for (const [i, name] of names.entries()) {
    taken.push([...name].find((letter) => /[a-z]/i.test(letter) && !taken.includes(letter)) ?? String(i % 10))
  }
  return taken
}

const plot = (arms: readonly ToldImpact[], { atoms }: MoneyScale, terminal: Terminal): string => {
  const letters = lettersOf(arms.map(({ arm }) => arm))
  const drawing = textPlot({
    plotted: arms.map(({ impact }, i) => ({
      mark: letters[i],
      points: impact.buy.map(({ notional, impactBps }) => [notional / atoms, impactBps] as const),
    })),
    width: Math.min(WIDEST_PLOT, terminal.width),
    height: PLOT_HEIGHT,
    xLabel: formatSize,
    yLabel: formatSize,
    several: '#',
  })
  if (drawing === '') return ''
  const key = arms.map(({ arm }, i) => `${letters[i]} ${arm}`).join(', ')
  const title = `Impact of buying in bps by size, both logarithmic: ${key}; # where several meet`
  return `${bold(wrapped(title, terminal.width), terminal)}\n${drawing}`
}

/** Impact by size for a terminal: a table with the local exponent of buying, a plot, and where each arm's depth ends. */
export const impactTable = (arms: readonly ToldImpact[], market: MarketSpec, terminal: Terminal): string => {
  const scale = moneyScale(market)
  const title = `Impact on ${market.symbol} before the first trade: basis points against the mid, by size in ${market.quote}`
  const reading =
    'The exponent says how impact beyond half the spread grows with size: 1 in proportion, 0.5 with the square root. A dash: the side ends before that size.'
  return [
    bold(wrapped(title, terminal.width), terminal),
    ...tables(arms, scale, terminal),
    plot(arms, scale, terminal),
    [...arms.map((arm) => armWords(arm, scale)), reading].map((text) => wrapped(text, terminal.width)).join('\n'),
    '',
  ]
    .filter((text, i, all) => text !== '' || i === all.length - 1)
    .join('\n\n')
}

/** What `impact --json` prints: each arm's depth and curve, money in atoms; ends that are not reached are left out. */
export const impactJson = (scenario: string, arms: readonly ToldImpact[], market: MarketSpec): string => {
  const value: Json = finiteJson({
    scenario,
    market: { ...market },
    engines: Object.fromEntries(
      arms.map(({ arm, depthAtStart, impact }) => [
        arm,
        {
          depthAtStart: { ...depthAtStart },
          impact: {
            ...impact,
            buy: impact.buy.map((point) => ({ ...point })),
            sell: impact.sell.map((point) => ({ ...point })),
          },
        },
      ]),
    ),
  })
  return `${JSON.stringify(value, undefined, 2)}\n`
}
