import { nearestName } from '../../formula/nearest-name.ts'
import { type ScenarioPath, valueAt } from '../scenario-path.ts'

/** Parts of a scenario that are not parameters of it. */
const FIXED: Readonly<Record<string, string>> = {
  name: 'names the scenario',
  description: 'is for readers',
  seed: 'is varied by itself: seed, seed + 1, …',
  properties: 'is what is judged',
  laws: 'is what is judged',
  vary: 'is what varies',
  study: 'is what is asked',
}

type Container = Readonly<Record<string, unknown>>

const isContainer = (x: unknown): x is Container => typeof x === 'object' && x !== null

/** Paths of everything in the data, dotted. */
const pathsOf = (data: unknown, above = ''): readonly string[] =>
  isContainer(data)
    ? Object.keys(data).flatMap((key) => {
        const path = above === '' ? key : `${above}.${key}`
        return [path, ...pathsOf(data[key], path)]
      })
    : []

/** The key of a container that the text begins with; the longest where names hold dots. */
const keyAt = (data: Container, text: string): string | undefined =>
  Object.keys(data)
    .filter((key) => text === key || text.startsWith(`${key}.`))
    .sort((a, b) => b.length - a.length)[0]

/** A place of a scenario that may vary, or what is wrong with its name. */
export type FoundParameter = { readonly path: ScenarioPath } | { readonly fault: string; readonly suggestion: string }

/** Shorter names of a dotted path: without positions in lists, and without the lists. */
const shorterNames = (path: string): readonly string[] =>
  [/\.\d+(?=\.|$)/g, /\.[^.]+\.\d+(?=\.|$)/g].map((part) => path.replaceAll(part, '')).filter((name) => name !== path)

/** The one path that is meant where a list of one is passed over: `margin.maintenance` of a single tier. */
const abbreviated = (scenario: unknown, wanted: string): string | undefined => {
  const meant = pathsOf(scenario).filter((path) => shorterNames(path).includes(wanted))
  return meant.length === 1 ? meant[0] : undefined
}

/**
 * Finds the place that a dotted path names: `margin.tiers.0.maintenance` or `margin.tiers[0].maintenance`, and
 * `margin.maintenance` where there is one tier. The last name may be that of a field that the scenario leaves out;
 * whether there is such a field the schema knows.
 */
export const findParameter = (scenario: unknown, text: string): FoundParameter => {
  const wanted = text.trim().replaceAll(/\[(\d+)\]/g, '.$1')
  const path: (string | number)[] = []
  let rest = wanted
  let at: unknown = scenario
  const unknown = (): FoundParameter => ({
    fault: 'is no path of the scenario',
    suggestion: nearestParameter(scenario, wanted) ?? '',
  })
  while (rest !== '') {
    if (!isContainer(at)) return unknown()
    const key = keyAt(at, rest)
    if (key === undefined) {
      const whole = abbreviated(scenario, wanted)
      if (whole !== undefined) return findParameter(scenario, whole)
      const mayBeLeftOut = path.length > 0 && !Array.isArray(at) && /^[A-Za-z][A-Za-z-]*$/.test(rest)
      if (!mayBeLeftOut) return unknown()
      path.push(rest)
      break
    }
    path.push(Array.isArray(at) ? Number(key) : key)
    at = at[key]
    rest = rest.slice(key.length + 1)
  }
  if (path.length === 0) return unknown()
  const fixed = FIXED[String(path[0])]
  return fixed === undefined ? { path } : { fault: `cannot vary: ${path[0]} ${fixed}`, suggestion: '' }
}

/** The path that exists and is nearest to a name, by its full or a shorter name. */
export const nearestParameter = (scenario: unknown, text: string): string | undefined => {
  const paths = pathsOf(scenario).filter((path) => !(path.split('.')[0] in FIXED))
  const byName = new Map([...paths.flatMap((path) => shorterNames(path).map((name) => [name, path] as const))])
  for (const path of paths) byName.set(path, path)
  return byName.get(nearestName(text, [...byName.keys()]) ?? '')
}

/** The data with another value at a path; nothing is changed in place. `undefined` leaves the field out. */
export const withValueAt = <T>(data: T, path: ScenarioPath, value: unknown): T => {
  const [first, ...below] = path
  if (first === undefined) return value as T
  const inner = below.length === 0 ? value : withValueAt(valueAt(data, [first]), below, value)
  if (Array.isArray(data)) {
    const position = Number(first)
    return (
      inner === undefined ? data.filter((_, i) => i !== position) : data.map((x, i) => (i === position ? inner : x))
    ) as T
  }
  const { [first]: _, ...others } = data as Record<string, unknown>
  if (inner === undefined) return others as T
  return { ...(data as Record<string, unknown>), [first]: inner } as T
}

/** A value of a range as the field at the path takes it: a number, or yes or no, where one stands there, else as it is. */
export const fittingValue = (scenario: unknown, path: ScenarioPath, value: unknown): unknown => {
  if (typeof value !== 'string') return value
  const today = valueAt(scenario, path)
  if (typeof today === 'number' && /^[+-]?\d[\d_]*(\.\d+)?$/.test(value)) return Number(value.replaceAll('_', ''))
  if (typeof today === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}
