import { compareProducts } from '../numeric/compare-products.ts'
import { type Fraction, formatFraction, fraction } from '../numeric/fraction.ts'

/** The market's engine: lots are closed by an order, under the limit that the liquidation rule names. */
export interface EngineTaker {
  readonly kind: 'engine'
  /** Share of maintenance below which nothing is sent to the engine any more (Hyperliquid: 2/3). Default: none. */
  readonly notBelow?: Fraction
}

/** A funded account that takes over positions, with the equity that belongs to them, at their bankruptcy price. */
export interface BackstopTaker {
  readonly kind: 'backstop'
  /** It takes only from accounts whose equity is below this share of maintenance (Hyperliquid: 2/3). Default 1. */
  readonly below?: Fraction
  /** The largest notional in atoms that it may hold in the market. Default: none. */
  readonly limit?: number
  /** What the vault begins with, in atoms. */
  readonly deposit: number
}

/** Auto-deleveraging: lots are closed against profitable positions of the other side. */
export interface DeleverageTaker {
  readonly kind: 'deleverage'
  /** It takes only from accounts whose equity is below this share of maintenance. Default 0: below zero. */
  readonly below?: Fraction
  readonly policy: 'queue' | 'pro-rata'
  /** `bankruptcy` brings the account to zero; at `mark` its deficit is left to the payers. */
  readonly price: 'bankruptcy' | 'mark'
  /** May an AMM's pool be deleveraged like a trader? Default false. */
  readonly includePool?: boolean
}

/** Who takes a liquidated account's lots; the list's order is the order in which they are asked. */
export type Taker = EngineTaker | BackstopTaker | DeleverageTaker

const whole: Fraction = fraction(1)
const none: Fraction = fraction(0)

const isBelow = (equity: number, maintenance: number, share: Fraction): boolean =>
  compareProducts(equity, share.d, maintenance, share.n) < 0

/**
 * Do a taker's terms admit an account? Thresholds are strict: at equality a backstop does not take yet.
 * @param equity - atoms
 * @param maintenance - atoms, of the whole account
 */
export const admits = (taker: Taker, equity: number, maintenance: number): boolean => {
  switch (taker.kind) {
    case 'engine':
      return taker.notBelow === undefined || !isBelow(equity, maintenance, taker.notBelow)
    case 'backstop':
      return isBelow(equity, maintenance, taker.below ?? whole)
    case 'deleverage':
      return isBelow(equity, maintenance, taker.below ?? none)
  }
}

/** Position in the list of the first taker from `from` on whose terms admit the account; -1 when none does. */
export const nextTaker = (takers: readonly Taker[], from: number, equity: number, maintenance: number): number => {
  for (let at = from; at < takers.length; at++) if (admits(takers[at], equity, maintenance)) return at
  return -1
}

/**
 * Lots of a position that a backstop still has room for under its limit.
 * @param held - signed lots that the vault holds in the market
 * @param offered - signed lots, as the liquidated account holds them
 * @returns lots (>= 0), at most |offered|
 */
export const backstopRoom = (taker: BackstopTaker, held: number, offered: number, mark: number): number => {
  if (taker.limit === undefined) return Math.abs(offered)
  const most = Math.floor(taker.limit / mark)
  const room = offered > 0 ? most - held : most + held
  return Math.max(0, Math.min(Math.abs(offered), room))
}

/** Everything wrong with a list of takers, as messages that begin with the path in it; empty when it can be used. */
export const takerFaults = (takers: readonly Taker[]): string[] => {
  const faults: string[] = []
  if (takers.length === 0) faults.push('takers: at least one taker is needed')
  for (const [at, taker] of takers.entries()) {
    const path = `takers[${at}]`
    const share = taker.kind === 'engine' ? taker.notBelow : taker.below
    if (share !== undefined && (share.n < 0 || share.n > share.d))
      faults.push(
        `${path}.${taker.kind === 'engine' ? 'notBelow' : 'below'}: ${formatFraction(share)} must be from 0 to 1`,
      )
    const first = takers.findIndex(({ kind }) => kind === taker.kind)
    if (first < at) faults.push(`${path}: ${taker.kind} is in the list already (takers[${first}])`)
    else if (taker.kind === 'engine' && at > 0) faults.push(`${path}: engine must come first or not at all`)
    if (taker.kind !== 'backstop') continue
    if (!(Number.isSafeInteger(taker.deposit) && taker.deposit >= 0))
      faults.push(`${path}.deposit: ${taker.deposit} must be whole atoms >= 0`)
    if (taker.limit !== undefined && !(taker.limit >= 0))
      faults.push(`${path}.limit: ${taker.limit} atoms must not be negative`)
  }
  return faults
}
