import type { WatchedLaw } from '../law.ts'

/** Sums of the ledger's rows, in BigInt. */
const sum = (values: Iterable<number>): bigint => {
  let total = 0n
  for (const x of values) if (x !== 0) total += BigInt(x)
  return total
}

/** Money and lots are neither made nor lost, at any moment. */
export const conservation: WatchedLaw = {
  id: 'PERP-02',
  name: 'all balances of an asset add up to deposits less withdrawals, and all sizes of a market to zero',
  rulesOut:
    'Money or lots out of nowhere: a fee charged to one side only, a fund that pays twice, a fill with one side',
  parts: ['ledger', 'whole run'],
  watch: ({ simulation, reckoning }, ruling) => {
    const { ledger } = simulation.parts.exchange
    return {
      after: () => {
        for (let asset = 0; asset < ledger.assets; asset++) {
          const rows = ledger.balance.subarray(asset * ledger.accounts, (asset + 1) * ledger.accounts)
          const drift = sum(rows) - BigInt(ledger.deposited[asset]) + BigInt(ledger.withdrawn[asset])
          if (drift !== 0n) ruling.broken(`balances of asset ${asset} are ${drift} atoms off what came in`)
        }
        for (let market = 0; market < ledger.markets; market++) {
          let sizes = 0n
          for (let account = 0; account < ledger.accounts; account++) sizes += reckoning.size(market, account)
          if (sizes !== 0n) ruling.broken(`sizes of market ${market} add up to ${sizes} lots`)
        }
      },
      heard: ({ kind }) => {
        if (kind === 'filled') ruling.exercised('fills')
      },
      told: ({ kind }) => {
        if (kind === 'deposit' || kind === 'withdrawal' || kind === 'loss-paid' || kind === 'deleverage')
          ruling.exercised(kind)
      },
    }
  },
}
