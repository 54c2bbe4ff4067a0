import { describe, expect, test } from 'vitest'
import { backstopRoom, nextTaker, type Taker, takerFaults } from '../../src/insurance/takers.ts'
import { fraction } from '../../src/numeric/fraction.ts'

const twoThirds = fraction(2, 3)
const hyperliquid: Taker[] = [
  { kind: 'engine', notBelow: twoThirds },
  { kind: 'backstop', below: twoThirds, deposit: 1_000_000 },
  { kind: 'deleverage', policy: 'queue', price: 'mark' },
]

describe('takers', () => {
  test('follow Hyperliquid’s thresholds: the book, below two thirds the vault, below zero deleveraging (hl-liqflow-03 to -05)', () => {
    expect(nextTaker(hyperliquid, 0, 700, 800)).toBe(0)
    expect(nextTaker(hyperliquid, 0, 600, 900)).toBe(0)
    expect(nextTaker(hyperliquid, 1, 600, 900)).toBe(-1)
    expect(nextTaker(hyperliquid, 0, 500, 800)).toBe(1)
    expect(nextTaker(hyperliquid, 2, 500, 800)).toBe(-1)
    expect(nextTaker(hyperliquid, 2, 0, 800)).toBe(-1)
    expect(nextTaker(hyperliquid, 2, -1, 800)).toBe(2)
  })

  test('a backstop takes up to its limit on either side, and what shrinks its position always', () => {
    const vault = { kind: 'backstop', deposit: 1, limit: 10_000 } as const
    expect(backstopRoom(vault, 0, 50, 1000)).toBe(10)
    expect(backstopRoom(vault, 8, 50, 1000)).toBe(2)
    expect(backstopRoom(vault, 8, -50, 1000)).toBe(18)
    expect(backstopRoom(vault, -12, -5, 1000)).toBe(0)
    expect(backstopRoom(vault, -12, 5, 1000)).toBe(5)
    expect(backstopRoom({ kind: 'backstop', deposit: 1 }, 1e9, -7, 1000)).toBe(7)
  })

  test('are refused with every fault named', () => {
    expect(takerFaults([])).toHaveLength(1)
    const faults = takerFaults([
      { kind: 'backstop', below: fraction(3, 2), deposit: -5, limit: -1 },
      { kind: 'engine' },
      { kind: 'deleverage', below: fraction(-1), policy: 'queue', price: 'mark' },
    ])
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'takers[0].below',
      'takers[0].deposit',
      'takers[0].limit',
      'takers[1]',
      'takers[2].below',
    ])
    expect(faults[3]).toBe('takers[1]: engine must come first or not at all')
    expect(takerFaults([{ kind: 'engine' }, { kind: 'engine' }])).toEqual([
      'takers[1]: engine is in the list already (takers[0])',
    ])
    expect(takerFaults(hyperliquid)).toEqual([])
  })
})
