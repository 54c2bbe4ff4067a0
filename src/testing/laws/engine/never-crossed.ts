import { BUY, SELL } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'

/** Buyers and sellers who agree on a price have traded. */
export const neverCrossed: WatchedLaw = {
  id: 'PERP-13',
  name: 'after every answer the best bid is below the best ask',
  rulesOut: 'A crossed book: orders that should have traded with each other and rest instead',
  parts: ['order book'],
  when: 'orders rest in the engine',
  watch: ({ books, simulation }, ruling) => ({
    heard: ({ kind, market }) => {
      if (kind !== 'answer' || !simulation.parts.terms[market].restingOrders) return
      const [bid] = books[market].queue(BUY)
      const [ask] = books[market].queue(SELL)
      if (bid === undefined || ask === undefined) return
      ruling.exercised('answers with both sides resting')
      if (bid.price >= ask.price) ruling.broken(`a bid at ${bid.price} rests beside an ask at ${ask.price}`)
    },
  }),
}
