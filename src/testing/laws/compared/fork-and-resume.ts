import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import { runResult } from '../../../simulation/run-result.ts'
import type { Simulation } from '../../../simulation/simulation.ts'
import type { ComparedLaw } from '../../law.ts'
import { ledgersDiffer, listsDiffer } from './account-rows.ts'
import { chosen } from './chosen.ts'
import { stepThrough } from './run-through.ts'

/** A checkpoint is the whole run. */
export const forkAndResume: ComparedLaw = {
  id: 'PERP-86',
  name: 'a checkpoint restored in a freshly built run goes on as if nothing had been',
  rulesOut: 'State that a checkpoint forgets: a cooldown, a trigger order, a counter of draws, a guard that is up',
  parts: ['whole run'],
  compare: async (sample, build, ruling) => {
    const told: ExchangeEvent[] = []
    /** Blocks after which something goes on: an account cools down, or waits for its next round. */
    const busy: number[] = []
    /** Blocks after which a payer has less left under its limit, or an account was deleveraged already. */
    const paying: number[] = []
    const whole: Simulation = await build(sample, {
      events: {
        emit: (event) => {
          told.push(event)
          if (event.kind === 'liquidation') busy.push(whole.block.block)
          if (event.kind === 'loss-paid' || event.kind === 'deleverage') paying.push(whole.block.block)
        },
      },
    })
    if (stepThrough(whole) !== undefined) return
    const anywhere = chosen(sample, 'handover', whole.block.block + 1)
    const afterLiquidation = busy[chosen(sample, 'liquidation', busy.length)]
    if (afterLiquidation !== undefined) ruling.exercised('right after a liquidation')
    const other = afterLiquidation ?? chosen(sample, 'another handover', whole.block.block + 1)
    const [afterPayment] = paying
    if (afterPayment !== undefined) ruling.exercised('right after a payment or a deleveraging')
    const stops = [anywhere, other, busy[0] ?? other, afterPayment ?? other].sort((x, y) => x - y)
    const events: ExchangeEvent[] = []
    let simulation = await build(sample, { events: { emit: (event) => events.push(event) } })
    try {
      for (const stop of stops) {
        while (simulation.block.block < stop && simulation.step());
        const bytes = simulation.checkpoint()
        const heard = events.length
        simulation = await build(sample, { events: { emit: (event) => events.push(event) } })
        // What a run tells of its own first deposits was told by the first one.
        events.length = heard
        simulation.restore(bytes)
        ruling.exercised('handovers')
        if (simulation.parts.exchange.markets.paused.some((bits) => bits !== 0)) ruling.exercised('within a pause')
      }
      while (simulation.step());
    } catch (error) {
      return ruling.broken(`handed on at blocks ${stops.join(', ')}: ${error}`)
    }
    const differs =
      listsDiffer(told, events) ??
      ledgersDiffer(whole, simulation) ??
      listsDiffer([runResult(whole, sample.arm)], [runResult(simulation, sample.arm)])
    if (differs !== undefined) ruling.broken(`handed on at blocks ${stops.join(', ')}: ${differs}`)
  },
}
