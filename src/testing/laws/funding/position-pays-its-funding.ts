import { FEES_PAID, FUNDING_ENTRY, FUNDING_PAID, SIZE } from '../../../exchange/position-row.ts'
import { BUY } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'
import { ceilDiv } from '../../watch/reckoning.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'

/** What an account has of a market. */
interface Row {
  readonly size: number
  readonly entry: number
  readonly paid: number
  readonly fees: number
  readonly cash: number
}

/** Every settlement takes exactly what has accrued since the one before, from whom it accrued to. */
export const positionPaysItsFunding: WatchedLaw = {
  id: 'PERP-66',
  name: 'a position that is settled pays exactly size x (index now - index at entry), rounded against it, and at no other time anything',
  rulesOut:
    'Funding paid twice, forgotten at a trade, charged for a time before the position was opened, or taken from its counterparty',
  parts: ['funding', 'ledger'],
  watch: ({ simulation }, ruling) => {
    const { ledger, funding, collateral } = simulation.parts.exchange
    const indexOf = (market: number, size: number): number => (size < 0 ? funding.short[market] : funding.long[market])
    const read = (market: number, account: number): Row => {
      const row = ledger.row(market, account)
      const { position, balance, accounts } = ledger
      return {
        size: position[row + SIZE],
        entry: position[row + FUNDING_ENTRY],
        paid: position[row + FUNDING_PAID],
        fees: position[row + FEES_PAID],
        cash: balance[collateral * accounts + account],
      }
    }
    const known = simulation.feeds.map((_, market) =>
      Array.from({ length: ledger.accounts }, (_, account) => read(market, account)),
    )
    const saved = known.map((rows) => [...rows])
    /** Holds a position against what was known of it. @returns what it was and is */
    const look = (market: number, account: number, mustBeSettled: boolean): { readonly was: Row; readonly is: Row } => {
      const was = known[market][account]
      const is = read(market, account)
      known[market][account] = is
      const touched =
        mustBeSettled || is.size !== was.size || is.paid !== was.paid || (was.size !== 0 && is.entry !== was.entry)
      const owed = touched ? ceilDiv(BigInt(was.size) * BigInt(indexOf(market, was.size) - was.entry), 1_000_000n) : 0n
      if (BigInt(is.paid) - BigInt(was.paid) !== owed)
        ruling.broken(
          `account ${account} pays ${is.paid - was.paid} atoms of funding on ${was.size} lots since index ${was.entry}, should pay ${owed}`,
        )
      if (touched && is.size !== 0 && is.entry !== indexOf(market, is.size))
        ruling.broken(`account ${account} is settled, and its ${is.size} lots count from index ${is.entry}`)
      if (owed !== 0n) ruling.exercised('payments')
      if (touched && was.size === 0 && indexOf(market, is.size) !== 0)
        ruling.exercised('positions opened after a payment')
      return { was, is }
    }
    const lookAtAll = (market: number): void => {
      for (let account = 0; account < ledger.accounts; account++) look(market, account, false)
    }
    const filled = (entry: TapeEntry & { readonly kind: 'filled' }): void => {
      const { market, maker, taker, side, quote } = entry
      for (const account of [maker, taker]) {
        const { was, is } = look(market, account, true)
        const spent = (account === taker) === (side === BUY) ? quote : 0 - quote
        const due = spent + is.fees - was.fees + is.paid - was.paid
        if (maker !== taker && was.cash - is.cash !== due)
          ruling.broken(
            `account ${account} pays ${was.cash - is.cash} atoms at a fill: price, fee and funding are ${due}`,
          )
      }
    }
    return {
      heard: (entry) => {
        const { market } = entry
        if (entry.kind === 'asked') for (const account of [entry.maker, entry.taker]) look(market, account, false)
        if (entry.kind === 'filled') filled(entry)
        if (entry.kind === 'saved') {
          lookAtAll(market)
          saved[market] = [...known[market]]
        }
        if (entry.kind === 'reverted') known[market] = [...saved[market]]
      },
      before: () => {
        for (const market of known.keys()) lookAtAll(market)
      },
      after: (moment) => {
        for (const [market, rows] of known.entries()) {
          const settles = moment.kind === 'step' && moment.action.do === 'settle-funding' ? moment.action.account : -1
          if (settles >= 0) {
            const { was, is } = look(market, settles, true)
            if (known.length === 1 && was.cash - is.cash !== is.paid - was.paid)
              ruling.broken(
                `account ${settles} pays ${was.cash - is.cash} atoms where it settles ${is.paid - was.paid}`,
              )
            ruling.exercised('settle steps')
          }
          for (let account = 0; account < rows.length; account++) look(market, account, false)
        }
      },
    }
  },
}
