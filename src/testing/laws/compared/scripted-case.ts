import type { Scenario } from '../../../scenario/scenario.ts'
import type { StepText } from '../../../scenario/schema/steps-schema.ts'

/** Does nobody act but the script, with deposits as they are written? Then a run hangs on the script's words alone. */
export const isScripted = ({ traders }: Scenario): boolean =>
  traders.every(({ kind, depositSigma }) => kind === 'scripted' && depositSigma === 0)

/** Does the step place an order, or put another in its place? */
export const isPriced = (step: StepText): step is Extract<StepText, { readonly do: 'place' | 'replace' }> =>
  step.do === 'place' || step.do === 'replace'

/** A protocol that takes nothing for trading or for being liquidated. */
export const withoutFees = (scenario: Scenario): Scenario => ({
  ...scenario,
  fees: { maker: '0', taker: '0' },
  liquidation: { ...scenario.liquidation, penalty: { ...scenario.liquidation.penalty, rate: '0' } },
})
