import { audit, isConserved } from '../exchange/audit.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { BUY, SELL } from '../market/side.ts'
import { AuditSum } from '../numeric/audit-sum.ts'
import type { BrokenInvariant } from './invariant-error.ts'
import type { MarketTerms } from './sight-of.ts'

/**
 * The first rule that the exchange breaks between two transactions, or `undefined`: money and lots are conserved, open
 * interest is the sum of all long sizes, and a book's best bid is below its best ask.
 *
 * @param terms - by market: whether orders rest there
 */
export const brokenRule = (
  exchange: Exchange,
  terms: readonly Pick<MarketTerms, 'restingOrders'>[],
): Pick<BrokenInvariant, 'rule' | 'detail'> | undefined => {
  const { ledger } = exchange
  const report = audit(ledger)
  if (!isConserved(report)) {
    const detail = `drift ${report.drift.join(', ')} atoms, size sum ${report.sizeSum.join(', ')} lots`
    return { rule: 'conservation', detail }
  }
  const sum = new AuditSum()
  for (const [m, { engine, spec }] of exchange.venues.entries()) {
    sum.clear()
    for (let account = 0; account < ledger.accounts; account++) sum.add(Math.max(0, ledger.sizeOf(m, account)))
    const longs = sum.toBigInt()
    if (longs !== BigInt(ledger.openInterest[m]))
      return {
        rule: 'open interest',
        detail: `${spec.symbol} has ${ledger.openInterest[m]} lots open, and long sizes of ${longs}`,
      }
    const bid = engine.best(BUY)
    const ask = engine.best(SELL)
    if (terms[m].restingOrders && bid > 0 && ask > 0 && bid >= ask)
      return { rule: 'uncrossed book', detail: `${spec.symbol} bids ${bid} and asks ${ask} micro-units` }
  }
  return undefined
}
