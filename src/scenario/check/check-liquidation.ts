import { partialFractionFaults } from '../../liquidation/partial-fraction.ts'
import { partialToHealthFaults } from '../../liquidation/partial-to-health.ts'
import { penaltyFaults } from '../../liquidation/penalty.ts'
import { compareFractions, type Fraction } from '../../numeric/fraction.ts'
import { buildLiquidation, penaltyTerms } from '../build/build-liquidation.ts'
import { millisecondsOf, rateOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** Penalty and close are possible, and somebody is there to liquidate. */
export const checkLiquidation = (
  { liquidation, margin, markets, traders }: Partial<Scenario>,
  report: Report,
): void => {
  if (liquidation === undefined) return
  const terms = penaltyTerms(liquidation)
  const { close } = liquidation
  for (const fault of penaltyFaults(terms)) report.fault(['liquidation', 'penalty'], fault, { value: '' })
  if (close.kind === 'partial') {
    const faults = partialFractionFaults({ fraction: rateOf(close.fraction), cooldown: millisecondsOf(close.cooldown) })
    report.lines(['liquidation', 'close'], faults)
    if (faults.length > 0) return
  }
  report.attempt(['liquidation', 'close'], () => buildLiquidation(liquidation, markets?.[0].quoteDecimals ?? 6))
  if (margin !== undefined && close.kind === 'partial-to-health') {
    const lowest = margin.tiers
      .map((tier): Fraction => rateOf(tier[close.target]))
      .reduce((a, b) => (compareFractions(a, b) <= 0 ? a : b))
    const faults = partialToHealthFaults(
      { target: close.target, buffer: rateOf(close.buffer), penalty: terms.rate },
      lowest,
    )
    for (const fault of faults) report.fault(['liquidation', 'penalty'], fault, { value: '' })
  }
  if (traders !== undefined && liquidation.mode === 'bots' && !traders.some(({ kind }) => kind === 'liquidator')) {
    report.warn(
      ['liquidation', 'mode'],
      'has no list of kind liquidator: nobody is liquidated before its equity is negative',
    )
  }
}
