import { BOTH_MAY_TRADE, MAKER_REFUSED, TAKER_REFUSED, UNDERCOLLATERALISED } from '../../../market/clearing.ts'
import { LIQUIDATION } from '../../../market/order-flags.ts'
import type { WatchedLaw } from '../../law.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'
import { type EngineRequest, type HeardLine, requestLogOf } from './request-log.ts'

type Filled = Extract<TapeEntry, { readonly kind: 'filled' }>

/** Are the terms those that the clearing was asked about in the line before? */
const isAsAsked = (filled: Filled, before: HeardLine | undefined): boolean => {
  const asked = before?.entry
  return (
    asked?.kind === 'asked' &&
    asked.verdict === BOTH_MAY_TRADE &&
    asked.maker === filled.maker &&
    asked.taker === filled.taker &&
    asked.side === filled.side &&
    asked.lots === filled.lots &&
    asked.quote === filled.quote &&
    asked.flags === filled.flags
  )
}

/** What is wrong with the latest line, after what the clearing refused; nothing in most. */
const afterRefusal = ({ lines }: EngineRequest, pool: number): string | undefined => {
  const line = lines.at(-1)
  const before = lines.at(-2)
  if (line === undefined || before === undefined) return undefined
  const stopped = lines
    .slice(0, -1)
    .some(({ entry }) => entry.kind === 'asked' && (entry.verdict & TAKER_REFUSED) !== 0)
  if (stopped && (line.entry.kind === 'asked' || line.entry.kind === 'filled'))
    return 'goes on matching for a taker that was refused'
  if (before.entry.kind !== 'asked') return undefined
  const { verdict, maker } = before.entry
  if ((verdict & MAKER_REFUSED) === 0 || maker === pool) return undefined
  const { head } = before
  const removed = line.entry.kind === 'removed' ? line.entry : undefined
  return head !== undefined &&
    removed?.handle === head.handle &&
    removed.lots === head.lots &&
    removed.cause === UNDERCOLLATERALISED
    ? undefined
    : `answers the refusal of maker ${maker} with ${JSON.stringify(line.entry)}`
}

/** Whoever can trade has been asked for at the match itself, not only when the order was placed. */
export const bothSidesAsked: WatchedLaw = {
  id: 'PERP-10',
  name: 'every fill has just been asked for on the same terms and both sides may trade; a maker that may not goes at once, a taker that may not trades no further',
  rulesOut: 'Makers who are filled without the margin for it, and takers who go on trading after they were refused',
  parts: ['engine', 'order book', 'curve'],
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { venues } = view.simulation.parts.exchange
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        if (entry.kind !== 'filled' && request === undefined) return
        if (request === undefined || request.order === undefined) {
          if (entry.kind === 'filled') ruling.broken('a fill outside of any order')
          return
        }
        const { order, lines } = request
        if (entry.kind === 'filled' && !isAsAsked(entry, lines.at(-2)))
          ruling.broken(`fill of ${entry.lots} lots for ${entry.quote} atoms was not asked for on these terms`)
        if (entry.kind === 'filled') ruling.exercised('fills')
        if (entry.kind === 'asked') {
          if (entry.verdict !== BOTH_MAY_TRADE) ruling.exercised('refusals at a match')
          if (entry.taker !== order.owner || entry.side !== order.side || entry.flags !== order.flags)
            ruling.broken(`asks for ${JSON.stringify(entry)} on an order of ${JSON.stringify(order)}`)
          if ((entry.flags & LIQUIDATION) !== 0) ruling.exercised('liquidations')
        }
        const wrong = afterRefusal(request, venues[entry.market].pool)
        if (wrong !== undefined) ruling.broken(`the engine ${wrong}`)
      },
    }
  },
}
