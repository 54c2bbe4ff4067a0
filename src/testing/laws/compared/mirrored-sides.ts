import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import { opposite } from '../../../market/side.ts'
import type { Simulation } from '../../../simulation/simulation.ts'
import type { ComparedLaw } from '../../law.ts'
import { listsDiffer } from './account-rows.ts'
import { mirroredPair } from './mirrored-case.ts'
import { runThrough } from './run-through.ts'
import { isScripted } from './scripted-case.ts'

/** The event as the mirrored run should tell it: the other side, and the quote of the same lots at the mirrored price. */
const mirroredEvent = (event: ExchangeEvent, about: readonly number[]): unknown => {
  switch (event.kind) {
    case 'fill':
      return { ...event, side: opposite(event.side), quote: 2 * about[event.market] * event.lots - event.quote }
    case 'liquidation':
      return { ...event, quote: 2 * about[event.market] * event.lots - event.quote }
    case 'backstop':
    case 'deleverage':
      return { ...event, quote: 0 }
    case 'trigger':
      return { ...event, triggerPrice: 2 * about[event.market] - event.triggerPrice }
    case 'funding':
      return { ...event, ratePico: 0 - event.ratePico }
    default:
      return event
  }
}

/** What a handover is for follows from the equities. */
const without = (event: ExchangeEvent): unknown =>
  event.kind === 'backstop' || event.kind === 'deleverage' ? { ...event, quote: 0 } : event

/** Sizes and equity at the price that never moved, funding settled. */
const worthOf = ({ parts: { exchange } }: Simulation, account: number, about: readonly number[], sign: 1 | -1) => {
  exchange.settleAll(account)
  const { ledger, collateral } = exchange
  const sizes = about.map((_, m) => sign * ledger.sizeOf(m, account) + 0)
  const equity = sizes.reduce((sum, size, m) => sum + sign * size * about[m], ledger.balanceOf(collateral, account))
  return { account, sizes, equity }
}

/** Nothing in an exchange knows long from short but the price. */
export const mirroredSides: ComparedLaw = {
  id: 'PERP-91',
  name: 'with longs and shorts exchanged and limits mirrored about the price, all sizes change sign and nothing else changes',
  rulesOut: 'One side treated better: a rounding, a bound, a queue or a requirement that buys and sells do not share',
  parts: ['order book', 'curve', 'margin', 'funding', 'liquidation', 'ledger'],
  when: 'The script alone acts, on a book or a linear curve; true price and mark stand still, nothing is charged by the notional, and the funding rate is constant and changes its sign too',
  compare: async ({ scenario, arm }, build, ruling) => {
    const pair = isScripted(scenario) ? mirroredPair(scenario) : undefined
    if (pair === undefined) return
    const { about } = pair
    const straight = await runThrough(build, { scenario: pair.straight, arm })
    const mirrored = await runThrough(build, { scenario: pair.mirrored, arm })
    if (straight.threw !== undefined && mirrored.threw !== undefined) return
    ruling.exercised('fills', straight.events.filter(({ kind }) => kind === 'fill').length)
    ruling.exercised('refusals', straight.events.filter(({ kind }) => kind === 'refusal').length)
    ruling.exercised('liquidations', straight.events.filter(({ kind }) => kind === 'liquidation').length)
    const expected = straight.events.map((event) => mirroredEvent(event, about))
    const differs = listsDiffer(expected, mirrored.events.map(without))
    if (differs !== undefined) return ruling.broken(`mirrored, ${differs}`)
    const worths = (run: Simulation, sign: 1 | -1) =>
      Array.from({ length: run.parts.exchange.accounts.count }, (_, account) => worthOf(run, account, about, sign))
    const worth = listsDiffer(worths(straight.simulation, 1), worths(mirrored.simulation, -1))
    if (worth !== undefined) ruling.broken(`at the end, mirrored: ${worth}`)
  },
}
