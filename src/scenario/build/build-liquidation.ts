import type { LiquidationConfig } from '../../exchange/liquidations.ts'
import type { CloseLimit } from '../../liquidation/close-limit.ts'
import { full } from '../../liquidation/full.ts'
import type { LiquidationRule } from '../../liquidation/liquidation-rule.ts'
import { partialFraction } from '../../liquidation/partial-fraction.ts'
import { partialToHealth } from '../../liquidation/partial-to-health.ts'
import type { PenaltyTerms } from '../../liquidation/penalty.ts'
import { atomsOf, millisecondsOf, rateOf } from '../quantities.ts'
import type { CloseLimitText, CloseText, LiquidationText } from '../schema/liquidation-schema.ts'

const limitOf = (words: CloseLimitText): CloseLimit =>
  words.kind === 'slippage' ? { kind: 'slippage', slippage: rateOf(words.slippage) } : words

type CloseBuilders = {
  readonly [K in CloseText['kind']]: (
    words: Extract<CloseText, { kind: K }>,
    decimals: number,
    penalty: PenaltyTerms,
  ) => LiquidationRule
}

const RULES: CloseBuilders = {
  full: ({ limit }) => full({ limit: limitOf(limit) }),
  partial: ({ fraction, cooldown, duringCooldown, wholeUpTo, limit }, decimals) =>
    partialFraction({
      fraction: rateOf(fraction),
      cooldown: millisecondsOf(cooldown),
      duringCooldown,
      wholeUpTo: atomsOf(wholeUpTo, decimals),
      limit: limitOf(limit),
    }),
  'partial-to-health': ({ target, buffer, wholeUpTo, limit }, decimals, penalty) =>
    partialToHealth({
      target,
      buffer: rateOf(buffer),
      penalty: penalty.rate,
      wholeUpTo: atomsOf(wholeUpTo, decimals),
      limit: limitOf(limit),
    }),
}

/** What a liquidation costs, and who gets it. */
export const penaltyTerms = ({ penalty }: LiquidationText): PenaltyTerms => ({
  rate: rateOf(penalty.rate),
  liquidator: rateOf(penalty.liquidator),
  fund: rateOf(penalty.fund),
})

/** How accounts below maintenance are taken. @throws RangeError when a rule refuses its figures */
export const buildLiquidation = (words: LiquidationText, decimals: number): LiquidationConfig => {
  const penalty = penaltyTerms(words)
  const build = RULES[words.close.kind] as (w: CloseText, d: number, p: PenaltyTerms) => LiquidationRule
  return {
    mode: words.mode,
    rule: build(words.close, decimals, penalty),
    order: words.order,
    penalty,
    roundsPerBlock: words.roundsPerBlock,
  }
}
