import type { Mutant } from './mutant.ts'

/** What is wrong with the books. */
export const LEDGER_MUTANTS: readonly Mutant[] = [
  {
    name: 'a fee is charged to the maker and kept by nobody',
    file: 'exchange/market-clearing.ts',
    from: 'balance[base + feePool] += takerFee + makerFee',
    to: 'balance[base + feePool] += takerFee',
    law: 'PERP-02',
  },
  {
    name: 'the fund pays a loss twice',
    file: 'exchange/waterfall.ts',
    from: 'ledger.transfer(collateral, source, account, out[at])',
    to: 'ledger.transfer(collateral, source, account, out[at]); ledger.balance[source] -= out[at]',
    law: 'PERP-02',
  },
  {
    name: 'a curve refuses a post-only order by an exception',
    file: 'engines/virtual-amm/virtual-amm.ts',
    from: 'if ((flags & POST_ONLY) !== 0) return WOULD_CROSS',
    to: "if ((flags & POST_ONLY) !== 0) throw new RangeError('nothing rests on a curve')",
    law: 'PERP-01',
  },
]
