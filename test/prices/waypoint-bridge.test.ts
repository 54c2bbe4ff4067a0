import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Waypoint, waypointBridge } from '../../src/prices/waypoint-bridge.ts'

const clock = { seed: 3, market: 0, step: 1000 }
const list = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1_000_000, max: 10_000_000_000_000 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((legs): Waypoint[] => {
    const after = (i: number): number => legs.slice(1, i + 1).reduce((sum, [leg]) => sum + leg, 0)
    return legs.map(([, price], i) => ({ at: after(i), price }))
  })

test('the bridge passes every waypoint exactly, on the step or off it', () => {
  fc.assert(
    fc.property(list, fc.constantFrom(0, 0.6, 5), fc.constantFrom(1, 700, 1000), (waypoints, volatility, step) => {
      const horizon = waypoints[waypoints.length - 1].at + 10_000
      const path = waypointBridge({
        ...clock,
        step: Math.max(step, horizon / 5000) | 0 || 1,
        horizon,
        waypoints,
        volatility,
      })
      for (const { at, price } of waypoints) expect(path.priceAt(at)).toBe(price)
    }),
  )
})

const hour = 3_600_000
const crash: Waypoint[] = [
  { at: 0, price: 3_000_000_000_000 },
  { at: hour, price: 2_500_000_000_000 },
  { at: 2 * hour, price: 2_700_000_000_000 },
]
const model = { ...clock, horizon: 3 * hour, waypoints: crash, volatility: 0.8 }

test('without volatility it grows at a constant rate and then stands', () => {
  const path = waypointBridge({ ...model, volatility: 0 })
  expect(Math.abs(path.priceAt(hour / 2) - Math.sqrt(3e12 * 2.5e12))).toBeLessThan(2)
  expect(path.priceAt(3 * hour)).toBe(2_700_000_000_000)
})

test('its variance in the middle of a leg is that of a bridge: sigma^2 T / 4', () => {
  const middle = Array.from({ length: 600 }, (_, seed) => {
    const path = waypointBridge({ ...model, seed, step: hour / 2 })
    return Math.log(path.priceAt(hour / 2) / Math.sqrt(3e12 * 2.5e12))
  })
  const variance = middle.reduce((total, x) => total + x * x, 0) / middle.length
  expect(Math.abs(variance / ((0.64 * hour) / 31_536_000_000 / 4) - 1)).toBeLessThan(0.25)
})

test('goes on moving after the last waypoint', () => {
  const path = waypointBridge(model)
  expect(path.priceAt(2 * hour + 1000)).not.toBe(2_700_000_000_000)
  expect(path.priceAt(3 * hour)).not.toBe(path.priceAt(2 * hour + 1000))
})

test('a waypoint moved in one leg leaves the others, and a shorter horizon the rest, as they were', () => {
  const moved = waypointBridge({
    ...model,
    waypoints: [crash[0], crash[1], { at: 2 * hour, price: 2_000_000_000_000 }],
  })
  const short = waypointBridge({ ...model, horizon: hour + 500 })
  const path = waypointBridge(model)
  for (let t = 0; t <= hour; t += 500) expect(moved.priceAt(t)).toBe(path.priceAt(t))
  for (let t = 0; t <= hour + 500; t += 500) expect(short.priceAt(t)).toBe(path.priceAt(t))
})

test('faults of all waypoints come at once', () => {
  const waypoints = [
    { at: 5, price: 1 },
    { at: 5, price: -3 },
    { at: 1.5, price: 2 },
  ]
  expect(() => waypointBridge({ ...model, waypoints })).toThrow(
    [
      'waypoints: waypoints[0].at: 5 ms: the first waypoint must stand at 0',
      'waypoints: waypoints[1].at: 5 ms must be after the waypoint before it (5 ms)',
      'waypoints: waypoints[1].price: -3 must be a whole number of price micro-units, at least 1',
      'waypoints: waypoints[2].at: 1.5 must be whole milliseconds',
    ].join('\n'),
  )
  expect(() => waypointBridge({ ...model, waypoints: [] })).toThrow('the list is empty')
})
