import type { WatchedLaw } from '../law.ts'

/** What a market refuses is a value: no order of events makes a module throw. */
export const nothingThrows: WatchedLaw = {
  id: 'PERP-01',
  name: 'whatever happens in it, a run goes on to its end',
  rulesOut: 'An order, a price or a liquidation that stops the exchange for everybody',
  parts: ['whole run'],
  watch: (_, ruling) => ({
    end: () => ruling.exercised('runs'),
    failed: (error) => ruling.broken(error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  }),
}
