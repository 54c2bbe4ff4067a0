import { withinScale } from './scale.ts'

/** Share of its colour that a cell has at most: beyond it the page's ink is no longer read on it. */
const STRONGEST = 0.77
const FAINTEST = 0.04

/** Colour of a cell: one of two hues, told apart by any colour vision, and how strong it is. */
export interface HeatShade {
  readonly kind: 'heat' | 'heat-below'
  /** 0.04 to 0.77, with two decimals. */
  readonly opacity: number
}

/** Shades of values that stand together, stronger in proportion. */
export type HeatScale = (x: number) => HeatShade

const strength = (share: number): number => Number((FAINTEST + (STRONGEST - FAINTEST) * withinScale(share)).toFixed(2))

/**
 * Shades of one hue from the least to the largest value; with `about`, of one hue above it and another below it, both
 * in proportion to the largest distance from it.
 */
export const heatScale = (values: readonly number[], about?: number): HeatScale => {
  const known = values.filter((x) => Number.isFinite(x))
  if (about === undefined) {
    const [least, most] = known.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity])
    return (x) => ({ kind: 'heat', opacity: strength(most > least ? (x - least) / (most - least) : 0) })
  }
  const most = known.reduce((m, x) => Math.max(m, Math.abs(x - about)), 0)
  return (x) => ({
    kind: x < about ? 'heat-below' : 'heat',
    opacity: strength(most > 0 ? Math.abs(x - about) / most : 0),
  })
}
