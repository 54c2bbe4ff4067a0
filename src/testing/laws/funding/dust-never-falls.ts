import { FIRST_FUNDING_ACCOUNT } from '../../../exchange/accounts.ts'
import { FUNDING_RECEIVED, FUNDING_PAID as MARKET_PAID } from '../../../exchange/counters.ts'
import { FUNDING_ENTRY, FUNDING_PAID, SIZE } from '../../../exchange/position-row.ts'
import type { WatchedLaw } from '../../law.ts'

const MICROS = 1_000_000n

/** What a market's positions stand at with its funding account. */
interface Standing {
  /** Millionths of an atom that would be left if everybody settled without rounding. */
  readonly dust: bigint
  /** What the rows of the positions have paid, less what they have received, atoms. */
  readonly paid: bigint
  /** Size and index of every position, one after the other, to see which were settled. */
  readonly positions: readonly number[]
}

/** How many pairs differ. */
const changedPairs = (before: readonly number[], now: readonly number[]): number => {
  let changed = 0
  for (let i = 0; i < now.length; i += 2) if (now[i] !== before[i] || now[i + 1] !== before[i + 1]) changed += 1
  return changed
}

/** Funding is a payment between longs and shorts: what is rounded stays, and nobody else pays or gains. */
export const dustNeverFalls: WatchedLaw = {
  id: 'PERP-65',
  name: 'funding paid by longs and shorts equals funding received plus dust; dust never falls, and grows by less than an atom a settlement',
  rulesOut: 'Funding that is paid from nowhere, to the wrong account, or rounded in favour of who pays it',
  parts: ['funding', 'ledger'],
  watch: ({ simulation }, ruling) => {
    const { ledger, funding, collateral, venues } = simulation.parts.exchange
    const balanceOf = (market: number): bigint =>
      BigInt(ledger.balance[collateral * ledger.accounts + FIRST_FUNDING_ACCOUNT + market])
    const standing = (market: number): Standing => {
      let dust = balanceOf(market) * MICROS
      let paid = 0n
      const positions: number[] = []
      for (let account = 0; account < ledger.accounts; account++) {
        const row = ledger.row(market, account)
        const size = ledger.position[row + SIZE]
        const entry = ledger.position[row + FUNDING_ENTRY]
        paid += BigInt(ledger.position[row + FUNDING_PAID])
        positions.push(size, entry)
        if (size !== 0) dust += BigInt(size) * BigInt((size > 0 ? funding.long[market] : funding.short[market]) - entry)
      }
      return { dust, paid, positions }
    }
    const last = venues.map((_, market) => standing(market))
    return {
      after: ({ kind }) => {
        if (kind === 'observation' || kind === 'mark') return
        for (const [market, { counters }] of venues.entries()) {
          const before = last[market]
          const now = standing(market)
          last[market] = now
          const settled = changedPairs(before.positions, now.positions)
          const grown = now.dust - before.dust
          if (grown < 0n) ruling.broken(`dust of market ${market} falls by ${0n - grown} millionths of an atom`)
          if (grown > 0n && grown >= BigInt(settled) * MICROS)
            ruling.broken(`dust of market ${market} grows by ${grown} millionths of an atom in ${settled} settlements`)
          const balance = balanceOf(market)
          const net = BigInt(counters.market[MARKET_PAID]) - BigInt(counters.market[FUNDING_RECEIVED])
          if (net !== balance)
            ruling.broken(`market ${market} counts ${net} atoms paid less received, its account has ${balance}`)
          if (now.paid !== balance)
            ruling.broken(`positions of market ${market} have paid ${now.paid} atoms, its account has ${balance}`)
          if (grown > 0n) ruling.exercised('settlements that leave dust')
          if (now.paid !== before.paid) ruling.exercised('settlements')
        }
      },
    }
  },
}
