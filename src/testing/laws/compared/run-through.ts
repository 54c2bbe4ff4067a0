import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import type { Simulation } from '../../../simulation/simulation.ts'
import type { BuildCase, Onlookers, ScenarioCase } from '../../law.ts'

/** A run that is over, and what it told. */
export interface FinishedRun {
  readonly simulation: Simulation
  readonly events: readonly ExchangeEvent[]
  /** What it threw, where it did not come to its end. */
  readonly threw?: string
}

/** Makes the next block. @returns false when the run is over; a run that throws is over: another law speaks of that */
export const stepped = (simulation: Simulation): boolean => {
  try {
    return simulation.step()
  } catch {
    return false
  }
}

/** Steps until the run is over. @returns what it threw, if anything */
export const stepThrough = (simulation: Simulation): string | undefined => {
  try {
    while (simulation.step());
    return undefined
  } catch (error) {
    return String(error)
  }
}

/** Builds the case's run and goes to its end with an ear on its events. */
export const runThrough = async (
  build: BuildCase,
  sample: ScenarioCase,
  onlookers: Omit<Onlookers, 'events'> = {},
): Promise<FinishedRun> => {
  const events: ExchangeEvent[] = []
  const simulation = await build(sample, { ...onlookers, events: { emit: (event) => events.push(event) } })
  const threw = stepThrough(simulation)
  return { simulation, events, ...(threw !== undefined && { threw }) }
}
