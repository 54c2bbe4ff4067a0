import type { ArmResult } from './comparison.ts'
import type { Study } from './study.ts'

/** What a reader must know before reading the figures, as plain sentences. */
export const comparisonNotes = (study: Study, arms: readonly ArmResult[], complete: boolean): readonly string[] => {
  const seeds = arms[0].runs.length
  return [
    ...study.warnings,
    ...(complete ? [] : [`Interrupted: ${seeds === 1 ? 'one seed is' : `${seeds} seeds are`} finished and shown.`]),
    ...(seeds === 1 ? ['One seed has no interval: whether a difference is more than chance cannot be told.'] : []),
    ...unequalDepth(arms),
    ...arms
      .filter(({ impact }) => impact.mid === 0)
      .map(
        ({ arm }) => `Nobody quotes both sides of ${arm} before the first trade: it has no depth and no impact curve.`,
      ),
  ]
}

/** Depths that differ by more than this share do not compare. */
const SAME_DEPTH = 0.1

const unequalDepth = (arms: readonly ArmResult[]): readonly string[] => {
  const [first, ...others] = arms
  const far = (a: number, b: number): boolean => Math.abs(a - b) > SAME_DEPTH * Math.max(a, b)
  return others
    .filter(({ depthAtStart: { bid, ask } }) => far(bid, first.depthAtStart.bid) || far(ask, first.depthAtStart.ask))
    .map(
      ({ arm }) =>
        `Depth within 100 bps before the first trade differs between ${first.arm} and ${arm} by more than 10 %: costs by size compare liquidity as well as mechanisms.`,
    )
}
