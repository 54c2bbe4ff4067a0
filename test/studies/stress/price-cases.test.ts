import { describe, expect, test } from 'vitest'
import { addFractions, fraction, multiplyNearest, parseFraction } from '../../../src/numeric/fraction.ts'
import { millisecondsOf } from '../../../src/scenario/quantities.ts'
import { priceMoveSteps } from '../../../src/studies/stress/price-move-steps.ts'
import { stressCases } from '../../../src/studies/stress/stress-cases.ts'
import { blocksOf, caseOf, MINUTE, NOBODY, smallScenario, stressed } from './small-stress.ts'

/** What the steps multiply the price by, and when. */
const factorsOf = (steps: ReturnType<typeof priceMoveSteps>) =>
  steps.map((step) => {
    if (step.do !== 'move-price') throw new Error(step.do)
    return { at: millisecondsOf(step.at), factor: addFractions(fraction(1), parseFraction(step.by)) }
  })

describe('the steps of a move', () => {
  const move = { symbols: ['BTC-PERP'], at: 100_000, blockTime: 2000 }

  test('make exactly the move, whatever its size and time', () => {
    for (const by of [-0.5, -0.123, -0.05, 0.1, 0.33, 0.5])
      for (const over of [2000, 60_000, 3_600_000]) {
        const whole = factorsOf(priceMoveSteps({ ...move, by, over })).reduce(
          (product, { factor }) => multiplyNearest(product, factor),
          fraction(1),
        )
        expect(whole).toEqual(fraction(Math.round((1 + by) * 1000), 1000))
      }
  })

  test('are equal factors a block apart, the first at once and the last before the time is over', () => {
    const steps = factorsOf(priceMoveSteps({ ...move, by: -0.5, over: 60_000 }))
    expect(steps.map(({ at }) => at)).toEqual(Array.from({ length: 30 }, (_, k) => 100_000 + 2000 * k))
    // The thirtieth root of a half.
    for (const { factor } of steps) expect(factor.n / factor.d).toBeCloseTo(0.977159968, 8)
  })

  test('are one for a move within a block, and at most 600 for a long one', () => {
    expect(priceMoveSteps({ ...move, by: -0.2, over: 2000 })).toEqual([
      { do: 'move-price', at: '100s', by: '-200000000/1000000000', market: 'BTC-PERP' },
    ])
    const hour = factorsOf(priceMoveSteps({ ...move, by: -0.2, over: 3_600_000 }))
    expect(hour).toHaveLength(600)
    expect(hour[599].at).toBe(100_000 + 3_600_000 - 6000)
  })

  test('move every market at the same times', () => {
    const steps = priceMoveSteps({ ...move, symbols: ['A', 'B'], by: 0.1, over: 4000 })
    expect(steps.map((step) => [step.at, 'market' in step && step.market])).toEqual([
      ['100s', 'A'],
      ['100s', 'B'],
      ['102s', 'A'],
      ['102s', 'B'],
    ])
  })
})

describe('in a run', () => {
  const quiet = { ...NOBODY, 'horizon: 2h': 'horizon: 75m' }

  test.each([
    ['price-fall-one-block-30', 0.7, 10_000],
    ['price-fall-one-minute-50', 0.5, MINUTE],
    ['price-rise-one-minute-10', 1.1, MINUTE],
    ['price-fall-one-hour-20', 0.8, 60 * MINUTE],
  ])('%s: the price is %f of what it would have been from %i ms after the stress on', async (id, whole, over) => {
    const scenario = await smallScenario(quiet)
    const found = caseOf(stressCases(scenario, { at: 10 * MINUTE }), id)
    const { from, until } = found.window!
    expect([from, until - from]).toEqual([10 * MINUTE, over])
    const ratios: { readonly time: number; readonly ratio: number }[] = []
    await blocksOf(await stressed(scenario, found), { engine: 'amm' }, ({ feeds: [feed] }, time) => {
      ratios.push({ time, ratio: feed.truePrice(time) / feed.parts.path.priceAt(time) })
    })
    const between = (first: number, last: number) =>
      ratios.filter(({ time }) => time >= first && time < last).map(({ ratio }) => ratio)
    expect(new Set(between(0, from))).toEqual(new Set([1]))
    const moving = between(from - 10_000, until)
    expect(moving.every((ratio, i) => i === 0 || (whole < 1 ? ratio < moving[i - 1] : ratio > moving[i - 1]))).toBe(
      true,
    )
    // The move is over with the last block of its time.
    const after = between(until - 10_000, Infinity)
    expect(Math.max(...after.map((ratio) => Math.abs(ratio - whole)))).toBeLessThan(1e-8)
  })
})

test('a move that the run has no room for is skipped, and says so', async () => {
  const scenario = await smallScenario({ 'horizon: 2h': 'horizon: 80m' })
  const entries = stressCases(scenario, { at: 30 * MINUTE })
  expect(entries.filter((entry) => 'skipped' in entry && entry.group === 'price')).toHaveLength(10)
  expect(entries.find(({ id }) => id === 'price-fall-one-hour-20')).toEqual({
    id: 'price-fall-one-hour-20',
    group: 'price',
    title: 'The price falls in one hour.',
    skipped: 'the run goes on for 50m after the stress begins, and this takes 1h',
  })
})

test('the cases of a ladder are its sizes, and a size between them is a case of its own', async () => {
  const found = caseOf(stressCases(await smallScenario()), 'price-fall-one-minute-20')
  const { ladder } = found
  expect(ladder!.at(0.2)).toEqual(found)
  expect(ladder!.grid).toEqual([0.05, 0.1, 0.2, 0.3, 0.4, 0.5])
  expect(ladder!.at(0.285)).toMatchObject({
    id: 'price-fall-one-minute-28.5',
    title: 'The price falls by 28.5 % in one minute.',
    size: { value: 0.285, unit: 'share' },
  })
})
