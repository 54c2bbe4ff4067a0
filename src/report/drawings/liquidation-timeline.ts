import { counted } from '../arm-words.ts'
import { downsample } from '../downsample.ts'
import { formatClock, withThousands } from '../number-format.ts'
import { drawingHtml } from './drawing-html.ts'
import { linearScale } from './linear-scale.ts'
import { figureWords } from './measure.ts'
import { down, plotFrame } from './plot-frame.ts'
import type { Scale } from './scale.ts'
import { corners, markAt, path, stretched, text } from './svg-marks.ts'
import { symbol } from './symbol.ts'
import { type TimeScale, timeScale } from './time-scale.ts'
import { type LaneEvent, laneKinds, sizeOf, timelineLanes } from './timeline-lanes.ts'

/** A price over time. */
export interface TimelineLine {
  readonly name: 'mark' | 'index' | 'mid'
  /** Milliseconds since the start, rising. */
  readonly timeMs: readonly number[]
  /** Quote units, as many as times. */
  readonly prices: readonly number[]
}

/** The sequence of a liquidation cascade, in one run. */
export interface LiquidationTimeline {
  readonly id: string
  readonly title: string
  /** Name of the quote asset. */
  readonly quote: string
  readonly lines: readonly TimelineLine[]
  /** In the order in which they happened. */
  readonly events: readonly LaneEvent[]
  /** How many later ones are not among them. */
  readonly leftOut?: number
}

const HEIGHT = 280
const LINE_POINTS = 600
const TABLE_ROWS = 1_000
const LOOKS = { mark: 'line shared', index: 'line dashed soft-line', mid: 'line dotted arm0' } as const

/** Prices that an event's own is read against. */
const COMPARED: readonly { readonly head: string; readonly of: (event: LaneEvent) => number | undefined }[] = [
  { head: 'Mark', of: ({ mark }) => mark },
  { head: 'Index', of: ({ index }) => index },
]

/** A price with the digits that traders give it. */
const priceWords = (x: number): string => {
  if (!Number.isFinite(x)) return '-'
  const size = Math.abs(x)
  return withThousands(x, size >= 1000 ? 1 : size >= 1 ? 4 : 8)
}

/** The time shown: all events, with a third of their span before and after them, a minute at least. */
const windowOf = (events: readonly LaneEvent[]): readonly [from: number, to: number] => {
  if (events.length === 0) return [0, 1]
  const [first, last] = events.reduce(
    ([a, b], { timeMs }) => [Math.min(a, timeMs), Math.max(b, timeMs)],
    [Infinity, -Infinity],
  )
  const rim = Math.max(60_000, (last - first) / 3)
  return [Math.max(0, first - rim), last + rim]
}

/** The part of a line between two times. */
const within = ({ name, timeMs, prices }: TimelineLine, from: number, to: number): TimelineLine => {
  const rows = timeMs.flatMap((time, row) => (time >= from && time <= to && Number.isFinite(prices[row]) ? [row] : []))
  return { name, timeMs: rows.map((row) => timeMs[row]), prices: rows.map((row) => prices[row]) }
}

const linePath = ({ name, timeMs, prices }: TimelineLine, x: TimeScale, y: Scale): string => {
  const kept = downsample(timeMs, prices, LINE_POINTS)
  const points = kept.map((row) => [x.place(timeMs[row]), down(y.place(prices[row]), HEIGHT)] as const)
  return points.length === 0 ? '' : path(LOOKS[name], corners(points))
}

/** An event in words: what, who, when, at what price, how much. */
const eventWords = (event: LaneEvent, quote: string): string => {
  const price = event.price === undefined ? '' : `, price ${priceWords(event.price)}`
  return `${laneKinds[event.kind].name} of ${event.who} at ${formatClock(event.timeMs)}${price}, ${figureWords('money', sizeOf(event))} ${quote}`
}

/** An event that has a price, and so a place among the prices. */
type PricedEvent = LaneEvent & { readonly price: number }

const isPriced = (event: LaneEvent): event is PricedEvent => event.price !== undefined && Number.isFinite(event.price)

const eventMarks = (events: readonly PricedEvent[], x: TimeScale, y: Scale, quote: string): string => {
  const bySize = [...events].sort((a, b) => sizeOf(b) - sizeOf(a))
  const [big] = bySize
  if (big === undefined) return ''
  const largest = sizeOf(big)
  const marks = bySize.map((event) => {
    const { form, kind } = laneKinds[event.kind]
    const radius = 3 + 6 * Math.sqrt(largest > 0 ? sizeOf(event) / largest : 0)
    return `<g class="${kind}">${markAt(x.place(event.timeMs), down(y.place(event.price), HEIGHT), symbol(form, radius), eventWords(event, quote), 'event')}</g>`
  })
  const share = x.place(big.timeMs)
  const isRight = share > 0.6
  const label = text(
    share,
    down(y.place(big.price), HEIGHT) + 4,
    big.who,
    'name',
    isRight ? 'end' : 'start',
    isRight ? -16 : 16,
  )
  return `<g class="roomy">${marks.join('')}${label}</g>`
}

const readingOf = ({ events, quote, leftOut = 0 }: LiquidationTimeline): string => {
  const [first] = events
  const last = events.at(-1)
  if (first === undefined || last === undefined) return 'Nobody was liquidated.'
  const prices = events.filter(isPriced).map(({ price }) => price)
  const big = events.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a))
  const range =
    prices.length === 0
      ? ''
      : `, at prices from ${priceWords(Math.min(...prices))} to ${priceWords(Math.max(...prices))}`
  return [
    `${counted(events.length, 'event')} from ${formatClock(first.timeMs)} to ${formatClock(last.timeMs)}${range}.`,
    ...(leftOut > 0 ? [`${withThousands(leftOut, 0)} later ones are not shown.`] : []),
    `First: ${eventWords(first, quote)}.`,
    `Largest: ${eventWords(big, quote)}.`,
    'A larger mark is more notional, or a larger payment; the lanes below the prices have each kind by itself, events close in time as one mark with their count.',
  ].join(' ')
}

/** Who was liquidated, taken over or deleveraged, when and at what price: prices over time with events on them, lanes by kind, and the sequence as a table. */
export const liquidationTimeline = (timeline: LiquidationTimeline): string => {
  const { id, title, quote, events } = timeline
  const isEmpty = events.length === 0
  const [from, to] = windowOf(events)
  const x = timeScale(from, to)
  const lines = timeline.lines.map((each) => within(each, from, to))
  const priced = events.filter(isPriced)
  const y = linearScale([...lines.flatMap(({ prices }) => prices), ...priced.map(({ price }) => price)], 5)
  const content =
    stretched(HEIGHT, lines.map((each) => linePath(each, x, y)).join('')) + eventMarks(priced, x, y, quote)
  const kinds = Object.values(laneKinds).filter(({ key }) => events.some(({ kind }) => kind === key))
  const shown = events.slice(0, TABLE_ROWS)
  const compared = COMPARED.filter(({ of }) => shown.some((event) => of(event) !== undefined))
  return drawingHtml({
    id,
    title,
    full: true,
    reading: readingOf(timeline),
    legend: [
      ...lines.map(({ name }) => ({ name, kind: '', swatch: `<path class="${LOOKS[name]}" d="M-15 0H15"/>` })),
      ...kinds.map(({ name, form, kind }) => ({ name, kind: `${kind} event`, swatch: symbol(form, 5) })),
    ],
    yName: `Price, ${quote}`,
    xName: `Time since the start, ${x.unit}`,
    picture: isEmpty
      ? ''
      : plotFrame({
          y,
          yUnit: 'count',
          height: HEIGHT,
          labels: x.labels,
          grid: true,
          content,
          below: timelineLanes(events, x, quote),
        }),
    table: {
      caption: `The sequence${events.length > TABLE_ROWS ? `: the first ${withThousands(TABLE_ROWS, 0)} of ${withThousands(events.length, 0)} events` : ''}`,
      head: [
        '',
        'Time, h:mm:ss',
        'What',
        'Who',
        'Taken by',
        `Price, ${quote}`,
        ...compared.map(({ head }) => `${head}, ${quote}`),
        `Notional, ${quote}`,
        `Loss, ${quote}`,
      ],
      rows: shown.map((event, i) => [
        String(i + 1),
        formatClock(event.timeMs),
        laneKinds[event.kind].name,
        event.who,
        event.taker ?? '',
        event.price === undefined ? '-' : priceWords(event.price),
        ...compared.map(({ of }) => priceWords(of(event) ?? Number.NaN)),
        figureWords('money', event.notional),
        figureWords('money', event.loss),
      ]),
    },
  })
}
