import type { WatchedLaw } from '../../law.ts'
import type { Standing } from '../../watch/standing.ts'
import { type Ended, followLiquidations } from './liquidation-record.ts'
import type { LiquidationTerms } from './liquidation-terms.ts'

type WalkedSitting = NonNullable<Ended['sitting']>

/** Accounts below maintenance in the declared order, ties by number. */
const inOrder = (order: LiquidationTerms['order'], standing: Standing, exempt: Uint8Array): readonly number[] => {
  const found: number[] = []
  for (let account = 0; account < standing.accounts; account++)
    if (exempt[account] === 0 && standing.liquidatable(account)) found.push(account)
  const required = (account: number): bigint => standing.required('maintenance', account)
  const difference = (a: number, b: number): bigint => {
    if (order === 'account-number') return 0n
    if (order === 'largest-notional') return standing.wholeNotional(b) - standing.wholeNotional(a)
    return standing.equity(a) * required(b) - standing.equity(b) * required(a)
  }
  return found.sort((a, b) => {
    const by = difference(a, b)
    return by < 0n ? -1 : by > 0n ? 1 : a - b
  })
}

/** Whom a liquidation by name is of, and by whom. */
const named = ({ moment }: WalkedSitting): { readonly account: number; readonly by: number; readonly bot: boolean } => {
  if (moment.kind === 'step' && moment.action.do === 'liquidate') return { ...moment.action, bot: false }
  if (moment.kind !== 'transaction') return { account: -1, by: -1, bot: false }
  return { account: moment.transaction.target, by: moment.transaction.account, bot: true }
}

/** The block's end takes everybody below maintenance, in the declared order and in rounds. */
export const everyoneBelowMaintenanceIsAttempted: WatchedLaw = {
  id: 'PERP-51',
  name: 'the block’s end takes every account below maintenance in the declared order, round after round, but for those that cool down',
  rulesOut:
    'An account that the search misses, one taken before its turn, a round too few or too many, a wait that is not kept',
  parts: ['liquidation'],
  watch: (view, ruling) => {
    const { accounts } = view.simulation.parts.exchange
    /** Milliseconds before which the rule wants no further visit, by account. */
    const waits = new Map<number, number>()

    const byName = ({ mode }: LiquidationTerms, sitting: WalkedSitting): void => {
      const { account, by, bot } = named(sitting)
      const inHand = sitting.walked.map(({ visit }) => visit.account)
      const exists = account >= 0 && account < accounts.count && accounts.exempt[account] === 0
      const allowed = exists && (mode === 'bots' ? account !== by : !bot)
      if (inHand.join() !== (allowed ? String(account) : ''))
        ruling.broken(`account ${by} names account ${account}, and in hand are [${inHand}]`)
      const liquidator = mode === 'bots' ? by : -1
      for (const { visit } of sitting.walked)
        if (visit.liquidator !== liquidator) ruling.broken(`${visit.liquidator} liquidates in place of ${liquidator}`)
      ruling.exercised('liquidations by name', inHand.length)
    }

    /** @returns what is wrong */
    const inRounds = (terms: LiquidationTerms, { opening, walked, closing }: WalkedSitting): string | undefined => {
      const { now } = view.simulation.parts.exchange
      let standing = opening
      let at = 0
      for (let round = 0, moved = true; moved && round < terms.rounds; round++) {
        moved = false
        const listed = inOrder(terms.order, standing, accounts.exempt)
        for (const account of listed) {
          const due = terms.mode === 'bots' ? standing.equity(account) < 0n : now >= (waits.get(account) ?? 0)
          if (!due) {
            if (terms.mode === 'protocol') ruling.exercised('left to cool down')
            continue
          }
          const next = walked[at]
          if (next?.visit.account !== account)
            return `round ${round} takes [${listed}]: account ${account} is next, and ${next?.visit.account ?? 'nobody'} is taken`
          at += 1
          if (next.walk.waitUntil !== undefined) waits.set(account, next.walk.waitUntil)
          moved ||= next.walk.executed
          standing = next.visit.closing
          ruling.exercised('visits')
          if (listed.length > 1) ruling.exercised('visits of one among several')
          if (round > 0) ruling.exercised('visits in later rounds')
        }
      }
      for (const account of inOrder('account-number', closing, accounts.exempt)) {
        const last = walked.findLast(({ visit }) => visit.account === account)
        ruling.exercised(`left below maintenance: ${last?.walk.end ?? 'not visited'}`)
      }
      return at < walked.length ? `account ${walked[at].visit.account} is taken after the last round` : undefined
    }

    return followLiquidations(view, (terms) => ({
      sitting: (sitting) => {
        if (sitting.moment.kind === 'liquidations') {
          const fault = inRounds(terms, sitting)
          if (fault !== undefined) ruling.broken(fault)
          return
        }
        byName(terms, sitting)
        for (const { visit, walk } of sitting.walked)
          if (walk.waitUntil !== undefined) waits.set(visit.account, walk.waitUntil)
      },
    }))
  },
}
