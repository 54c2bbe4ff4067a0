import type { MarkRule } from './mark-rule.ts'

/** The index itself is the mark (dYdX v4, Drift, GMX): what the engine quotes moves nobody's margin, so nothing falls back. */
export const markIndex = (): MarkRule => ({
  mark: ({ index }) => index,
  state: () => ({}),
})
