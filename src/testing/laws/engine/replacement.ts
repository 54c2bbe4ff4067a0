import { REPLACED } from '../../../market/clearing.ts'
import { REDUCE_ONLY } from '../../../market/order-flags.ts'
import { BELOW_LOT, OFF_TICK, UNKNOWN_ORDER, WOULD_INCREASE } from '../../../market/refusal.ts'
import { BUY } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'
import type { RestingOrder } from '../../watch/resting-book.ts'
import { type EngineRequest, requestLogOf } from './request-log.ts'

/** Refused for its form, before anything happens. */
const MALFORMED: ReadonlySet<number> = new Set([BELOW_LOT, OFF_TICK, WOULD_INCREASE])

/** What is wrong with the answer to a replacement; nothing for most. */
const wrongAnswer = (
  { line, order, former, lines, answer }: EngineRequest,
  after: ReadonlyMap<number, RestingOrder>,
): string | undefined => {
  if (line.kind !== 'replace' || answer === undefined) return undefined
  const said = lines.slice(0, -1).map(({ entry }) => entry)
  if (former === undefined || order === undefined)
    return answer === UNKNOWN_ORDER && said.length === 0 ? undefined : `of nothing is answered ${answer}`
  const [first] = said
  const { owner, side, flags, handle } = former
  const flat = (flags & REDUCE_ONLY) !== 0 && (side === BUY ? lines[0].sizes.taker >= 0 : lines[0].sizes.taker <= 0)
  if (MALFORMED.has(answer) && said.length === 0)
    return answer === WOULD_INCREASE && !flat ? 'is refused as one that would increase' : undefined
  const took = first?.kind === 'removed' && first.handle === handle && first.cause === REPLACED ? first.lots : 0
  if (order.limit === former.price && order.lots <= former.lots) {
    const now = after.get(handle)
    if (answer !== handle) return `keeps its place, and is answered ${answer}`
    if (took !== former.lots - order.lots || said.length > 1) return `keeps its place, with ${JSON.stringify(said)}`
    if (now?.lots !== order.lots || now.since !== former.since) return `keeps its place, as ${JSON.stringify(now)}`
    return undefined
  }
  if (took !== former.lots) return `gives its place up, with ${JSON.stringify(said)}`
  const now = after.get(answer)
  if (answer > 0 && (now?.owner !== owner || now.side !== side || now.flags !== flags))
    return `rests as ${JSON.stringify(now)}`
  const newest = [...after.values()].every(({ since }) => since <= (now?.since ?? since))
  return newest ? undefined : 'does not stand last'
}

/** Replacing is shrinking in place, or leaving and coming again. */
export const replacement: WatchedLaw = {
  id: 'PERP-19',
  name: 'a replaced order keeps its handle and its place for fewer lots at the same price, goes to the back for anything else, and stays its owner’s, its side’s, and as it was flagged',
  rulesOut:
    'A larger order that keeps its place in the queue, a smaller one that loses it, a replacement that changes sides',
  parts: ['order book'],
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        if (entry.kind !== 'answer' || entry.to !== 'replace' || request === undefined) return
        const kept = entry.answer > 0 && entry.answer === request.former?.handle
        ruling.exercised(kept ? 'replaced in place' : entry.answer >= 0 ? 'replaced at the back' : 'refused')
        const wrong = wrongAnswer(request, view.books[entry.market].orders)
        if (wrong !== undefined)
          ruling.broken(
            `the replacement of ${JSON.stringify(request.former)} by ${JSON.stringify(request.line)} ${wrong}`,
          )
      },
    }
  },
}
