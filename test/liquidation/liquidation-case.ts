import type { LiquidationCase } from '../../src/liquidation/liquidation-rule.ts'
import { marginTiers } from '../../src/margin/margin-tiers.ts'
import { fraction } from '../../src/numeric/fraction.ts'

/** Three tiers with maintenance 1/80, 1/30, 1/7. */
export const threeTiers = marginTiers([
  { upTo: 3_000_000, initial: fraction(1, 40), maintenance: fraction(1, 80) },
  { upTo: 40_000_000, initial: fraction(1, 15), maintenance: fraction(1, 30) },
  { upTo: Infinity, initial: fraction(1, 5), maintenance: fraction(1, 7) },
])

/** An account with one position, in the three tiers, on a fresh visit. */
export const accountWith = (
  position: Pick<LiquidationCase, 'size' | 'mark' | 'equity'> & Partial<LiquidationCase>,
): LiquidationCase => {
  const notional = Math.abs(position.size) * position.mark
  return {
    notional,
    maintenance: threeTiers.maintenance(notional),
    initial: threeTiers.initial(notional),
    openOrders: 0,
    soldThisVisit: 0,
    refusedLots: 0,
    lastClose: -1,
    now: 1_000_000,
    tick: 1,
    requirement: threeTiers,
    ...position,
  }
}
