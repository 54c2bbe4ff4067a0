import type { ArmResult, Comparison } from '../studies/comparison.ts'
import type { ImpactPoint } from '../studies/impact-curve.ts'
import { type Chart, type ChartLine, drawn } from './chart.ts'
import { type MoneyScale, moneyScale } from './money-scale.ts'
import { formatNumber, formatSize } from './number-format.ts'

const SYMBOLS = ['circle', 'triangle', 'rect', 'diamond'] as const
const WIDTHS = [5, 2, 2, 2]
const SIDES = ['buy', 'sell'] as const
const ROWS = 24

type ImpactSide = (typeof SIDES)[number]

const sideName = (side: ImpactSide): string => (side === 'buy' ? 'buying' : 'selling')

/** Points that a logarithmic axis can show. */
const shown = (points: readonly ImpactPoint[]): readonly ImpactPoint[] =>
  points.filter(({ notional, impactBps }) => notional > 0 && impactBps > 0)

const endOf = ({ impact }: ArmResult, side: ImpactSide): number => (side === 'buy' ? impact.buyEnds : impact.sellEnds)

const style = (arm: number, side: ImpactSide): Pick<ChartLine, 'arm' | 'dash' | 'width' | 'symbol'> => ({
  arm,
  dash: side === 'buy' ? 'solid' : 'dashed',
  width: WIDTHS[arm % WIDTHS.length],
  symbol: SYMBOLS[arm % SYMBOLS.length],
})

const impactLine = (result: ArmResult, arm: number, side: ImpactSide, { atoms }: MoneyScale): ChartLine => {
  const points = shown(result.impact[side])
  const last = points.at(-1)
  const ends = endOf(result, side)
  return {
    name: `${result.arm} ${sideName(side)}`,
    ...style(arm, side),
    x: points.map(({ notional }) => drawn(notional / atoms)),
    y: points.map(({ impactBps }) => drawn(impactBps)),
    also: { name: 'exponent', values: points.map(({ exponent }) => (exponent === undefined ? '-' : drawn(exponent))) },
    ...(last !== undefined && Number.isFinite(ends)
      ? { end: [drawn(Math.max(ends, last.notional) / atoms), drawn(last.impactBps)] as const }
      : {}),
  }
}

const exponentLine = (result: ArmResult, arm: number, side: ImpactSide, { atoms }: MoneyScale): ChartLine => {
  const points = shown(result.impact[side]).filter(({ exponent }) => exponent !== undefined)
  return {
    name: `${result.arm} ${sideName(side)}`,
    ...style(arm, side),
    x: points.map(({ notional }) => drawn(notional / atoms)),
    y: points.map(({ exponent }) => drawn(exponent ?? 0)),
  }
}

const endWords = (comparison: Comparison, { atoms, quote }: MoneyScale): string => {
  const words = comparison.arms.map((arm) => {
    const [buy, sell] = SIDES.map((side) => endOf(arm, side))
    if (buy === Infinity && sell === Infinity) return `${arm.arm} fills every size shown`
    const one = (side: ImpactSide, ends: number): string =>
      ends === Infinity
        ? `does not end ${sideName(side)}`
        : `ends at ${formatSize(ends / atoms)} ${quote} ${sideName(side)}`
    return `${arm.arm} ${one('buy', buy)} and ${one('sell', sell)}`
  })
  return `${words.join('; ')}. A cross marks where a side ends.`
}

const pointRows = (comparison: Comparison, scale: MoneyScale): readonly (readonly string[])[] =>
  comparison.arms.flatMap((result) =>
    SIDES.flatMap((side) => {
      const points = result.impact[side]
      const every = Math.max(1, Math.ceil(points.length / ROWS))
      return points
        .filter((_, i) => i % every === 0 || i === points.length - 1)
        .map(({ notional, impactBps, marginalBps, exponent }) => [
          result.arm,
          sideName(side),
          formatNumber('money', notional / scale.atoms),
          formatNumber('bps', impactBps),
          formatNumber('bps', marginalBps),
          exponent === undefined ? '-' : formatNumber('ratio', exponent),
        ])
    }),
  )

/** Impact by size of all arms on one chart, and its local exponent on a second; before the first trade. */
export const impactCharts = (comparison: Comparison): readonly [Chart, Chart] => {
  const scale = moneyScale(comparison.market)
  const lines = (of: typeof impactLine): readonly ChartLine[] =>
    comparison.arms.flatMap((result, arm) => SIDES.map((side) => of(result, arm, side, scale)))
  const drawnLines = lines(impactLine)
  const sizes = drawnLines.flatMap((line) => [...line.x, ...(line.end === undefined ? [] : [line.end[0]])])
  const x = {
    name: `Notional of the order, ${scale.quote}`,
    scale: 'log',
    format: 'money',
    ...(sizes.length === 0 ? {} : { min: Math.min(...sizes), max: Math.max(...sizes) }),
  } as const
  const head = ['Arm', 'Side', `Notional, ${scale.quote}`, 'Impact, bps', 'Marginal, bps', 'Local exponent']
  const table = { caption: 'Impact by size', head, rows: pointRows(comparison, scale) }
  return [
    {
      id: 'impact',
      title: 'Price impact by order size',
      reading: `What one order costs at once against the mid before it, in basis points, before the first trade. Both axes are logarithmic, so that a power law is a straight line; where the line is flat, half the spread is all there is to pay. Lower is cheaper. ${endWords(comparison, scale)}`,
      x,
      y: { name: 'Average price paid against the mid, bps', scale: 'log', format: 'bps' },
      lines: drawnLines,
      table,
    },
    {
      id: 'exponent',
      title: 'Local exponent of the impact',
      reading:
        'How fast impact grows with size, beyond half the spread: at 1 twice the size costs twice the basis points (a constant-product curve for small orders, or a uniform book), at 0.5 impact goes with the square root of the size, above 1 the liquidity thins out.',
      x,
      y: { name: 'd ln(impact) / d ln(notional)', scale: 'linear', format: 'plain', min: 0 },
      lines: lines(exponentLine),
      table: {
        caption: 'Local exponent by size',
        head: [head[0], head[1], head[2], head[5]],
        rows: table.rows.filter((row) => row[5] !== '-').map((row) => [row[0], row[1], row[2], row[5]]),
      },
    },
  ]
}
