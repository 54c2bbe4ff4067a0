import { Document, isCollection, isNode, visit } from 'yaml'
import { type Scenario, type ScenarioPart, scenarioParts } from './scenario.ts'
import { type ScenarioPath, valueAt } from './scenario-path.ts'
import { withValueAt } from './vary/parameter-path.ts'

/** Does the part, written so, read as it stands in the scenario? */
type Same = (written: unknown) => boolean

const isContainer = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null

/** Shorter ways in which a schema may take a value: `{ kind: full }` as `full`, `{ engine: {} }` as `engine`, a waypoint as a pair, whole text as a number. */
const shorterForms = (written: unknown): readonly unknown[] => {
  if (typeof written === 'string' && /^-?\d{1,15}$/.test(written)) return [Number(written)]
  if (!isContainer(written) || Array.isArray(written)) return []
  const named = Object.entries(written)
  if (named.length === 1) {
    const [[key, value]] = named
    if (!isContainer(value)) return [value]
    return Object.keys(value).length === 0 ? [key] : []
  }
  return named.every(([, value]) => !isContainer(value)) ? [named.map(([, value]) => value)] : []
}

/** Leaves out of a part whatever reads the same without it. */
const withoutDefaults = (part: unknown, same: Same): unknown => {
  let written = part
  const attempt = (candidate: unknown): boolean => {
    if (!same(candidate)) return false
    written = candidate
    return true
  }
  const shorten = (path: ScenarioPath): void => {
    const here = valueAt(written, path)
    const keys = Array.isArray(here) ? [...here.keys()] : isContainer(here) ? Object.keys(here) : []
    for (const key of keys) {
      const below = [...path, key]
      if (typeof key === 'number' || !attempt(withValueAt(written, below, undefined))) shorten(below)
    }
    for (const form of shorterForms(valueAt(written, path))) if (attempt(withValueAt(written, path, form))) break
  }
  shorten([])
  return written
}

/** The scenario as data in which only what differs from the defaults is stated; it reads back as itself. */
export const briefScenario = (scenario: Scenario): Readonly<Record<string, unknown>> => {
  const brief: Record<string, unknown> = {}
  for (const part of Object.keys(scenarioParts) as ScenarioPart[]) {
    const whole = scenario[part]
    if (whole === undefined) continue
    const text = JSON.stringify(whole)
    const same: Same = (written) => {
      const read = scenarioParts[part].safeParse(written)
      return read.success && JSON.stringify(read.data) === text
    }
    if (!same(undefined)) brief[part] = withoutDefaults(whole, same)
  }
  return brief
}

/** Letters of a list or map that is written on one line. */
const ONE_LINE = 110

/** `briefScenario` as YAML, with short lists and maps on one line. */
export const printBrief = (scenario: Scenario): string => {
  const document = new Document(briefScenario(scenario))
  visit(document, (_, node, path) => {
    if (!isNode(node) || !isCollection(node) || path.length < 2) return
    node.flow = JSON.stringify(node.toJS(document)).length <= ONE_LINE
  })
  return document.toString({ lineWidth: 120, flowCollectionPadding: true })
}
