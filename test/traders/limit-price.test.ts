import { expect, test } from 'vitest'
import { BUY, SELL } from '../../src/market/side.ts'
import { takerReference } from '../../src/traders/limit-price.ts'
import { SAMPLE_PRICE, sampleView } from './sample-sight.ts'

const at = (micros: number) => micros * 1e6

test('a taker measures its slippage against the opposite best', () => {
  const view = sampleView(SAMPLE_PRICE, { bestBid: at(SAMPLE_PRICE - 7), bestAsk: at(SAMPLE_PRICE + 9) })
  expect(takerReference(BUY, view)).toBe(at(SAMPLE_PRICE + 9))
  expect(takerReference(SELL, view)).toBe(at(SAMPLE_PRICE - 7))
})

// In an emptied book the next ask may stand at ten times the price, and takers once followed it there.
test('but follows no quote further than a twentieth of the index to its cost', () => {
  const view = sampleView(SAMPLE_PRICE, { bestBid: at(1), bestAsk: at(SAMPLE_PRICE * 10) })
  expect(takerReference(BUY, view)).toBe(at(SAMPLE_PRICE) * 1.05)
  expect(takerReference(SELL, view)).toBe(at(SAMPLE_PRICE) * 0.95)
  const cheap = sampleView(SAMPLE_PRICE, { bestBid: at(SAMPLE_PRICE * 2), bestAsk: at(1) })
  expect(takerReference(BUY, cheap)).toBe(at(1))
  expect(takerReference(SELL, cheap)).toBe(at(SAMPLE_PRICE * 2))
})
