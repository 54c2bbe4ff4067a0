import type { WatchedLaw } from '../../law.ts'
import { entryLaw } from './entry-law.ts'

/** Caps and bands hold to the lot and to the price unit, and never hinder who shrinks. */
export const tradingCaps: WatchedLaw = entryLaw({
  id: 'PERP-42',
  name: 'orders beyond a cap of position or open interest or beyond the price band are refused, at the edge none is, and none that shrinks',
  rulesOut:
    'A cap that resting orders slip past, one that traps who is above it, a market order that trades beyond the band',
  parts: ['margin', 'engine'],
  when: 'the market has limits',
  refusals: ['beyond-cap', 'outside-band'],
  rules: ['position cap', 'open interest cap', 'band'],
})
