import { formatDuration } from '../../scenario/format-duration.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { type BrokenCase, type Candidate, changed, type Move, type Pass } from './shrink.ts'

/** The scenario up to a time; steps, waypoints and faults after it would never come. */
const until = (now: BrokenCase, milliseconds: number): Candidate => {
  const { scenario } = now
  const within = (at: string): boolean => millisecondsOf(at) <= milliseconds
  const every = Math.min(millisecondsOf(scenario.record.every), milliseconds)
  const markets = scenario.markets.map((market): Scenario['markets'][number] => {
    const { prices } = market
    if (!('waypoints' in prices)) return market
    // The first one beyond the end bends the path before it.
    const last = prices.waypoints.findIndex(({ at }) => !within(at))
    return last < 0 ? market : { ...market, prices: { ...prices, waypoints: prices.waypoints.slice(0, last + 1) } }
  })
  const oracle = { ...scenario.oracle, faults: scenario.oracle.faults.filter(({ from }) => within(from)) }
  const steps = scenario.steps.filter(({ at }) => within(at))
  const record = { ...scenario.record, every: formatDuration(every) }
  return changed(now, { horizon: formatDuration(milliseconds), record, markets, oracle, steps })
}

/** Ends the run with the block in which the claim broke, else at shorter and shorter parts of the horizon. */
export const shorterRun: Pass = ({ scenario }) => {
  const blockTime = millisecondsOf(scenario.chain.blockTime)
  const shorter: Move = function* (now) {
    const horizon = millisecondsOf(now.scenario.horizon)
    const { time } = now.violation
    if (time !== undefined) {
      if (time > 0 && time < horizon) yield until(now, time)
      return
    }
    const blocks = Math.floor(horizon / blockTime)
    const parts = new Set([1 / 16, 1 / 4, 1 / 2, 3 / 4, 7 / 8].map((part) => Math.max(1, Math.ceil(blocks * part))))
    if (blocks <= 16) parts.add(blocks - 1)
    for (const count of parts) if (count >= 1 && count < blocks) yield until(now, count * blockTime)
  }
  return [shorter]
}

/** Times come in whole seconds where they are made sooner. */
const SECOND = 1000

/** Everything that has a time comes at a part of it: what happens before it is waiting. */
const sooner = (now: BrokenCase, part: number): Candidate => {
  const { scenario } = now
  const at = (time: string): string =>
    millisecondsOf(time) === 0 ? time : formatDuration(Math.ceil((millisecondsOf(time) * part) / SECOND) * SECOND)
  const markets = scenario.markets.map((market) => {
    const { prices } = market
    if (!('waypoints' in prices)) return market
    const waypoints = prices.waypoints.map((waypoint) => ({ ...waypoint, at: at(waypoint.at) }))
    return { ...market, prices: { ...prices, waypoints } }
  })
  const faults = scenario.oracle.faults.map((fault) => ({ ...fault, from: at(fault.from), for: at(fault.for) }))
  const steps = scenario.steps.map((step) => ({
    ...step,
    at: at(step.at),
    ...('for' in step && { for: at(step.for) }),
    ...('goodTil' in step && step.goodTil !== undefined && { goodTil: at(step.goodTil) }),
  }))
  const horizon = at(scenario.horizon)
  const every = Math.min(millisecondsOf(scenario.record.every), millisecondsOf(horizon))
  const record = { ...scenario.record, every: formatDuration(every) }
  return changed(now, { horizon, record, markets, oracle: { ...scenario.oracle, faults }, steps })
}

/** Lets everything happen sooner, at an eighth of its time, a quarter … */
export const soonerShock: Pass = () => [
  function* (now) {
    for (const part of [1 / 8, 1 / 4, 1 / 2, 3 / 4]) yield sooner(now, part)
  },
]

/** Removes steps: all, halves, quarters … single ones. */
export const fewerSteps: Pass = ({ scenario }) => {
  const moves: Move[] = []
  for (let size = scenario.steps.length; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    moves.push(function* (now) {
      const { steps } = now.scenario
      for (let from = steps.length - size; from > 0 - size; from -= size)
        yield changed(now, { steps: steps.filter((_, i) => i < from || i >= from + size) })
    })
  }
  return moves
}
