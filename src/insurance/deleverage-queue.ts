import { type Candidates, type DeleveragePolicy, profitOf } from './deleverage-policy.ts'

/**
 * How the queue ranks positions in profit, the highest first:
 * - `profit-leverage`: profit / |entry value| * notional / equity (BitMEX "Auto-Deleveraging": PnL % times effective
 *   leverage, for an account with one position);
 * - `price-leverage`: mark / entry for a long, entry / mark for a short, times notional / equity (Hyperliquid; the
 *   short's form is this project's, the document gives only the long's);
 * - `wallet-leverage`: profit / max(wallet, 1 coin) * maintenance / equity (Binance), wallet being equity less profit.
 */
export type DeleverageRanking =
  | { readonly kind: 'profit-leverage' }
  | { readonly kind: 'price-leverage' }
  | {
      readonly kind: 'wallet-leverage'
      /** Atoms of one coin, the least that a wallet counts as. */
      readonly coin: number
      /** Maintenance margin in atoms of a notional in atoms. */
      readonly requirement: { maintenance(notional: number): number }
    }

/**
 * The place of candidate i in the queue: higher is sooner. A float, since it only ranks. Leverage of an account without
 * equity is infinite, but for `wallet-leverage`, which by Binance's rule then ranks as 0.
 */
export const deleverageScore = (ranking: DeleverageRanking, candidates: Candidates, i: number): number => {
  const profit = profitOf(candidates, i)
  const equity = candidates.equity[i]
  const notional = candidates.notional[i]
  const entry = Math.abs(candidates.entryValue[i])
  if (ranking.kind === 'wallet-leverage') {
    if (equity <= 0) return 0
    return (profit / Math.max(equity - profit, ranking.coin)) * (ranking.requirement.maintenance(notional) / equity)
  }
  if (equity <= 0) return Infinity
  const leverage = notional / equity
  if (ranking.kind === 'profit-leverage') return (profit / entry) * leverage
  return (candidates.size[i] > 0 ? notional / entry : entry / notional) * leverage
}

/**
 * Deleverages the highest ranked position wholly, then the next, until the lots are covered
 * (BitMEX, Binance, Hyperliquid). Ties go by account number.
 */
export const deleverageQueue = (ranking: DeleverageRanking = { kind: 'profit-leverage' }): DeleveragePolicy => ({
  allocate(lots, candidates, out) {
    const { count, account, size } = candidates
    out.fill(0, 0, count)
    const queue: number[] = []
    const score = new Float64Array(count)
    for (let i = 0; i < count; i++) {
      if (profitOf(candidates, i) <= 0) continue
      score[i] = deleverageScore(ranking, candidates, i)
      queue.push(i)
    }
    // two infinite scores have no difference
    queue.sort((a, b) => (score[a] === score[b] ? account[a] - account[b] : score[a] > score[b] ? -1 : 1))
    let left = lots
    for (const i of queue) {
      if (left === 0) break
      out[i] = Math.min(left, Math.abs(size[i]))
      left -= out[i]
    }
    return lots - left
  },
})
