import { FUND_ACCOUNT, FUNDING, VAULT_ACCOUNT } from '../../../exchange/accounts.ts'
import type { WatchedLaw } from '../../law.ts'
import type { Standing } from '../../watch/standing.ts'
import { profitOfContender } from '../exact-ranking.ts'
import { type Bearer, sharesOfLoss } from '../exact-shares.ts'
import { positionsIn } from './contenders.ts'
import type { WalkedVisit } from './liquidation-record.ts'
import { followLiquidations } from './liquidation-record.ts'
import type { PayerTerms } from './liquidation-terms.ts'
import type { PaymentDeed } from './visits.ts'

type Among = Extract<PayerTerms, { readonly kind: 'socialise' }>['among']

/** Payments for one account, one after the other. */
interface Loss {
  readonly account: number
  readonly market: number
  /** Sign of the position that made it, 0 where none is known. */
  readonly lostSize: bigint
  readonly before: Standing
  readonly payments: readonly PaymentDeed[]
}

const least = (...xs: readonly bigint[]): bigint => xs.reduce((a, b) => (a < b ? a : b))

/** All losses of a visit: of the account itself, and of takers whom a takeover left with a debt. */
const lossesOf = ({ visit, walk }: WalkedVisit): readonly Loss[] =>
  walk.steps.flatMap((step): readonly Loss[] => {
    if (step.kind === 'pay') return [{ account: visit.account, ...step }]
    if (step.kind !== 'hand-over') return []
    const { market, before, takeovers, debts, after } = step
    const lostSize = before.size(market, visit.account)
    const losses: Loss[] = []
    const debtors = takeovers.filter(({ event }) => event.kind === 'deleverage').map(({ event }) => event.taker)
    let at = 0
    for (const account of [...new Set(debtors)].sort((a, b) => a - b)) {
      const first = at
      while (debts[at]?.event.account === account) at += 1
      const standing = debts[first]?.before ?? after
      losses.push({ account, market, lostSize, before: standing, payments: debts.slice(first, at) })
    }
    if (at < debts.length) losses.push({ account: -1, market, lostSize, before, payments: debts.slice(at) })
    return losses
  })

/** Who pays negative cash, and how much. */
export const payersPayInTheirOrder: WatchedLaw = {
  id: 'PERP-57',
  name: 'negative cash of an account without positions goes down the list of payers: each pays what those before it left, as far as its limit and its means reach, and shares add up to the atom',
  rulesOut:
    'A fund below zero, a payer beyond its limit, a share that makes another account insolvent, an atom that nobody or two have paid',
  parts: ['insurance', 'liquidation'],
  watch: (view, ruling) => {
    const paidBefore = new Map<string, bigint>()
    const bearersOf = (among: Among, { account, market, lostSize, before }: Loss): readonly Bearer[] =>
      positionsIn(view, before, market, (other) => other !== account)
        .filter(({ size }) => among !== 'opposite' || size > 0n !== lostSize > 0n)
        .map((position): Bearer => {
          const profit = profitOfContender(position)
          return among === 'winners'
            ? { account: position.account, weight: profit > 0n ? profit : 0n, bound: least(profit, position.equity) }
            : { account: position.account, weight: position.notional, bound: position.equity }
        })
    /** What each payer has to pay, and what each account gives for it. */
    const dues = (payers: readonly PayerTerms[], loss: Loss, atoms: bigint) => {
      let rest = atoms
      const found: { payer: string; atoms: bigint; from: Map<number, bigint> }[] = []
      for (const payer of payers) {
        if (payer.kind === 'socialise') {
          const bearers = bearersOf(payer.among, loss)
          const means = sharesOfLoss(atoms, bearers).reduce((sum, x) => sum + x, 0n)
          const due = least(means, rest)
          const shares = sharesOfLoss(due, bearers)
          found.push({
            payer: payer.kind,
            atoms: due,
            from: new Map(bearers.map(({ account }, i) => [account, shares[i]])),
          })
          rest -= due
          continue
        }
        const source = payer.kind === 'fund' ? FUND_ACCOUNT : VAULT_ACCOUNT
        const means = payer.kind === 'fund' ? loss.before.cash(source) : loss.before.equity(source)
        const limited = payer.limit === undefined ? rest : payer.limit - (paidBefore.get(payer.kind) ?? 0n)
        const possible = least(means, limited, rest)
        const due = possible > 0n ? possible : 0n
        found.push({ payer: payer.kind, atoms: due, from: new Map([[source, due]]) })
        if (due < rest) ruling.exercised(`pays less than is left: ${payer.kind}`)
        rest -= due
      }
      found.push({ payer: 'nobody', atoms: rest, from: new Map() })
      return found.filter(({ atoms: due }) => due > 0n)
    }
    const { exempt, role } = view.simulation.parts.exchange.accounts
    const judge = (payers: readonly PayerTerms[], loss: Loss): void => {
      const { account, before, payments } = loss
      // What a pool owes is no loss of a trader's: its backing says who pays.
      const owed = account >= 0 && exempt[account] === 0 && before.flat(account) ? 0n - before.cash(account) : 0n
      const expected = owed > 0n ? dues(payers, loss, owed) : []
      const told = payments.map(({ event }) => `${event.payer} ${event.atoms}`).join(', ')
      const due = expected.map(({ payer, atoms }) => `${payer} ${atoms}`).join(', ')
      if (told !== due) {
        ruling.broken(`of ${owed} atoms of account ${account} pay: ${told}; and should: ${due}`)
        return
      }
      for (const [i, { payer, atoms, from }] of expected.entries()) {
        const { before: found, after: left } = payments[i]
        for (let other = 0; other < left.accounts; other++) {
          if (role[other] === FUNDING) continue
          const paid = from.get(other) ?? 0n
          const gained = other === account && payer !== 'nobody' ? atoms - paid : 0n - paid
          if (left.equity(other) - found.equity(other) !== gained)
            ruling.broken(
              `when ${payer} pays ${atoms} atoms of account ${account}, account ${other} is ${left.equity(other) - found.equity(other)} richer, not ${gained}`,
            )
        }
        paidBefore.set(payer, (paidBefore.get(payer) ?? 0n) + atoms)
        ruling.exercised(`pays: ${payer}`)
        if (payer === 'socialise') ruling.exercised('shares of a loss', [...from.values()].filter((x) => x > 0n).length)
      }
      if (owed <= 0n) return
      const end = payments.at(-1)?.after.cash(account) ?? before.cash(account)
      const unpaid = expected.find(({ payer }) => payer === 'nobody')?.atoms ?? 0n
      if (end !== 0n - unpaid)
        ruling.broken(`account ${account} is left with ${end} atoms, and ${unpaid} are told unpaid`)
    }
    return followLiquidations(view, ({ payers }) => ({
      visit: (found) => {
        for (const loss of lossesOf(found)) judge(payers, loss)
      },
    }))
  },
}
