import { figureWords } from './measure.ts'
import { line, markAt, text } from './svg-marks.ts'
import { type SymbolForm, symbol } from './symbol.ts'
import type { TimeScale } from './time-scale.ts'

/** What can happen to an account in a cascade: its lots are closed, or somebody pays what it owes. */
export type LaneKind = 'liquidated' | 'backstop' | 'deleveraged' | 'fund-paid' | 'vault-paid' | 'socialised' | 'unpaid'

/** One event of a cascade. What it does not have is left out. */
export interface LaneEvent {
  /** Milliseconds since the start. */
  readonly timeMs: number
  readonly kind: LaneKind
  /** The account in words: `trend 17`. */
  readonly who: string
  /** Who took its lots, where that is known. */
  readonly taker?: string
  /** Quote units; payments have none. */
  readonly price?: number
  /** Quote units: mark and index when it happened, as far as they were recorded. */
  readonly mark?: number
  readonly index?: number
  /** Quote units, not below 0; payments have none. */
  readonly notional?: number
  /** Quote units: what was lost against the mark, or what was paid. */
  readonly loss?: number
}

/** What gives a mark its area: the notional of a close, the sum of a payment; 0 where neither is a number. */
export const sizeOf = ({ notional, loss = 0 }: LaneEvent): number => {
  const size = Math.max(0, notional ?? loss)
  return Number.isFinite(size) ? size : 0
}

/** How a kind of event is named and drawn. */
export interface LaneLook {
  readonly key: LaneKind
  readonly name: string
  readonly form: SymbolForm
  /** Class that gives its colour. */
  readonly kind: string
}

const look = (key: LaneKind, name: string, form: SymbolForm, kind: string): LaneLook => ({ key, name, form, kind })

/** Kinds of events, in the order of the two lists that losses go down. */
export const laneKinds: Readonly<Record<LaneKind, LaneLook>> = {
  liquidated: look('liquidated', 'liquidation', 'down', 'arm1'),
  backstop: look('backstop', 'backstop takeover', 'square', 'arm3'),
  deleveraged: look('deleveraged', 'auto-deleveraging', 'diamond', 'arm0'),
  'fund-paid': look('fund-paid', 'paid by the fund', 'circle', 'arm2'),
  'vault-paid': look('vault-paid', 'paid by the vault', 'triangle', 'arm5'),
  socialised: look('socialised', 'socialised loss', 'star', 'arm4'),
  unpaid: look('unpaid', 'left unpaid', 'cross', 'bad'),
}

const LANE = 58
/** Share of the width within which events are drawn as one. */
const CELL = 1 / 10

interface Cluster {
  share: number
  count: number
  size: number
}

/** Events of one kind by the cell of time they fall in, drawn at its middle, so that marks never cover each other. */
const clustersOf = (events: readonly LaneEvent[], x: TimeScale): readonly Cluster[] => {
  const cells = new Map<number, LaneEvent[]>()
  for (const event of events) {
    const cell = Math.floor(x.place(event.timeMs) / CELL)
    const own = cells.get(cell)
    if (own === undefined) cells.set(cell, [event])
    else own.push(event)
  }
  return [...cells].map(([cell, own]) => ({
    share: Math.min(1, (cell + 0.5) * CELL),
    count: own.length,
    size: own.reduce((sum, event) => sum + sizeOf(event), 0),
  }))
}

/** A lane for each kind that happened, events close in time as one mark with their count; SVG, and its height in pixels. */
export const timelineLanes = (
  events: readonly LaneEvent[],
  x: TimeScale,
  quote: string,
): { readonly content: string; readonly height: number } => {
  const lanes = Object.values(laneKinds).flatMap((each) => {
    const own = events.filter(({ kind }) => kind === each.key)
    return own.length === 0 ? [] : [{ ...each, clusters: clustersOf(own, x), count: own.length }]
  })
  const largest = Math.max(0, ...lanes.flatMap(({ clusters }) => clusters.map(({ size }) => size)))
  const content = lanes.map(({ name, form, kind, clusters, count }, i) => {
    const top = i * LANE
    const total = clusters.reduce((sum, { size }) => sum + size, 0)
    const marks = clusters.map(({ share, count: n, size }) => {
      const radius = 3 + 5 * Math.sqrt(largest > 0 ? size / largest : 0)
      const mark = markAt(
        share,
        top + 44,
        symbol(form, radius),
        `${name}: ${n}, ${figureWords('money', size)} ${quote}`,
        'event',
      )
      return n === 1 ? mark : `${mark}${text(share, top + 31, `×${n}`, 'tick', 'middle')}`
    })
    return [
      line(0, 1, top + 2, top + 2, 'grid'),
      text(0, top + 17, `${name}: ${count}, ${figureWords('money', total)} ${quote}`, 'name'),
      `<g class="${kind}">${marks.join('')}</g>`,
    ].join('')
  })
  return { content: content.join(''), height: lanes.length * LANE + 4 }
}
