import type { WatchedLaw } from '../../law.ts'
import { entryLaw } from './entry-law.ts'

/** While openings are paused, positions can be closed and nothing else. */
export const pauses: WatchedLaw = entryLaw({
  id: 'PERP-41',
  name: 'while openings are paused exactly those orders are let in that reduce by their lots or by their flag',
  rulesOut: 'A position opened in a paused market, a trader who cannot close, a flip that passes for a close',
  parts: ['engine', 'whole run'],
  refusals: ['paused'],
  rules: ['paused'],
})
