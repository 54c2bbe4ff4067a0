import { BACKSTOP_VAULT, POOL, TRADER } from '../../../exchange/accounts.ts'
import * as counter from '../../../exchange/counters.ts'
import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import { runMetrics } from '../../../simulation/run-metrics.ts'
import type { WatchedLaw } from '../../law.ts'
import { magnitude } from '../../watch/standing.ts'

/** Totals that liquidations and losses add to. */
const COUNTED: readonly number[] = [
  ...[counter.LIQUIDATIONS, counter.LIQUIDATED_LOTS, counter.LIQUIDATED_QUOTE, counter.LIQUIDATION_SLIPPAGE],
  ...[counter.PENALTIES, counter.BACKSTOP_LOTS, counter.BACKSTOP_QUOTE, counter.DELEVERAGED_LOTS],
  ...[counter.DELEVERAGED_QUOTE, counter.FUND_PAID, counter.VAULT_PAID, counter.SOCIALISED, counter.UNPAID],
]

/** Which totals an event adds to. */
const countedBy = (event: ExchangeEvent, size: (account: number, market: number) => bigint) => {
  switch (event.kind) {
    case 'liquidation': {
      const { lots, quote, mark, penalty, account, market } = event
      const worse = BigInt(lots) * BigInt(mark) - BigInt(quote)
      return new Map<number, bigint>([
        [counter.LIQUIDATIONS, 1n],
        [counter.LIQUIDATED_LOTS, BigInt(lots)],
        [counter.LIQUIDATED_QUOTE, BigInt(quote)],
        [counter.LIQUIDATION_SLIPPAGE, size(account, market) > 0n ? worse : 0n - worse],
        [counter.PENALTIES, BigInt(penalty)],
      ])
    }
    case 'backstop':
      return new Map([
        [counter.BACKSTOP_LOTS, BigInt(event.lots)],
        [counter.BACKSTOP_QUOTE, magnitude(BigInt(event.quote))],
      ])
    case 'deleverage':
      return new Map([
        [counter.DELEVERAGED_LOTS, BigInt(event.lots)],
        [counter.DELEVERAGED_QUOTE, magnitude(BigInt(event.quote))],
      ])
    case 'loss-paid': {
      const slots = {
        fund: counter.FUND_PAID,
        vault: counter.VAULT_PAID,
        socialise: counter.SOCIALISED,
        nobody: counter.UNPAID,
      }
      return new Map([[slots[event.payer], BigInt(event.atoms)]])
    }
    default:
      return new Map<number, bigint>()
  }
}

/** What is lost and not paid stands in the results. */
export const whatNobodyPaysIsTheDeficit: WatchedLaw = {
  id: 'PERP-58',
  name: 'at the end all negative equity, of traders, pools and vault, is reported as deficit, and the totals are those of the events',
  rulesOut: 'A loss that is neither paid nor shown, a pool’s debt that is hidden, a total that counts something twice',
  parts: ['insurance', 'whole run'],
  watch: ({ simulation, reckoning }, ruling) => {
    const { accounts, venues } = simulation.parts.exchange
    const totals = new Map<number, bigint>(COUNTED.map((slot) => [slot, 0n]))
    const deleveraged = new Set<number>()
    let sizes: readonly (readonly bigint[])[] = []
    const look = (): void => {
      sizes = venues.map((_, m) => Array.from({ length: accounts.count }, (__, account) => reckoning.size(m, account)))
    }
    return {
      before: look,
      heard: ({ kind }) => {
        if (kind === 'submit') look()
      },
      told: (event) => {
        for (const [slot, by] of countedBy(event, (account, market) => sizes[market][account]))
          totals.set(slot, (totals.get(slot) ?? 0n) + by)
        if (event.kind === 'deleverage') deleveraged.add(event.taker)
      },
      end: () => {
        const metrics = runMetrics(simulation)
        const owed = new Map<number, bigint>()
        for (let account = 0; account < accounts.count; account++) {
          const equity = reckoning.equity(account)
          const role = accounts.role[account]
          if (equity < 0n) owed.set(role, (owed.get(role) ?? 0n) - equity)
        }
        const of = (role: number): bigint => owed.get(role) ?? 0n
        const expected = {
          'deficit.traders': of(TRADER),
          'deficit.pool': of(POOL),
          'deficit.vault': of(BACKSTOP_VAULT),
          deficit: of(TRADER) + of(POOL) + of(BACKSTOP_VAULT),
        }
        for (const [name, atoms] of Object.entries(expected)) {
          if (BigInt(metrics[name]) !== atoms) ruling.broken(`${name} is reported as ${metrics[name]}, and is ${atoms}`)
          if (atoms > 0n) ruling.exercised(`runs with a ${name}`)
        }
        totals.set(counter.DELEVERAGED_ACCOUNTS, BigInt(deleveraged.size))
        for (const [slot, sum] of totals) {
          const counted = venues.reduce((all, { counters }) => all + BigInt(counters.market[slot]), 0n)
          if (counted !== sum) ruling.broken(`total ${slot} is ${counted}, and the events add up to ${sum}`)
          if (sum !== 0n) ruling.exercised('totals')
        }
      },
    }
  },
}
