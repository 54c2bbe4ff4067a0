/** Milliseconds of the year that annualised figures refer to: 365 days, since these markets never close. */
export const MILLISECONDS_PER_YEAR = 31_536_000_000

/** What every price model needs besides its own figures. */
export interface ModelClock {
  /** Seed of the run. */
  readonly seed: number
  /** Number of the market: markets draw from streams of their own. */
  readonly market: number
  /** Price at time 0, price micro-units. */
  readonly start: number
  /** Last time the path answers, milliseconds. */
  readonly horizon: number
  /** Milliseconds between two draws; in between the price runs along a straight line. */
  readonly step: number
}

/** A figure of a model that breaks its rule, as text: name, value, rule. */
export type ModelFault = string

const MOST_STEPS = 50_000_000

/** Faults of the part that all models share. */
export const clockFaults = (clock: ModelClock): ModelFault[] => {
  const faults: ModelFault[] = []
  const whole = (name: string, x: number, least: number, unit: string): void => {
    if (!Number.isSafeInteger(x) || x < least)
      faults.push(`${name}: ${x} must be a whole number of ${unit}, at least ${least}`)
  }
  whole('start', clock.start, 1, 'price micro-units')
  whole('horizon', clock.horizon, 1, 'milliseconds')
  whole('step', clock.step, 1, 'milliseconds')
  if (clock.horizon / clock.step > MOST_STEPS) {
    faults.push(`step: ${clock.step} ms cuts the horizon of ${clock.horizon} ms into more than ${MOST_STEPS} steps`)
  }
  return faults
}

/** A fault when a figure is no finite number within its bounds (included). */
export const figureFault = (name: string, x: number, least: number, most: number, what: string): ModelFault[] =>
  Number.isFinite(x) && x >= least && x <= most ? [] : [`${name}: ${x} must be ${what}`]

/** @throws RangeError with all faults, one a line, when there is any */
export const refuseFaults = (model: string, faults: readonly ModelFault[]): void => {
  if (faults.length > 0) throw new RangeError(faults.map((fault) => `${model}: ${fault}`).join('\n'))
}
