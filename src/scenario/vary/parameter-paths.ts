import type { ScenarioPath } from '../scenario-path.ts'
import { type FoundParameter, findParameter, nearestParameter } from './parameter-path.ts'

/** The dotted path with its first `*` replaced by each name below it. */
const expanded = (scenario: unknown, text: string): readonly string[] => {
  const parts = text.trim().split('.')
  const star = parts.indexOf('*')
  if (star < 0) return [text]
  let at: unknown = scenario
  for (const part of parts.slice(0, star)) at = (at as Readonly<Record<string, unknown>> | undefined)?.[part]
  if (typeof at !== 'object' || at === null) return []
  return Object.keys(at).flatMap((name) => expanded(scenario, parts.with(star, name).join('.')))
}

/**
 * Finds all places that get one value: what `findParameter` finds, and with `*` for a name every place that there is:
 * `engines.*.capital`.
 */
export const findParameters = (
  scenario: unknown,
  text: string,
): { readonly paths: readonly ScenarioPath[] } | Exclude<FoundParameter, { path: unknown }> => {
  const names = expanded(scenario, text.replaceAll(/\[(\d+)\]/g, '.$1'))
  if (names.length === 0) {
    const suggestion = nearestParameter(scenario, text.replaceAll('*.', '')) ?? ''
    return { fault: 'is no path of the scenario', suggestion }
  }
  const paths: ScenarioPath[] = []
  for (const name of names) {
    const found = findParameter(scenario, name)
    if ('fault' in found) return found
    paths.push(found.path)
  }
  return { paths }
}
