import { formatDuration } from '../../scenario/format-duration.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { BaselineFigures } from './baseline-figures.ts'

export const MINUTE = 60_000

/** What may be said of the battery besides the scenario. */
export interface StressOptions {
  /** Milliseconds of the run at which stress begins; a third of the run, in whole seconds, when left out. */
  readonly at?: number
  /** Milliseconds at which runs end, where recorded prices end before the scenario's horizon. */
  readonly end?: number
  /** What was measured on runs without stress; cases that need what is left out are skipped. */
  readonly baseline?: BaselineFigures
}

/** Where and when a battery's cases strike. */
export interface StressSetting {
  readonly scenario: Scenario
  /** Milliseconds. */
  readonly at: number
  readonly end: number
  /** Milliseconds between blocks, in the mean. */
  readonly blockTime: number
  readonly symbols: readonly string[]
  readonly baseline: BaselineFigures
}

/** @throws RangeError when stress would not begin within the run */
export const stressSetting = (scenario: Scenario, { at, end, baseline = {} }: StressOptions = {}): StressSetting => {
  const horizon = millisecondsOf(scenario.horizon)
  const until = Math.min(horizon, end ?? horizon)
  const from = at ?? Math.floor(until / 3000) * 1000
  if (!Number.isSafeInteger(from) || from < 0 || from >= until)
    throw new RangeError(`stress at ${from} ms must be whole milliseconds within the run, which ends at ${until} ms`)
  return {
    scenario,
    at: from,
    end: until,
    blockTime: millisecondsOf(scenario.chain.blockTime),
    symbols: scenario.markets.map(({ symbol }) => symbol),
    baseline,
  }
}

/** Why something of this length has no room from the stress to the end of the run; `undefined` where it has. */
export const tooLong = ({ at, end }: StressSetting, milliseconds: number): string | undefined =>
  at + milliseconds <= end
    ? undefined
    : `the run goes on for ${formatDuration(end - at)} after the stress begins, and this takes ${formatDuration(milliseconds)}`
