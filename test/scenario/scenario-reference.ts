import { scenarioJsonSchema } from '../../src/scenario/scenario.ts'

type Shape = Readonly<Record<string, unknown>>

const variantsOf = (shape: Shape): readonly Shape[] => [
  ...((shape.anyOf ?? []) as Shape[]),
  ...((shape.oneOf ?? []) as Shape[]),
]

/** Names that a field may be, with those of its variants. */
const namesOf = (shape: Shape): readonly string[] => [
  ...('const' in shape ? [String(shape.const)] : []),
  ...((shape.enum ?? []) as readonly string[]),
  ...variantsOf(shape).flatMap(namesOf),
]

const lineOf = (path: string, shape: Shape, required: boolean): string => {
  const usual =
    shape.default === undefined
      ? required
        ? 'required'
        : ''
      : `\`${JSON.stringify(shape.default).replace(/^"(.*)"$/, '$1')}\``
  const names = [...new Set(namesOf(shape))].filter((name) => name !== '0')
  const among = names.length === 0 ? '' : `: ${names.map((name) => `\`${name}\``).join(', ')}`
  return `| \`${path}\` | ${String(shape.description ?? '')}${among} | ${usual} |`
}

/** A field's row, and those of the fields below it; `seen` keeps fields that several variants share from coming twice. */
const rowsOf = (shape: Shape, path: string, seen: Set<string>): readonly string[] => {
  const required = (shape.required ?? []) as readonly string[]
  const named = Object.entries((shape.properties ?? {}) as Readonly<Record<string, Shape>>)
  const kind = named.find(([, field]) => 'const' in field)?.[1].const
  const rows = named.flatMap(([name, field]) => {
    if ('const' in field && path !== '') return []
    const whole = path === '' ? name : `${path}.${name}`
    const row = lineOf(whole, field, required.includes(name))
    const below = rowsOf(field, whole, seen)
    if (seen.has(row)) return below
    seen.add(row)
    return [row, ...below]
  })
  const own = rows.length > 0 && kind !== undefined ? [`| | **\`${String(kind)}\`** | |`, ...rows] : rows
  const item = typeof shape.items === 'object' ? rowsOf(shape.items as Shape, `${path}[]`, seen) : []
  const entry =
    typeof shape.additionalProperties === 'object'
      ? rowsOf(shape.additionalProperties as Shape, `${path}.NAME`, seen)
      : []
  return [...own, ...variantsOf(shape).flatMap((variant) => rowsOf(variant, path, seen)), ...item, ...entry]
}

/** The tables of `docs/scenarios.md`, from the JSON Schema: one a part of a scenario. */
export const scenarioReference = (): string => {
  const { properties, required } = scenarioJsonSchema() as {
    properties: Readonly<Record<string, Shape>>
    required: readonly string[]
  }
  return Object.entries(properties)
    .map(([part, shape]) => {
      const rows = [lineOf(part, shape, required.includes(part)), ...rowsOf(shape, part, new Set())]
      return `### ${part}\n\n| field | what it is | default |\n|---|---|---|\n${rows.join('\n')}\n`
    })
    .join('\n')
}
