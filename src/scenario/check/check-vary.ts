import type { Report } from '../report.ts'
import { type Scenario, type ScenarioPart, scenarioParts } from '../scenario.ts'
import { formatPath, formatValue, type ScenarioPath, valueAt } from '../scenario-path.ts'
import { schemaFindings } from '../schema-faults.ts'
import { findParameter, fittingValue, nearestParameter, withValueAt } from '../vary/parameter-path.ts'
import { type RangeText, valueRange } from '../vary/value-range.ts'

/** What is wrong with a parameter that varies: what is said of it, and the name that was probably meant. */
export interface VaryFault {
  readonly rule: string
  readonly suggestion: string
}

/** The first thing that the schema refuses of a value at a path; rules between fields are not asked. */
export const refusal = (scenario: Partial<Scenario>, path: ScenarioPath, value: unknown): VaryFault | undefined => {
  const part = path[0] as ScenarioPart
  const data = withValueAt(scenario[part], path.slice(1), value)
  const read = scenarioParts[part].safeParse(data)
  if (read.success) return undefined
  const [first] = schemaFindings(read.error.issues, data, [part])
  const { rule, unit, suggestion, at } = first
  if (at === 'key')
    return { rule: 'is no path of the scenario', suggestion: nearestParameter(scenario, formatPath(path)) ?? '' }
  const measured = unit === '' || rule.includes(unit) ? '' : ` (${unit})`
  return { rule: `cannot be ${formatValue(value)} there: ${rule}${measured}`, suggestion }
}

/** A value at a path as the schema reads it, defaults filled in; `undefined` for one that it refuses. */
export const readAs = (scenario: Partial<Scenario>, path: ScenarioPath, value: unknown): unknown => {
  const part = path[0] as ScenarioPart
  const read = scenarioParts[part].safeParse(withValueAt(scenario[part], path.slice(1), value))
  return read.success ? valueAt(read.data, path.slice(1)) : undefined
}

/** What is wrong with one entry of `vary`; `undefined` for one that can be drawn from. Rules between fields are met by drawing again. */
export const varyFault = (scenario: Partial<Scenario>, name: string, text: RangeText): VaryFault | undefined => {
  const found = findParameter(scenario, name)
  if ('fault' in found) return { rule: found.fault, suggestion: found.suggestion }
  const range = valueRange(text)
  if ('fault' in range) return { rule: `${formatValue(text)} ${range.fault}`, suggestion: '' }
  const tried = typeof text === 'string' ? [0, range.count - 1] : [...text.keys()]
  for (const position of tried) {
    const refused = refusal(scenario, found.path, fittingValue(scenario, found.path, range.value(position)))
    if (refused !== undefined) return refused
  }
  return undefined
}

/** Parameters that vary are there, and every value that may be drawn for them is one that they may have. */
export const checkVary = (scenario: Partial<Scenario>, report: Report): void => {
  for (const [name, text] of Object.entries(scenario.vary ?? {})) {
    const part = name.trim().split(/[.[]/)[0]
    // A part that the schema refuses is spoken of already.
    if (part in scenarioParts && scenario[part as ScenarioPart] === undefined) continue
    const fault = varyFault(scenario, name, text)
    if (fault !== undefined) report.fault(['vary', name], fault.rule, { value: '', suggestion: fault.suggestion })
  }
}
