import { readAs, refusal } from '../check/check-vary.ts'
import type { Scenario } from '../scenario.ts'
import { formatPath, formatValue, type ScenarioPath, valueAt } from '../scenario-path.ts'
import type { Change } from './change.ts'
import { NUMBER, numberIn } from './number-in.ts'
import { fittingValue } from './parameter-path.ts'
import { findParameters } from './parameter-paths.ts'
import { type ParameterScale, parameterScale } from './parameter-scale.ts'
import type { RangeText } from './value-range.ts'

/** A parameter that a study varies, with all that it may be. */
export interface StudyParameter {
  /** Dotted path in full, with `*` where several places get the same value: `margin.tiers.0.maintenance`. */
  readonly name: string
  readonly paths: readonly ScenarioPath[]
  readonly scale: ParameterScale
  /** The scenario's own value, as written; `undefined` where it leaves the field out. */
  readonly today: unknown
  /** Its values are numbers in one unit, which `scale.unit` names; else they are told apart by their text. */
  readonly isNumber: boolean
}

/** What tells a point apart in one parameter: a number in the parameter's unit, or a text; `undefined` for no such number. */
export const labelOf = ({ isNumber, scale }: StudyParameter, value: unknown): number | string | undefined => {
  if (isNumber) return numberIn(scale.unit, value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The changes that give a parameter a value. */
export const changesTo = ({ paths }: StudyParameter, scenario: unknown, value: unknown): readonly Change[] =>
  paths.map((path) => ({ path, value: fittingValue(scenario, path, value) }))

/** Shares of the grid's levels, from 0 to 1. */
export const levelShares = ({ levels }: ParameterScale): readonly number[] =>
  Array.from({ length: levels }, (_, i) => (levels === 1 ? 0 : i / (levels - 1)))

/** The unit that all values of a list share; `undefined` where they are no numbers in one unit. */
const commonUnit = (values: readonly unknown[]): string | undefined => {
  const units = values.map((value) => (typeof value === 'object' ? undefined : NUMBER.exec(String(value).trim())?.[2]))
  return units.every((unit) => unit === units[0]) ? units[0] : undefined
}

/** A field that holds a number, and the schema takes none but whole ones there. */
const isCount = (scenario: Partial<Scenario>, path: ScenarioPath): boolean => {
  const today = valueAt(scenario, path)
  return (
    typeof today === 'number' &&
    Number.isInteger(today) &&
    [today - 0.5, today + 0.5].every((x) => refusal(scenario, path, x) !== undefined)
  )
}

/** The scenario's own value; as a list writes it where the schema reads both alike: `random` for `{ kind: random }`. */
const todayOf = (scenario: Partial<Scenario>, path: ScenarioPath, written: readonly unknown[]): unknown => {
  const own = valueAt(scenario, path)
  const text = JSON.stringify(own)
  if (own === undefined) return undefined
  return (
    written.find((value) => JSON.stringify(readAs(scenario, path, fittingValue(scenario, path, value))) === text) ?? own
  )
}

/** What is wrong with a parameter of a study, and the name that was probably meant. */
export interface ParameterFault {
  readonly fault: string
  readonly suggestion: string
}

/** Reads one parameter that a study varies: every value that it may have is one that the schema takes. */
export const readParameter = (
  scenario: Partial<Scenario>,
  name: string,
  text: RangeText,
): StudyParameter | ParameterFault => {
  const found = findParameters(scenario, name)
  if ('fault' in found) return found
  const { paths } = found
  const scale = parameterScale(text, isCount(scenario, paths[0]))
  if ('fault' in scale) return { fault: `${formatValue(text)} ${scale.fault}`, suggestion: '' }
  const values = levelShares(scale).map((share) => scale.at(share))
  if (new Set(values.map((value) => JSON.stringify(value))).size < values.length)
    return { fault: `${formatValue(text)} has levels that are the same value`, suggestion: '' }
  for (const path of paths)
    for (const value of values) {
      const refused = refusal(scenario, path, fittingValue(scenario, path, value))
      if (refused !== undefined) return { fault: refused.rule, suggestion: refused.suggestion }
    }
  const unit = scale.kind === 'list' ? commonUnit(values) : scale.unit
  return {
    name: name.includes('*') ? name.trim() : formatPath(paths[0]).replaceAll(/\[(\d+)\]/g, '.$1'),
    paths,
    scale: { ...scale, unit: unit ?? '' },
    today: todayOf(scenario, paths[0], scale.kind === 'list' ? values : []),
    isNumber: unit !== undefined,
  }
}

/**
 * Reads what a study varies, by path.
 *
 * @returns the parameters in order, or a sentence for each that cannot be varied, with the nearest right name
 */
export const readParameters = (
  scenario: Scenario,
  vary: Readonly<Record<string, RangeText>>,
): { readonly parameters: readonly StudyParameter[] } | { readonly faults: readonly string[] } => {
  const faults: string[] = []
  const parameters: StudyParameter[] = []
  for (const [name, text] of Object.entries(vary)) {
    const read = readParameter(scenario, name, text)
    if ('fault' in read) {
      const meant = read.suggestion === '' ? '' : `; did you mean ${read.suggestion}?`
      faults.push(`${name}: ${read.fault}${meant}`)
    } else if (parameters.some((other) => other.name === read.name)) faults.push(`${name}: is varied twice`)
    else parameters.push(read)
  }
  return faults.length > 0 ? { faults } : { parameters }
}
