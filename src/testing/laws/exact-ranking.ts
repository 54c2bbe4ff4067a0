/** A position that may be deleveraged, with figures of its whole account; atoms and lots. */
export interface Contender {
  readonly account: number
  /** Signed lots. */
  readonly size: bigint
  /** Atoms paid for the position; negative for a short. */
  readonly entryValue: bigint
  readonly equity: bigint
  /** Of this position at the mark, >= 0. */
  readonly notional: bigint
}

/** How a queue ranks: the published scores. */
export type Ranking =
  | { readonly kind: 'profit-leverage' | 'price-leverage' }
  | {
      readonly kind: 'wallet-leverage'
      /** Least atoms that a wallet counts as. */
      readonly coin: bigint
      readonly maintenance: (notional: bigint) => bigint
    }

/** A score is a product of two quotients; an account without equity has none, and is at one end of the queue. */
type Score = 'first' | 'last' | { readonly over: readonly [bigint, bigint]; readonly under: readonly [bigint, bigint] }

const magnitude = (x: bigint): bigint => (x < 0n ? 0n - x : x)

/** Unrealised profit in atoms; negative is a loss. */
export const profitOfContender = ({ size, notional, entryValue }: Contender): bigint =>
  (size > 0n ? notional : 0n - notional) - entryValue

const scoreOf = (ranking: Ranking, contender: Contender): Score => {
  const { size, equity, notional } = contender
  const profit = profitOfContender(contender)
  const entry = magnitude(contender.entryValue)
  if (equity <= 0n) return ranking.kind === 'wallet-leverage' ? 'last' : 'first'
  if (ranking.kind === 'wallet-leverage') {
    const wallet = equity - profit
    const counted = wallet > ranking.coin ? wallet : ranking.coin
    return { over: [profit, ranking.maintenance(notional)], under: [counted, equity] }
  }
  if (ranking.kind === 'profit-leverage') return { over: [profit, notional], under: [entry, equity] }
  return size > 0n
    ? { over: [notional, notional], under: [entry, equity] }
    : { over: [entry, notional], under: [notional, equity] }
}

/** Scores are doubles: closer than this part of themselves they may come out in either order. */
const FINENESS = 1n << 46n

/**
 * Is the first contender's place before the second's, whatever the last digits of their scores? Equal quotients make
 * equal scores, and then the lower account comes first.
 */
export const ranksBefore = (ranking: Ranking, one: Contender, other: Contender): boolean => {
  const a = scoreOf(ranking, one)
  const b = scoreOf(ranking, other)
  if (a === b) return one.account < other.account
  if (typeof a === 'string' || typeof b === 'string') return a === 'first' || b === 'last'
  const same = [0, 1].every((i) => a.over[i] * b.under[i] === b.over[i] * a.under[i])
  if (same) return one.account < other.account
  const left = a.over[0] * a.over[1] * b.under[0] * b.under[1]
  const right = b.over[0] * b.over[1] * a.under[0] * a.under[1]
  return (left - right) * FINENESS > right
}
