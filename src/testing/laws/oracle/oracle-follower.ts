import { PUBLISH } from '../../../market/transaction.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import type { Watcher } from '../../watch/watcher.ts'
import { SlowOracle } from './slow-oracle.ts'
import { TruePrice } from './true-price.ts'

/** One market's oracle as it should be at the moment. */
export interface OracleInView {
  readonly market: number
  readonly oracle: SlowOracle
  readonly now: number
  /** What the script has paused, bits. */
  readonly paused: number
}

/** Follows a run with a slow oracle beside each market's own, and judges each after every part of a block. */
export const followOracles = (
  { scenario, simulation, ...view }: RunInView,
  judge: (seen: OracleInView) => void,
): Watcher => {
  const { start } = simulation.parts
  const markets = simulation.feeds.map((_, market) => {
    const truth = new TruePrice({ scenario, simulation, ...view }, market)
    const oracle = new SlowOracle(scenario, market, { time: start, price: truth.at(start) })
    return { market, truth, oracle, paused: 0 }
  })
  const byTransaction = scenario.oracle.publish === 'transaction'
  return {
    after: (moment) => {
      const now = simulation.block.time
      if (moment.kind === 'step') {
        const { action } = moment
        for (const { truth } of markets) truth.hear(action)
        if (action.do === 'publish') markets[action.market].oracle.publish(now)
        if (action.do === 'pause') markets[action.market].paused = action.bits
      } else if (moment.kind === 'observation') {
        const { oracle, truth } = markets[moment.market]
        oracle.sample(now, truth.at(now))
        if (oracle.due(now)) {
          oracle.send(now)
          if (!byTransaction) oracle.land(now)
        }
      } else if (moment.kind === 'transaction' && moment.transaction.kind === PUBLISH)
        markets[moment.transaction.market].oracle.land(now)
      for (const { market, oracle, paused } of markets) judge({ market, oracle, now, paused })
    },
  }
}
