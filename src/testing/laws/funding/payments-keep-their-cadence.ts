import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { WatchedLaw } from '../../law.ts'

/** Payments fall due by the clock, however blocks come. */
export const paymentsKeepTheirCadence: WatchedLaw = {
  id: 'PERP-70',
  name: 'payments are made in the first block at or after start + k x every: each that a late block has missed, or one and the others lost, as declared',
  rulesOut: 'A payment made early, twice, or never',
  parts: ['funding'],
  watch: ({ scenario, simulation }, ruling) => {
    const { every, missed } = scenario.funding
    const interval = every === 'block' ? 0 : millisecondsOf(every)
    const { start } = simulation.parts
    const paid = simulation.feeds.map(() => 0)
    let last = start
    const turns = simulation.feeds.map(() => ({ until: start, made: 0, lost: 0 }))
    /** Payments due at the turn of a market. */
    const due = (turn: { until: number; made: number; lost: number }, now: number): void => {
      const intervals = every === 'block' ? Number(now > turn.until) : Math.floor((now - turn.until) / interval)
      turn.until = every === 'block' ? now : turn.until + intervals * interval
      const made = missed === 'skip' ? Math.min(intervals, 1) : intervals
      turn.made += made
      turn.lost += intervals - made
      if (made > 0) ruling.exercised(made > 1 ? 'blocks with several payments' : 'blocks with a payment')
      if (made < intervals) ruling.exercised('blocks that lose payments')
    }
    return {
      told: (event) => {
        if (event.kind === 'funding') paid[event.market] += 1
      },
      after: (moment) => {
        if (moment.kind !== 'funding') return
        const { market } = moment
        const turn = turns[market]
        last = simulation.block.time
        due(turn, last)
        const { made, lost } = simulation.feeds[market].parts.funding.payments
        if (paid[market] !== turn.made || made !== turn.made)
          ruling.broken(
            `market ${market} has made ${paid[market]} payments and counts ${made}, should have made ${turn.made}`,
          )
        if (lost !== turn.lost)
          ruling.broken(`market ${market} counts ${lost} lost payments, should have lost ${turn.lost}`)
      },
      end: () => {
        if (interval === 0) return
        for (const [market, { made, lost }] of turns.entries()) {
          const whole = Math.floor((last - start) / interval)
          if (made + lost !== whole)
            ruling.broken(`market ${market} had ${made + lost} payments due in ${whole} intervals`)
        }
      },
    }
  },
}
