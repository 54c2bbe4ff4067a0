import { atomsOf, millisecondsOf } from '../../../scenario/quantities.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { CloseLimitText } from '../../../scenario/schema/liquidation-schema.ts'
import { type Share, shareOf } from '../../watch/reckoning.ts'

/** How bad a price a close may have. */
export type LimitTerms =
  | { readonly kind: 'any' }
  | { readonly kind: 'bankruptcy' }
  | { readonly kind: 'slippage'; readonly slippage: Share }

/** How much of a position a visit closes. */
export type CloseTerms = { readonly limit: LimitTerms } & (
  | { readonly kind: 'full' }
  | {
      readonly kind: 'partial'
      readonly fraction: Share
      readonly cooldown: number
      readonly waits: boolean
      readonly wholeUpTo: bigint
    }
  | {
      readonly kind: 'partial-to-health'
      readonly target: 'maintenance' | 'initial'
      readonly buffer: Share
      readonly wholeUpTo: bigint
    }
)

/** Who takes lots, and from which share of maintenance on. */
export type TakerTerms =
  | { readonly kind: 'engine'; readonly notBelow?: Share }
  | { readonly kind: 'backstop'; readonly below: Share; readonly limit?: bigint }
  | {
      readonly kind: 'deleverage'
      readonly below: Share
      readonly policy: 'queue' | 'pro-rata'
      readonly ranking: 'profit-leverage' | 'price-leverage' | 'wallet-leverage'
      readonly price: 'bankruptcy' | 'mark'
      readonly includePool: boolean
    }

/** Who pays negative cash. */
export type PayerTerms =
  | { readonly kind: 'fund' | 'vault'; readonly limit?: bigint }
  | { readonly kind: 'socialise'; readonly among: 'winners' | 'all-positions' | 'opposite' }

/** The scenario's words about liquidations and losses, in atoms, milliseconds and exact shares. */
export interface LiquidationTerms {
  readonly mode: 'protocol' | 'bots'
  readonly order: 'lowest-margin-ratio' | 'largest-notional' | 'account-number'
  readonly close: CloseTerms
  readonly penalty: { readonly rate: Share; readonly liquidator: Share; readonly fund: Share }
  readonly rounds: number
  readonly takers: readonly TakerTerms[]
  readonly payers: readonly PayerTerms[]
  /** Atoms of one unit of the quote asset. */
  readonly coin: bigint
}

const limitOf = (words: CloseLimitText): LimitTerms =>
  words.kind === 'slippage' ? { kind: words.kind, slippage: shareOf(words.slippage) } : { kind: words.kind }

/** Reads them. @param decimals - of the quote asset */
export const liquidationTerms = (scenario: Scenario, decimals: number): LiquidationTerms => {
  const { liquidation, takers, payers } = scenario
  const money = (text: string): bigint => BigInt(atomsOf(text, decimals))
  const { close, penalty } = liquidation
  const limit = limitOf(close.limit)
  const closeTerms = (): CloseTerms => {
    if (close.kind === 'full') return { kind: close.kind, limit }
    const wholeUpTo = money(close.wholeUpTo)
    if (close.kind === 'partial-to-health')
      return { kind: close.kind, limit, wholeUpTo, target: close.target, buffer: shareOf(close.buffer) }
    const { fraction, cooldown, duringCooldown } = close
    return {
      kind: close.kind,
      limit,
      wholeUpTo,
      fraction: shareOf(fraction),
      cooldown: millisecondsOf(cooldown),
      waits: duringCooldown === 'wait',
    }
  }
  return {
    mode: liquidation.mode,
    order: liquidation.order,
    close: closeTerms(),
    penalty: { rate: shareOf(penalty.rate), liquidator: shareOf(penalty.liquidator), fund: shareOf(penalty.fund) },
    rounds: liquidation.roundsPerBlock,
    takers: takers.map((taker): TakerTerms => {
      if ('engine' in taker) {
        const { notBelow } = taker.engine
        return { kind: 'engine', ...(notBelow !== undefined && { notBelow: shareOf(notBelow) }) }
      }
      if ('backstop' in taker) {
        const { below, limit: most } = taker.backstop
        return { kind: 'backstop', below: shareOf(below), ...(most !== undefined && { limit: money(most) }) }
      }
      const { below, ...rest } = taker.deleverage
      return { kind: 'deleverage', below: shareOf(below), ...rest }
    }),
    payers: payers.map((payer): PayerTerms => {
      if ('socialise' in payer) return { kind: 'socialise', among: payer.socialise.among }
      const [kind, most] =
        'fund' in payer ? (['fund', payer.fund.limit] as const) : (['vault', payer.vault.limit] as const)
      return { kind, ...(most !== undefined && { limit: money(most) }) }
    }),
    coin: money('1'),
  }
}
