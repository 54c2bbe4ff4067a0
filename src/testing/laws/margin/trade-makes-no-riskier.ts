import fc from 'fast-check'
import { isLiquidatable, mayTrade } from '../../../margin/trade-check.ts'
import { type Law, lawOver } from '../../law-property.ts'
import { verdictOf } from './verdict-of.ts'

/** An account before and after a trade, atoms. */
interface TradeSample {
  readonly equity: number
  readonly maintenance: number
  readonly equityAfter: number
  readonly maintenanceAfter: number
  /** Initial margin afterwards, above maintenance. */
  readonly initialAbove: number
}

const samples: fc.Arbitrary<TradeSample> = fc.oneof(
  fc.record({
    equity: fc.integer({ min: -12, max: 12 }),
    maintenance: fc.nat(8),
    equityAfter: fc.integer({ min: -12, max: 12 }),
    maintenanceAfter: fc.nat(8),
    initialAbove: fc.nat(6),
  }),
  // One atom off a margin ratio that stays the same, in figures whose products leave 2^53.
  fc
    .record({
      unit: fc.integer({ min: 1, max: 1_000_000_000 }),
      equityUnits: fc.oneof(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), {
        weight: 3,
        arbitrary: fc.integer({ min: 999_000_000_000, max: 1_000_000_000_000 }),
      }),
      units: fc.integer({ min: 8000, max: 9000 }),
      unitsAfter: fc.oneof(fc.integer({ min: 1, max: 9000 }), {
        weight: 3,
        arbitrary: fc.integer({ min: 7000, max: 8000 }),
      }),
      off: fc.integer({ min: -1, max: 1 }),
    })
    .map(({ unit, equityUnits, units, unitsAfter, off }) => ({
      equity: equityUnits * units,
      maintenance: units * unit,
      equityAfter: equityUnits * unitsAfter + off,
      maintenanceAfter: unitsAfter * unit,
      initialAbove: Number.MAX_SAFE_INTEGER - unitsAfter * unit,
    })),
)

/** The trade-check as numbers: covered, or no riskier than before. */
export const tradeMakesNoRiskier = (): Law<TradeSample> =>
  lawOver(
    {
      id: 'PERP-05',
      name: 'an account may come to a state that initial margin covers, or in which maintenance has not risen and the margin ratio not fallen',
      rulesOut:
        'A trade that trades one risk for a larger, a ratio compared in floats, a liquidation at equality or of a flat account',
      parts: ['margin', 'liquidation'],
    },
    samples,
    ({ equity, maintenance, equityAfter, maintenanceAfter, initialAbove }) =>
      verdictOf((ruling) => {
        const initial = maintenanceAfter + initialAbove
        const cross = BigInt(equityAfter) * BigInt(maintenance) - BigInt(equity) * BigInt(maintenanceAfter)
        const bothFlat = maintenance === 0 && maintenanceAfter === 0
        const noRiskier = bothFlat
          ? equityAfter > equity
          : maintenance > 0 && maintenanceAfter > 0 && maintenanceAfter <= maintenance && cross >= 0n
        const expected = equityAfter >= initial || noRiskier
        const state = `equity ${equity} to ${equityAfter}, maintenance ${maintenance} to ${maintenanceAfter}, initial ${initial}`
        if (mayTrade(equity, maintenance, equityAfter, maintenanceAfter, initial) !== expected)
          ruling.broken(`${state}: ${expected ? 'is refused, and may trade' : 'is let, and may not trade'}`)
        ruling.exercised(equityAfter >= initial ? 'covered' : noRiskier ? 'no riskier' : 'refused')
        const liquidatable = maintenance > 0 && equity < maintenance
        if (isLiquidatable(equity, maintenance) !== liquidatable)
          ruling.broken(`equity ${equity}, maintenance ${maintenance}: ${liquidatable ? 'is not' : 'is'} liquidated`)
        if (liquidatable) ruling.exercised('below maintenance')
      }),
  )
