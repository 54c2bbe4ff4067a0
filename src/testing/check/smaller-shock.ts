import type { Scenario } from '../../scenario/scenario.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import { nearerDecimal } from './nearer-decimal.ts'
import { type BrokenCase, type Candidate, changed, type Move, type Pass } from './shrink.ts'

type Prices = Scenario['markets'][number]['prices']

const withPrices = (now: BrokenCase, market: number, prices: unknown): Candidate =>
  changed(now, { markets: now.scenario.markets.map((words, m) => (m === market ? { ...words, prices } : words)) })

/** Price figures that are 0 where nothing happens. */
const CALM = ['drift', 'jumpMean', 'jumpDeviation', 'jumpsPerYear', 'volatility', 'stressed', 'calm'] as const
/** Halves below this are as good as nothing. */
const LEAST_HALF = 0.05

const calmer = (market: number, figure: string): Move =>
  function* (now) {
    const words = now.scenario.markets[market].prices as unknown as Record<string, unknown>
    const x = words[figure]
    if (typeof x !== 'number' || x === 0) return
    yield withPrices(now, market, { ...words, [figure]: 0 })
    const half = Number((x / 2).toPrecision(2))
    if (Math.abs(half) >= LEAST_HALF) yield withPrices(now, market, { ...words, [figure]: half })
  }

const waypointMoves = (market: number, prices: Prices): readonly Move[] => {
  if (!('waypoints' in prices)) return []
  const without: Move = function* (now) {
    const words = now.scenario.markets[market].prices
    if (!('waypoints' in words)) return
    for (let i = words.waypoints.length - 1; i > 0; i--)
      yield withPrices(now, market, { ...words, waypoints: words.waypoints.filter((_, k) => k !== i) })
  }
  const towards = prices.waypoints.map(
    (_, i): Move =>
      function* (now) {
        const words = now.scenario.markets[market].prices
        if (!('waypoints' in words) || i === 0 || i >= words.waypoints.length) return
        const start = words.waypoints[0].price
        for (const price of nearerDecimal(words.waypoints[i].price, start))
          yield withPrices(now, market, {
            ...words,
            waypoints: words.waypoints.map((waypoint, k) => (k === i ? { ...waypoint, price } : waypoint)),
          })
      },
  )
  return [without, ...towards]
}

/** Amounts of steps, and what they become where nothing happens. */
const AMOUNTS = ['by', 'size', 'amount'] as const

const stepMoves = (steps: readonly StepText[]): readonly Move[] =>
  steps.flatMap((_, i) =>
    AMOUNTS.map(
      (field): Move =>
        function* (now) {
          const step = now.scenario.steps[i] as unknown as Record<string, unknown> | undefined
          const amount = step?.[field]
          if (typeof amount !== 'string') return
          for (const nearer of nearerDecimal(amount, '0'))
            yield changed(now, {
              steps: now.scenario.steps.map((other, k) => (k === i ? { ...other, [field]: nearer } : other)),
            })
        },
    ),
  )

const withoutFault: Move = function* (now) {
  const { oracle } = now.scenario
  const { faults } = oracle
  if (faults.length > 1) yield changed(now, { oracle: { ...oracle, faults: [] } })
  for (const i of faults.keys()) yield changed(now, { oracle: { ...oracle, faults: faults.filter((_, k) => k !== i) } })
}

/** Drops oracle faults, lowers volatility, draws waypoints towards the start, and makes the moves and orders of steps smaller. */
export const smallerShock: Pass = ({ scenario }) => [
  withoutFault,
  ...scenario.markets.flatMap(({ prices }, m) => [
    ...CALM.map((figure) => calmer(m, figure)),
    ...waypointMoves(m, prices),
  ]),
  ...stepMoves(scenario.steps),
]
