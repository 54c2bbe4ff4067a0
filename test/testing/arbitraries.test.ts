import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { marginTiers } from '../../src/margin/margin-tiers.ts'
import { MARKET, POST_ONLY, SLIDE } from '../../src/market/order-flags.ts'
import { SELL } from '../../src/market/side.ts'
import { parseScenario, printScenario } from '../../src/scenario/parse-scenario.ts'
import { millisecondsOf } from '../../src/scenario/quantities.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { stepsSchema } from '../../src/scenario/schema/steps-schema.ts'
import {
  accounts,
  durations,
  engineOrders,
  labScenario,
  lots,
  marginTables,
  money,
  ORDER_TYPES,
  oracleFaultSteps,
  oracleFaults,
  orderSequences,
  orders,
  PATH_KINDS,
  pathSteps,
  pathWaypoints,
  populations,
  priceMoves,
  pricePaths,
  prices,
  priceTexts,
  rates,
  scenarioCases,
  ticksOff,
  tierTexts,
  withinRange,
} from '../../src/testing/index.ts'

/** An arbitrary, what every value must be, and what it shrinks to where everything fails. */
interface Tried {
  readonly name: string
  readonly samples: fc.Arbitrary<unknown>
  readonly valid: (value: never) => void | Promise<void>
  readonly smallest: unknown
}

const tried = <T>(
  name: string,
  samples: fc.Arbitrary<T>,
  smallest: unknown,
  valid: (value: T) => void | Promise<void>,
): Tried => ({ name, samples, smallest, valid })

/** A scenario file with these parts reads back without a fault, and as itself. */
const isReadable = async (parts: Readonly<Record<string, unknown>>): Promise<void> => {
  const scenario: Scenario = labScenario(parts)
  const read = await parseScenario(printScenario(scenario), 'drawn.yaml')
  expect(read.scenario).toEqual(scenario)
}

const within = (x: number, least: number, most: number): void => {
  expect(Number.isSafeInteger(x)).toBe(true)
  expect(x).toBeGreaterThanOrEqual(least)
  expect(x).toBeLessThanOrEqual(most)
}

const grid = { price: 1000, tick: '0.1', lot: '0.001' }
const plainSale = {
  at: '1000ms',
  account: { list: 0, member: 0 },
  do: 'place',
  side: 'sell',
  size: '0.100',
  price: '1000.0',
  timeInForce: 'good-til-cancelled',
  reduceOnly: false,
  slide: false,
  selfTrade: 'cancel-resting',
  tag: 1,
}
const plainOrder = { owner: 0, side: SELL, lots: 100, limit: 5000, flags: 0, expiry: 0 }

const ARBITRARIES: readonly Tried[] = [
  tried('lots', lots(9000), 100, (size) => within(size, 1, 9000)),
  tried('lots up to fewer than 100', lots(30), 1, (size) => within(size, 1, 20)),
  tried('ticksOff', ticksOff(), 0, (ticks) => within(ticks, -400, 400)),
  tried('priceMoves', priceMoves(), 0, (bps) => within(bps, -9000, 20_000)),
  tried('prices', prices({ about: 5000, tickUnits: 25, spread: 1 }), 5000, (price) => {
    within(price, 25, 10_000)
    expect(price % 25).toBe(0)
  }),
  tried('priceTexts', priceTexts({ tick: '0.05', about: '100.02' }), '100', (price) => {
    const ticks = Number(price) * 20
    expect(Math.abs(ticks - Math.round(ticks))).toBeLessThan(1e-6)
    expect(Number(price)).toBeGreaterThan(0)
  }),
  tried('orders', orders({ grid }), plainSale, (step) => isReadable({ steps: [step] })),
  tried(
    'orders of one type',
    orders({ grid, types: ['post-only'] }),
    { ...plainSale, timeInForce: 'post-only' },
    (step) => expect(step.timeInForce).toBe('post-only'),
  ),
  tried(
    'engineOrders',
    engineOrders({ about: 5000, tickUnits: 5 }),
    plainOrder,
    ({ lots: size, limit, flags, owner }) => {
      within(size, 1, 9000)
      within(owner, 0, 2)
      expect(limit === 0).toBe((flags & MARKET) !== 0)
      expect(limit % 5).toBe(0)
      if ((flags & SLIDE) !== 0) expect(flags & POST_ONLY).toBe(POST_ONLY)
    },
  ),
  tried('orderSequences', orderSequences({ about: 5000 }), [], (operations) => {
    let submits = 0
    for (const operation of operations) {
      if (operation.do === 'submit') submits += 1
      if ('of' in operation) within(operation.of, 0, submits - 1)
    }
  }),
  tried(
    'accounts',
    accounts({ fewest: 1, most: 4 }),
    [{ kind: 'scripted', count: 1, deposit: '1000', depositSigma: 0 }],
    (traders) => isReadable({ traders }),
  ),
  tried('tierTexts', tierTexts({ most: 8 }), [{ initial: '10%', maintenance: '5%' }], (tiers) =>
    isReadable({ margin: { tiers } }),
  ),
  tried(
    'marginTables',
    marginTables({ most: 8 }),
    [{ upTo: Infinity, initial: { n: 1, d: 10 }, maintenance: { n: 1, d: 20 } }],
    (tiers) => expect(marginTiers(tiers).count).toBe(tiers.length),
  ),
  tried('withinRange', withinRange('0.5%..3%', { towards: '1%' }), '1%', (penalty) =>
    isReadable({ liquidation: { close: 'full', penalty } }),
  ),
  tried('rates', rates('-3bps..20bps', { towards: '0bps' }), '0bps', (taker) =>
    isReadable({ fees: { maker: '3bps', taker } }),
  ),
  tried('durations', durations('400ms..2000ms', { towards: '1000ms' }), '1000ms', (time) =>
    within(millisecondsOf(time), 400, 2000),
  ),
  tried('money', money('0..10_000', { towards: '1_000' }), '1000', (deposit) =>
    isReadable({ insurance: { deposit, feeShare: '10%' } }),
  ),
  tried('pricePaths', pricePaths(), { kind: 'calm', start: 1000, moves: [] }, async (path) => {
    await isReadable({ steps: pathSteps(path) })
    const { markets } = labScenario()
    const waypoints = pathWaypoints(path, 60_000)
    await isReadable({ markets: [{ ...markets[0], prices: { waypoints, volatility: 0 } }] })
  }),
  tried('oracleFaults', oracleFaults({ sources: 3 }), [], async (faults) => {
    await isReadable({ oracle: { sources: 3, faults } })
    await isReadable({ oracle: { sources: 3 }, steps: oracleFaultSteps(faults) })
  }),
  tried(
    'populations',
    populations().map((traders) => traders.map(({ kind, count, deposit }) => ({ kind, count, deposit }))),
    [{ kind: 'noise', count: 1, deposit: '100' }],
    () => {},
  ),
]

/** What is left when every value fails. */
const smallestOf = <T>(samples: fc.Arbitrary<T>, seed: number): T => {
  const { counterexample } = fc.check(
    fc.property(samples, () => false),
    { seed },
  )
  return counterexample?.[0] as T
}

describe('what is drawn is what it is for', () => {
  test.each(ARBITRARIES)('$name', ({ samples, valid }) =>
    fc.assert(
      fc.asyncProperty(samples, async (value) => {
        await valid(value as never)
      }) as fc.IRawProperty<unknown, true>,
      {
        numRuns: 100,
      },
    ),
  )

  test('populations are read as they are', () =>
    fc.assert(
      fc.asyncProperty(populations({ members: 5 }), (traders) => isReadable({ traders })),
      { numRuns: 50 },
    ))
})

describe('what always fails shrinks to the smallest value', () => {
  test.each(ARBITRARIES)('$name', ({ samples, smallest }) => {
    for (const seed of [1, 2, 3]) {
      expect(smallestOf(samples, seed)).toEqual(smallest)
    }
  })

  test('each kind of price path', () => {
    const smallest = PATH_KINDS.map((kind) => {
      return smallestOf(pricePaths({ kinds: [kind] }), 1).moves
    })
    expect(smallest).toEqual([
      [],
      [{ at: 1000, bps: 1 }],
      [{ at: 1000, bps: 100 }],
      [
        { at: 2000, bps: 100 },
        { at: 3000, bps: -50 },
      ],
      [
        { at: 1000, bps: -1 },
        { at: 2000, bps: -2 },
      ],
    ])
  })

  test('a case: one order of one account, in the default protocol', () => {
    const sample = smallestOf(scenarioCases(), 1)
    expect(sample.arm).toBe('amm')
    expect(sample.scenario.traders.map(({ count }) => count)).toEqual([1])
    expect(sample.scenario.steps.length).toBeLessThanOrEqual(2)
    const { fees, funding, margin, liquidation, takers, payers } = labScenario()
    expect(sample.scenario).toMatchObject({ fees, funding, margin, liquidation, takers, payers })
  })
})

describe('price paths', () => {
  test('waypoints end where the steps lead', () =>
    fc.assert(
      fc.property(pricePaths({ start: 1000 }), (path) => {
        let price = 1000
        for (const { bps } of path.moves) price *= 1 + bps / 10_000
        const last = pathWaypoints(path, 60_000).at(-1)!
        expect(Math.abs(Number(last.price) - price)).toBeLessThan(1e-4 * path.moves.length + 1e-6)
      }),
    ))

  test('a spiral falls ever deeper, a trend never turns', () =>
    fc.assert(
      fc.property(pricePaths({ kinds: ['spiral'] }), pricePaths({ kinds: ['trend'] }), (spiral, trend) => {
        const falls = spiral.moves.map(({ bps }) => bps)
        expect(falls.every((fall, i) => fall < (falls[i - 1] ?? 0))).toBe(true)
        expect(new Set(trend.moves.map(({ bps }) => Math.sign(bps))).size).toBe(1)
      }),
    ))
})

test('orders of every type are drawn', () => {
  const drawn = fc.sample(orders({ grid }), { numRuns: 300, seed: 1 })
  expect(stepsSchema.parse(drawn)).toEqual(drawn)
  for (const timeInForce of ['good-til-cancelled', 'immediate-or-cancel', 'fill-or-kill', 'post-only'] as const)
    expect(
      drawn.some((step) => step.timeInForce === timeInForce),
      timeInForce,
    ).toBe(true)
  expect(drawn.some(({ trigger }) => trigger !== undefined)).toBe(true)
  expect(drawn.some(({ slide }) => slide)).toBe(true)
  expect(drawn.some(({ reduceOnly }) => reduceOnly)).toBe(true)
  expect(drawn.some(({ goodTil }) => goodTil !== undefined)).toBe(true)
  expect(ORDER_TYPES.length).toBe(5)
})

describe('a range that is none is refused', () => {
  test.each([
    ['0.5%', '0.5%: must be a range such as 0..5_000_000 or 0.5%..3%, or a list of values'],
    ['3%..1%', '3%..1%: is reversed: 3 is above 1'],
    ['1s..1m', '1s..1m: must have one unit at both ends, not s and m'],
  ])('%s', (range, message) => {
    expect(() => withinRange(range)).toThrow(message)
  })

  test.each(['4%', '1.5%', '2bps'])('what it shrinks to must be one of its values: %s', (towards) => {
    expect(() => withinRange('1%..3%', { towards })).toThrow(`${towards} is none of the values of 1%..3%`)
  })
})
