import { applyDown, type Fraction } from '../numeric/fraction.ts'
import { mulDivUp } from '../numeric/mul-div.ts'

/** How a probe spreads its trade over time. */
export type ProbeStyle =
  | { readonly kind: 'at-once' }
  /** Equal slices, one every `every` milliseconds; what a slice missed is caught up, at most two slices' worth at a time. */
  | { readonly kind: 'twap'; readonly slices: number; readonly every: number }
  /** At most this share of the lots traded in the market since it began, its own included; looked at every `every` milliseconds. */
  | { readonly kind: 'volume-share'; readonly share: Fraction; readonly every: number }

/** Where an execution stands, as its owner knows it. */
export interface ProbeProgress {
  readonly target: number
  /** Lots done, as seen, and lots sent of which the view cannot tell yet. */
  readonly done: number
  readonly unseen: number
  /** Which send this would be, from 1. */
  readonly send: number
  /** Lots traded in the market since the execution began. */
  readonly volume: number
}

/** A catch-up slice is at most three slices (Hyperliquid's TWAP orders). */
const CATCH_UP = 3

/** Lots to send now: never more than is left. */
export const lotsDue = (style: ProbeStyle, { target, done, unseen, send, volume }: ProbeProgress): number => {
  const left = target - done - unseen
  if (left <= 0) return 0
  if (style.kind === 'at-once') return send === 1 ? left : 0
  if (style.kind === 'volume-share') return Math.max(0, Math.min(left, applyDown(style.share, volume) - done - unseen))
  const slice = mulDivUp(target, 1, style.slices)
  const due = send >= style.slices ? target : send * slice
  return Math.max(0, Math.min(left, due - done - unseen, CATCH_UP * slice))
}

/** Milliseconds to the next look. */
export const lookAgainIn = (style: ProbeStyle, settle: number): number =>
  style.kind === 'at-once' ? settle : style.every

/** Is nothing more to be sent after `sends` sends (a TWAP has one more than its slices, to catch up)? */
export const exhausted = (style: ProbeStyle, sends: number): boolean => {
  if (style.kind === 'volume-share') return false
  return sends >= (style.kind === 'at-once' ? 1 : style.slices + 1)
}
