import type { WatchedLaw } from '../../law.ts'
import { magnitude } from '../../watch/standing.ts'
import { type Contender, type Ranking, ranksBefore } from '../exact-ranking.ts'
import { byLargestRemainder } from '../exact-shares.ts'
import { contendersFor } from './contenders.ts'
import { followLiquidations } from './liquidation-record.ts'
import type { TakerTerms } from './liquidation-terms.ts'
import type { TakeoverDeed } from './visits.ts'

type Deleverage = Extract<TakerTerms, { readonly kind: 'deleverage' }>

/** Whose positions are closed against lots that nobody took. */
export const deleveragingFollowsItsRanking: WatchedLaw = {
  id: 'PERP-56',
  name: 'deleveraging takes from profitable positions of the other side only, in exactly its policy’s ranking or proportion',
  rulesOut: 'A loser or a pool that is deleveraged, a position that gives while a higher ranked one keeps some',
  parts: ['deleveraging', 'insurance'],
  watch: (view, ruling) => {
    const inProportion = (
      held: readonly Contender[],
      lots: bigint,
      given: ReadonlyMap<number, bigint>,
    ): string | undefined => {
      const parts = byLargestRemainder(
        lots,
        held.map(({ account, size }) => ({ account, weight: magnitude(size) })),
      )
      for (const [i, { account }] of held.entries())
        if ((given.get(account) ?? 0n) !== parts[i])
          return `account ${account} gives ${given.get(account) ?? 0n} lots of ${lots}, not ${parts[i]}`
      ruling.exercised('allotments pro rata')
      if (held.length > 1) ruling.exercised('allotments among several')
      return undefined
    }
    const inQueue = (
      held: readonly Contender[],
      ranking: Ranking,
      given: ReadonlyMap<number, bigint>,
    ): string | undefined => {
      for (const higher of held)
        for (const lower of held) {
          if (!given.has(lower.account) || !ranksBefore(ranking, higher, lower)) continue
          if ((given.get(higher.account) ?? 0n) !== magnitude(higher.size))
            return `account ${lower.account} gives ${given.get(lower.account)} lots while account ${higher.account}, which comes first, keeps some`
        }
      ruling.exercised(`allotments by ${ranking.kind}`)
      if (held.length > 1) ruling.exercised('allotments among several')
      return undefined
    }
    const judge = (taker: Deleverage, coin: bigint, group: readonly TakeoverDeed[]): string | undefined => {
      const { account, market } = group[0].event
      const held = contendersFor(view, group[0].before, account, market, taker.includePool)
      const given = new Map<number, bigint>()
      let lots = 0n
      for (const { event } of group) {
        const most = held.find((contender) => contender.account === event.taker)
        const gives = BigInt(event.lots)
        if (most === undefined)
          return `account ${event.taker} is deleveraged, and is no profitable position of the other side`
        if (gives <= 0n || gives > magnitude(most.size))
          return `account ${event.taker} gives ${gives} lots of ${most.size}`
        given.set(event.taker, gives)
        lots += gives
      }
      if (taker.policy === 'pro-rata') return inProportion(held, lots, given)
      const maintenance = (notional: bigint): bigint => view.reckoning.requirement('maintenance', notional)
      const { ranking } = taker
      return inQueue(
        held,
        ranking === 'wallet-leverage' ? { kind: ranking, coin, maintenance } : { kind: ranking },
        given,
      )
    }
    return followLiquidations(view, ({ takers, coin }) => {
      const taker = takers.find((one): one is Deleverage => one.kind === 'deleverage')
      return {
        visit: ({ walk }) => {
          for (const step of walk.steps) {
            if (step.kind !== 'hand-over') continue
            const group = step.takeovers.filter(({ event }) => event.kind === 'deleverage')
            if (group.length === 0) continue
            const fault = taker === undefined ? 'lots go to traders, and no taker does that' : judge(taker, coin, group)
            if (fault !== undefined) ruling.broken(fault)
          }
        },
      }
    })
  },
}
