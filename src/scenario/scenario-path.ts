/** Where a value stands in a scenario: names of fields and positions in lists. */
export type ScenarioPath = readonly (string | number)[]

/** `['margin', 'tiers', 0, 'initial']` as users read it: `margin.tiers[0].initial`. */
export const formatPath = (path: ScenarioPath): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )

/** The value at a path in plain data; `undefined` where the path ends early. */
export const valueAt = (data: unknown, path: ScenarioPath): unknown => {
  let at = data
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<string | number, unknown>)[part]
  }
  return at
}

/** A value as a message shows it: text and numbers as they are, long lists and maps by their kind. */
export const formatValue = (value: unknown): string => {
  if (value === undefined) return ''
  if (typeof value === 'string') return value === '' ? '""' : value.length > 60 ? `${value.slice(0, 57)}...` : value
  const text = JSON.stringify(value)
  if (text.length <= 40) return text
  return Array.isArray(value) ? 'the list' : 'the map'
}
