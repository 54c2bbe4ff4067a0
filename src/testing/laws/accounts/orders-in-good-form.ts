import type { WatchedLaw } from '../../law.ts'
import { entryLaw } from './entry-law.ts'

/** An order that makes no sense is refused before anything else is looked at. */
export const ordersInGoodForm: WatchedLaw = entryLaw({
  id: 'PERP-40',
  name: 'an order without lots, off the tick, past its good-til time or replacing nothing is refused for that, and no other is',
  rulesOut: 'An order between two ticks, one that has expired already, a replacement of somebody’s other order',
  parts: ['engine'],
  refusals: ['unknown-account', 'below-lot', 'expired', 'off-tick', 'unknown-order'],
  rules: ['form'],
})
