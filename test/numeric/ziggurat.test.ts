import { expect, test } from 'vitest'
import { edges, heights, inner, LAYERS, TAIL } from '../../src/numeric/ziggurat.ts'

test('each layer of the ziggurat has the same area, and the top one closes at the density’s peak', () => {
  const area = edges[0] * heights[1]
  for (let i = 1; i < LAYERS; i++) expect(edges[i] * (heights[i + 1] - heights[i])).toBeCloseTo(area, 10)
  expect(heights[LAYERS]).toBe(1)
  expect(edges[1]).toBe(TAIL)
})

test('edges fall, and the inner share of a layer ends where the next one does', () => {
  for (let i = 0; i < LAYERS; i++) {
    expect(edges[i]).toBeGreaterThan(edges[i + 1])
    expect(inner[i] * edges[i]).toBeCloseTo(edges[i + 1], 14)
  }
})
