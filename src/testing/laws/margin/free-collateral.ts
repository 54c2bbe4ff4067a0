import fc from 'fast-check'
import { freeToWithdraw, type WithdrawalCase, type WithdrawalRule } from '../../../margin/withdrawal.ts'
import { fraction } from '../../../numeric/fraction.ts'
import { type Law, lawOver } from '../../law-property.ts'
import { larger } from '../../watch/exact-division.ts'
import { ceilDiv } from '../../watch/reckoning.ts'
import { verdictOf } from './verdict-of.ts'

interface FreeSample {
  readonly rule: WithdrawalRule
  readonly account: WithdrawalCase
}

const atoms = (least: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: Math.max(-20, least), max: 20 }),
    fc.integer({ min: least * 4_000_000_000_000, max: 4_000_000_000_000 }),
  )

const samples: fc.Arbitrary<FreeSample> = fc.record({
  rule: fc.oneof(
    fc.constant<WithdrawalRule>({ kind: 'initial' }),
    fc
      .tuple(fc.nat(30), fc.integer({ min: 30, max: 33 }))
      .map(([n, d]): WithdrawalRule => ({ kind: 'share-of-notional', share: fraction(n, d) })),
    fc.constant<WithdrawalRule>({ kind: 'unrealised-profit-excluded' }),
  ),
  account: fc.record({ equity: atoms(-1), initial: atoms(0), notional: atoms(0), unrealisedProfit: atoms(-1) }),
})

/** What may stay out of an account's requirement is free, and not an atom more. */
export const freeCollateral = (): Law<FreeSample> =>
  lawOver(
    {
      id: 'PERP-48',
      name: 'free to leave is equity less what the withdrawal rule keeps, rounded against the account, and never less than nothing',
      rulesOut:
        'A share rounded down, the smaller of two requirements kept, unrealised loss forgotten or profit paid out',
      parts: ['margin'],
    },
    samples,
    ({ rule, account }) =>
      verdictOf((ruling) => {
        const [equity, initial, notional, profit] = [
          BigInt(account.equity),
          BigInt(account.initial),
          BigInt(account.notional),
          BigInt(account.unrealisedProfit),
        ]
        const kept =
          rule.kind === 'initial'
            ? initial
            : rule.kind === 'share-of-notional'
              ? larger(initial, ceilDiv(notional * BigInt(rule.share.n), BigInt(rule.share.d)))
              : initial + larger(0n, profit)
        const expected = larger(0n, equity - kept)
        const free = freeToWithdraw(rule, account)
        if (BigInt(free) !== expected)
          ruling.broken(`${rule.kind}: ${free} atoms are free, and equity ${equity} less ${kept} leaves ${expected}`)
        ruling.exercised(expected > 0n ? `${rule.kind}: something free` : `${rule.kind}: nothing free`)
      }),
  )
