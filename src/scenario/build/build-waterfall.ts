import type { WaterfallConfig } from '../../exchange/waterfall.ts'
import { deleverageProRata } from '../../insurance/deleverage-pro-rata.ts'
import { type DeleverageRanking, deleverageQueue } from '../../insurance/deleverage-queue.ts'
import type { Payer } from '../../insurance/payers.ts'
import type { Taker } from '../../insurance/takers.ts'
import type { MarginTiers } from '../../margin/margin-tiers.ts'
import { atomsOf, rateOf } from '../quantities.ts'
import type { PayerText, TakerText } from '../schema/waterfall-schema.ts'

/** One taker in atoms and fractions. */
export const takerOf = (words: TakerText, decimals: number): Taker => {
  if ('engine' in words) {
    const { notBelow } = words.engine
    return { kind: 'engine', ...(notBelow === undefined ? {} : { notBelow: rateOf(notBelow) }) }
  }
  if ('backstop' in words) {
    const { below, limit, deposit } = words.backstop
    return {
      kind: 'backstop',
      below: rateOf(below),
      ...(limit === undefined ? {} : { limit: atomsOf(limit, decimals) }),
      deposit: atomsOf(deposit, decimals),
    }
  }
  const { below, policy, price, includePool } = words.deleverage
  return { kind: 'deleverage', below: rateOf(below), policy, price, includePool }
}

/** One payer in atoms. */
export const payerOf = (words: PayerText, decimals: number): Payer => {
  if ('fund' in words) {
    const { limit } = words.fund
    return { kind: 'fund', ...(limit === undefined ? {} : { limit: atomsOf(limit, decimals) }) }
  }
  if ('vault' in words) return { kind: 'vault', limit: atomsOf(words.vault.limit, decimals) }
  return { kind: 'socialise', among: words.socialise.among }
}

const rankingOf = (takers: readonly TakerText[], decimals: number, tiers: MarginTiers): DeleverageRanking => {
  const found = takers.find((taker) => 'deleverage' in taker)
  const kind = found !== undefined && 'deleverage' in found ? found.deleverage.ranking : 'profit-leverage'
  return kind === 'wallet-leverage' ? { kind, coin: atomsOf('1', decimals), requirement: tiers } : { kind }
}

/** The two lists of who takes lots and who pays losses. */
export const buildWaterfall = (
  takers: readonly TakerText[],
  payers: readonly PayerText[],
  decimals: number,
  tiers: MarginTiers,
): WaterfallConfig => ({
  takers: takers.map((taker) => takerOf(taker, decimals)),
  payers: payers.map((payer) => payerOf(payer, decimals)),
  policies: { queue: deleverageQueue(rankingOf(takers, decimals, tiers)), 'pro-rata': deleverageProRata() },
})
