import type { WatchedLaw } from '../../law.ts'
import { followOracles } from './oracle-follower.ts'

const NAMES = ['good', 'stale', 'jumped', 'too few sources']

/** Guards are up exactly while their condition holds, and stop exactly what the scenario says. */
export const guardsStopWhatTheySay: WatchedLaw = {
  id: 'PERP-74',
  name: 'an index is stale, jumped or of too few sources exactly when its guards say so, and they stop exactly what they name',
  rulesOut: 'Trading on an index known to be bad, or a market that stays closed after its index is good again',
  parts: ['oracle'],
  watch: (view, ruling) => {
    const { feeds, parts } = view.simulation
    return followOracles(view, ({ market, oracle, paused }) => {
      const { status, consequences } = feeds[market].parts.oracle.published
      if (status !== oracle.status)
        ruling.broken(`the index of market ${market} is ${NAMES[status]}, should be ${NAMES[oracle.status]}`)
      if (consequences !== oracle.stops)
        ruling.broken(`guards of market ${market} stop ${consequences} (bits), should stop ${oracle.stops}`)
      const stopped = parts.exchange.markets.paused[market]
      if (stopped !== (oracle.stops | paused))
        ruling.broken(`market ${market} has paused ${stopped} (bits): guards say ${oracle.stops}, the script ${paused}`)
      ruling.exercised(NAMES[oracle.status])
    })
  },
}
