import type { Mutant } from './mutant.ts'

/** What is wrong with blocks, and with what can be read of them. */
export const CHAIN_MUTANTS: readonly Mutant[] = [
  {
    name: 'a transaction overtakes one of the same sender',
    file: 'chain/mempool.ts',
    from: 'const arrival = Math.max(sentAt + sender.latency.delay(draws), this.#arrivals[account])',
    to: 'const arrival = sentAt + sender.latency.delay(draws)',
    law: 'PERP-98',
    daily: true,
  },
  {
    name: 'a transaction expires at its deadline',
    file: 'chain/mempool.ts',
    from: 'deadline[row] >= now) continue',
    to: 'deadline[row] > now) continue',
    law: 'PERP-98',
  },
  {
    name: 'a block is full a transaction early',
    file: 'chain/mempool.ts',
    from: 'if (used + needed > room) break',
    to: 'if (used + needed >= room) break',
    law: 'PERP-98',
  },
  {
    name: 'a replacement counts as an order that cannot take',
    file: 'chain/ordering/cancels-first.ts',
    from: '(kind === PLACE || kind === REPLACE)',
    to: 'kind === PLACE',
    law: 'PERP-98',
  },
  {
    name: 'of two that arrive at once the later sent comes first',
    file: 'chain/ordering/arrival.ts',
    from: 'sequence[a] - sequence[b]',
    to: 'sequence[b] - sequence[a]',
    law: 'PERP-98',
  },
  {
    name: 'the lowest bid comes first',
    file: 'chain/ordering/priority-fee.ts',
    from: 'fee[b] - fee[a]',
    to: 'fee[a] - fee[b]',
    law: 'PERP-98',
  },
  {
    name: 'a block is seen a millisecond too soon',
    file: 'chain/view-ring.ts',
    from: 'if (this.#times[slot] <= time) return',
    to: 'if (this.#times[slot] <= time + 1) return',
    law: 'PERP-99',
    daily: true,
  },
  {
    name: 'views change places when their ring grows',
    file: 'chain/view-ring.ts',
    from: 'const from = (ring[HEAD] + nth) % ring[SLOTS]',
    to: 'const from = nth',
    law: 'PERP-99',
  },
]
