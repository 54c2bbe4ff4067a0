import { describe, expect, test } from 'vitest'
import { SKEW_MOVES, SKEWS, unskewedId } from '../../../src/studies/stress/skew-cases.ts'
import { stressCases } from '../../../src/studies/stress/stress-cases.ts'
import { blocksOf, caseOf, MINUTE, smallScenario, stressed } from './small-stress.ts'

const short = { 'horizon: 2h': 'horizon: 24m', 'count: 60': 'count: 6' }
/** 20 BTC at 30,000. */
const baseline = { openInterest: { lots: 200_000, markMicros: 3_000_000_000_000 } }

describe('a crowd that leans', () => {
  test.each([
    ['skew-long-25-fall-20', 50_000, 0.8],
    ['skew-short-50-rise-10', -100_000, 1.1],
  ])('in %s holds its position from before the move to the end', async (id, lots, factor) => {
    const scenario = await smallScenario(short)
    const found = caseOf(stressCases(scenario, { baseline }), id)
    expect(found.window).toEqual({ from: 8 * MINUTE, until: 9 * MINUTE })
    const sizes: { readonly time: number; readonly size: number }[] = []
    const end = await blocksOf(await stressed(scenario, found), { engine: 'amm' }, ({ groups, parts }, time) => {
      const leaning = groups.find(({ name }) => name === 'skew')!
      sizes.push({ time, size: parts.exchange.ledger.sizeOf(0, leaning.firstAccount) })
    })
    const before = sizes.findLast(({ time }) => time < 8 * MINUTE)!.size
    expect(Math.sign(before)).toBe(Math.sign(lots))
    expect(Math.abs(before)).toBeGreaterThan(0.98 * Math.abs(lots))
    expect(Math.abs(before)).toBeLessThanOrEqual(Math.abs(lots))
    expect(sizes.at(-1)!.size).toBe(before)
    // The move is that of the battery's own case, and the waypoint's price is 30,000 but for its volatility.
    const { columns, values } = end.recorder.series()
    const price = values[columns.indexOf('trueMicros')]
    const times = values[columns.indexOf('timeMs')]
    const at = (time: number): number => price[times.findLastIndex((own) => own <= time)]
    expect(at(9 * MINUTE + 10_000) / at(8 * MINUTE - 10_000) / factor).toBeCloseTo(1, 1)
  })

  test('has every move with every skew, and the battery has each move without one', async () => {
    const entries = stressCases(await smallScenario(short), { baseline })
    const cells = entries.flatMap((entry) => ('skewed' in entry && entry.skewed !== undefined ? [entry.skewed] : []))
    expect(cells).toEqual(SKEWS.flatMap((skew) => SKEW_MOVES.map((move) => ({ skew, move }))))
    for (const move of SKEW_MOVES) {
      const { title } = caseOf(entries, unskewedId(move))
      expect(title).toBe(
        `The price ${move < 0 ? 'falls' : 'rises'} by ${Math.round(100 * Math.abs(move))} % in one minute.`,
      )
    }
  })
})

test('what cannot be held is skipped with its reason, in all moves alike', async () => {
  const skips = async (changes: Readonly<Record<string, string>>, given = {}) => [
    ...new Set(
      stressCases(await smallScenario(changes), given)
        .filter(({ group }) => group === 'skew')
        .map((entry) => ('skipped' in entry ? entry.skipped : entry.id)),
    ),
  ]
  expect(await skips(short)).toEqual(['open interest was not measured on runs without stress'])
  const capped = { ...short, 'quote: USDC,': 'quote: USDC, limits: { position: "4" },' }
  expect(await skips(capped, { baseline })).toEqual([
    'the market allows no position of 10 (markets[0].limits.position: 4)',
    'the market allows no position of 5 (markets[0].limits.position: 4)',
  ])
})
