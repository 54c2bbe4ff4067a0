import type { WatchedLaw } from '../../law.ts'
import { entryLaw } from './entry-law.ts'

/** What may rest is paid for beforehand, whichever of the account's orders fill. */
export const marginAtEntry: WatchedLaw = entryLaw({
  id: 'PERP-44',
  name: 'an order that may rest is let in exactly when equity covers the initial margin with all open orders, this one among them',
  rulesOut:
    'Open orders that margin does not count, a loss against the mark forgotten, a replacement counted twice or not asked',
  parts: ['margin', 'engine'],
  refusals: ['insufficient-margin'],
  rules: ['margin'],
})
