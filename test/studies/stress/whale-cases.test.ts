import { describe, expect, test } from 'vitest'
import { SELL } from '../../../src/market/side.ts'
import { stressCases } from '../../../src/studies/stress/stress-cases.ts'
import { blocksOf, caseOf, MINUTE, smallScenario, stressed } from './small-stress.ts'

const short = { 'horizon: 2h': 'horizon: 24m' }
/** 20 BTC at 30,000. */
const baseline = { openInterest: { lots: 200_000, markMicros: 3_000_000_000_000 } }

describe('the whale', () => {
  test.each(['amm', 'ladder', 'book'])(
    'of %s holds its share of open interest before the stress, and nothing after it',
    async (engine) => {
      const scenario = await smallScenario(short)
      const found = caseOf(stressCases(scenario, { baseline }), 'whale-sells-25')
      expect(found.window).toEqual({ from: 8 * MINUTE, until: 8 * MINUTE + 100_000 })
      const sizes: { readonly time: number; readonly size: number }[] = []
      const end = await blocksOf(await stressed(scenario, found), { engine }, ({ groups, parts }, time) => {
        const whale = groups.find(({ name }) => name === 'whale')!
        sizes.push({ time, size: parts.exchange.ledger.sizeOf(0, whale.firstAccount) })
      })
      const last = (until: number) => sizes.findLast(({ time }) => time < until)!.size
      expect(last(8 * MINUTE)).toBeGreaterThan(0.98 * 50_000)
      expect(last(8 * MINUTE)).toBeLessThanOrEqual(50_000)
      expect(last(MINUTE)).toBe(0)
      expect(last(Infinity)).toBe(0)
      // It was never liquidated, and nobody else changed place for it.
      expect(end.groups.map(({ name }) => name).slice(0, 4)).toEqual(['noise', 'market-maker', 'arbitrageur', 'whale'])
    },
  )

  test('sells at the stress, in one block where that offers enough', async () => {
    const scenario = await smallScenario(short)
    const found = caseOf(stressCases(scenario, { baseline }), 'whale-sells-10')
    const scenarioOfCase = await stressed(scenario, found)
    const sold: number[] = []
    let quote = 0
    const sizes: number[] = []
    const mids: number[] = []
    await blocksOf(
      scenarioOfCase,
      {
        engine: 'amm',
        events: {
          emit: (event) => {
            if (event.kind !== 'fill' || event.side !== SELL || event.lots < 20_000) return
            sold.push(sizes.length)
            quote += event.quote
          },
        },
      },
      ({ groups, parts }) => {
        mids.push(parts.exchange.venues[0].engine.mid())
        sizes.push(parts.exchange.ledger.sizeOf(0, groups[3].firstAccount))
      },
    )
    const block = 8 * 6 - 1
    expect([sizes[block - 1], sizes[block]]).toEqual([20_000, 0])
    expect(sold).toEqual([block])
    // 60,000 sold where 500,000 move the price by 1 %: half of 0.12 % below the mid, in the mean.
    expect((quote * 1e6) / 20_000 / mids[block - 1]).toBeCloseTo(1 - 0.0006, 4)
  })
})

test('orders keep to what an engine takes at most', async () => {
  const scenario = await smallScenario({ ...short, 'kind: virtual-amm,': 'kind: virtual-amm, largestOrder: "0.03",' })
  const { steps } = await stressed(scenario, caseOf(stressCases(scenario, { baseline }), 'whale-sells-25'))
  const orders = steps.flatMap((step) => (step.do === 'place' ? [step] : []))
  expect(Math.max(...orders.map(({ size }) => Number(size)))).toBe(0.03)
  const bought = orders.filter(({ side }) => side === 'buy').reduce((sum, { size }) => sum + Number(size), 0)
  expect(bought).toBeCloseTo(5, 9)
})

test('what cannot be held is skipped with its reason', async () => {
  const skips = async (changes: Readonly<Record<string, string>>, given = {}) =>
    stressCases(await smallScenario(changes), given)
      .filter(({ group }) => group === 'whale')
      .map((entry) => ('skipped' in entry ? entry.skipped : entry.id))
  expect(await skips(short)).toEqual(new Array(3).fill('open interest was not measured on runs without stress'))
  const capped = { ...short, 'quote: USDC,': 'quote: USDC, limits: { position: "6" },' }
  expect(await skips(capped, { baseline })).toEqual([
    'whale-sells-10',
    'whale-sells-25',
    'the market allows no position of 10 (markets[0].limits.position: 6)',
  ])
  const scenario = await smallScenario(capped)
  expect(caseOf(stressCases(scenario, { baseline }), 'whale-sells-10').ladder!.grid).toEqual([0.05, 0.1, 0.25])
  const few = { baseline: { openInterest: { lots: 3, markMicros: 1 } } }
  expect((await skips(short, few))[0]).toBe('open interest is too small for one lot of such a share')
})
