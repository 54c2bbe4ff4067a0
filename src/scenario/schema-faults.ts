import type { z } from 'zod'
import { nearestName } from '../formula/nearest-name.ts'
import type { ScenarioFault } from './scenario-error.ts'
import { formatPath, formatValue, type ScenarioPath, valueAt } from './scenario-path.ts'
import { MISSING, oneOf } from './value-schemas.ts'
import type { YamlSource } from './yaml-source.ts'

type Issue = z.core.$ZodIssue

const KINDS: Readonly<Record<string, string>> = {
  object: 'must be a map',
  record: 'must be a map',
  array: 'must be a list',
  tuple: 'must be a list',
  string: 'must be text',
  number: 'must be a number',
  boolean: 'must be true or false',
}

/** What a fault says, before it has its place. */
export interface Finding {
  readonly path: ScenarioPath
  readonly at: 'key' | 'value'
  readonly value: string
  readonly rule: string
  readonly unit: string
  readonly suggestion: string
}

const finding = (path: ScenarioPath, given: unknown, rule: string, more: Partial<Finding> = {}): Finding => ({
  path,
  at: 'value',
  value: formatValue(given),
  rule,
  unit: '',
  suggestion: '',
  ...more,
})

const absent = (issue: Issue, given: unknown): boolean =>
  valueAt(given, issue.path as ScenarioPath) === undefined && issue.code !== 'unrecognized_keys'

/** How badly a variant of a union misses the shape of what was given; a wrong value in the right shape costs nothing. */
const mismatch = (issues: readonly Issue[], given: unknown): number =>
  issues.reduce((sum, issue) => {
    const root = issue.path.length === 0
    if (issue.code === 'unrecognized_keys') return sum + issue.keys.length
    if (issue.code === 'invalid_union' && 'options' in issue) {
      const named = valueAt(given, issue.path as ScenarioPath)
      const near = typeof named === 'string' && nearestName(named, (issue.options as readonly string[]).map(String))
      return sum + (named === undefined ? 10 : near ? 0.5 : 5)
    }
    if (root && issue.code === 'invalid_type') return sum + 100
    if (root && issue.code === 'invalid_value') return sum + (typeof given === 'object' ? 100 : 2)
    if (root && issue.code === 'custom') return sum + (typeof given === 'object' ? 50 : 1)
    return sum + (absent(issue, given) ? 1 : 0)
  }, 0)

const knownKeys = (issue: Issue): readonly string[] =>
  issue.code === 'unrecognized_keys' ? issue.message.split(' ') : []

const unknownKeys = (keys: readonly string[], known: readonly string[], path: ScenarioPath): readonly Finding[] =>
  keys.map((key) =>
    finding([...path, key], undefined, 'is an unknown key', { at: 'key', suggestion: nearestName(key, known) ?? '' }),
  )

/** Faults of the variant that was most likely meant. */
const ofUnion = (variants: readonly (readonly Issue[])[], given: unknown, path: ScenarioPath): readonly Finding[] => {
  const scores = variants.map((issues) => mismatch(issues, given))
  const least = Math.min(...scores)
  const best = variants.filter((_, i) => scores[i] === least)
  if (best.length > 1 && least > 0 && least < 100 && typeof given === 'object') {
    // Nothing tells which was meant: all names together.
    const keys = best[0].flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []))
    const known = [...new Set(variants.flat().flatMap(knownKeys))]
    if (keys.length > 0) return unknownKeys(keys, known, path)
    const wanted = [
      ...new Set(
        best
          .flat()
          .filter((issue) => absent(issue, given))
          .map(({ path: p }) => p.join('.')),
      ),
    ]
    return [finding(path, given, `must have one of ${wanted.join(', ')}`)]
  }
  return best[0].flatMap((issue) => findings(issue, given, path))
}

const findings = (issue: Issue, given: unknown, base: ScenarioPath): readonly Finding[] => {
  const own = issue.path as ScenarioPath
  const path = [...base, ...own]
  const value = valueAt(given, own)
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, knownKeys(issue), path)
    case 'invalid_union': {
      if (!('options' in issue)) return ofUnion(issue.errors, value, path)
      const options = (issue.options as readonly unknown[]).map(String)
      if (value === undefined) return [finding(path, undefined, `${MISSING}: ${oneOf(options)}`)]
      const suggestion = typeof value === 'string' ? (nearestName(value, options) ?? '') : ''
      return [finding(path, value, `must be ${oneOf(options)}`, { suggestion })]
    }
    case 'invalid_value': {
      const options = issue.values.map(String)
      if (value === undefined) return [finding(path, undefined, `${MISSING}: ${oneOf(options)}`)]
      const suggestion = typeof value === 'string' ? (nearestName(value, options) ?? '') : ''
      return [finding(path, value, `must be ${oneOf(options)}`, { suggestion })]
    }
    case 'invalid_type':
      if (value === undefined) return [finding(path, undefined, MISSING)]
      return [finding(path, value, KINDS[issue.expected] ?? `must be ${issue.expected}`)]
    case 'too_small':
      return [finding(path, value, 'must not be empty')]
    case 'custom': {
      const { unit = '', suggestion = '' } = (issue.params ?? {}) as Record<string, string>
      return [finding(path, value, issue.message, { unit, suggestion })]
    }
    default:
      return [finding(path, value, issue.message)]
  }
}

/**
 * What a schema refused, in the words of users.
 *
 * @param given - the data that the issues' paths begin at, which stand at `base`
 */
export const schemaFindings = (issues: readonly Issue[], given: unknown, base: ScenarioPath): readonly Finding[] => {
  const found = issues.flatMap((issue) => findings(issue, given, base))
  const meant = new Set(
    found.filter(({ at }) => at === 'key').map(({ path, suggestion }) => [...path.slice(0, -1), suggestion].join('.')),
  )
  // A field that is missing because its name is misspelt is one fault.
  return found.filter(({ at, rule, path }) => at === 'key' || !rule.startsWith(MISSING) || !meant.has(path.join('.')))
}

/** What a schema refused, each with its place in the text. */
export const schemaFaults = (
  issues: readonly Issue[],
  given: unknown,
  base: ScenarioPath,
  source: YamlSource,
): readonly ScenarioFault[] =>
  schemaFindings(issues, given, base).map(({ path, at, value, rule, unit, suggestion }) => ({
    file: source.file,
    ...source.place(path, at),
    path: formatPath(path),
    value,
    rule,
    unit,
    suggestion,
  }))
