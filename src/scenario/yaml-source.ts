import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { ScenarioFault } from './scenario-error.ts'
import type { ScenarioPath } from './scenario-path.ts'

/** A place in a text, both from 1. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** A YAML (or JSON) text with its data and the places where they stand. */
export interface YamlSource {
  /** File or name, as messages show it. */
  readonly file: string
  /** Plain data; `undefined` where the syntax is broken. */
  readonly data: unknown
  /** Faults of syntax. */
  readonly faults: readonly ScenarioFault[]
  /**
   * Where the value at a path stands: with `key`, the field's name. A path that is not in the text answers the place of
   * its nearest parent that is.
   */
  place(path: ScenarioPath, what?: 'value' | 'key'): TextPlace
  /** Where a column (from 1) of the text at the path stands; the text's beginning where it is folded over lines. */
  inText(path: ScenarioPath, column: number): TextPlace
}

const resolved = (document: Document, node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)

/** Offset in the text at which the path's value or name begins. */
const offsetOf = (document: Document, path: ScenarioPath, what: 'value' | 'key'): number => {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const [depth, part] of path.entries()) {
    const container = resolved(document, node)
    let child: unknown
    let key: unknown
    if (isMap(container)) {
      const pair = container.items.find((item) => (isScalar(item.key) ? item.key.value === part : false))
      child = pair?.value
      key = pair?.key
    } else if (isSeq(container) && typeof part === 'number') child = container.items[part]
    if (child === undefined && key === undefined) return offset
    const shown =
      (what === 'key' && depth === path.length - 1) || !isNode(child) || isEmpty(child) ? (key ?? child) : child
    if (isNode(shown)) offset = shown.range?.[0] ?? offset
    node = child
  }
  return offset
}

const isEmpty = (node: unknown): boolean => isScalar(node) && node.value === null && (node.source ?? '') === ''

/** Reads a text as YAML 1.2; JSON is a part of it. Broken syntax becomes faults, not an exception. */
export const yamlSource = (text: string, file: string): YamlSource => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const placeOf = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const fault = (rule: string, offset: number): ScenarioFault => ({
    file,
    ...placeOf(offset),
    path: '',
    value: '',
    rule,
    unit: '',
    suggestion: '',
  })
  const faults = [...document.errors, ...document.warnings].map((error) =>
    fault(`no valid YAML: ${error.message.split('\n')[0]}`, error.pos[0]),
  )
  let data: unknown
  if (faults.length === 0) {
    try {
      data = document.toJS({ maxAliasCount: 100 })
    } catch (error) {
      faults.push(fault(`no valid YAML: ${(error as Error).message.split('\n')[0]}`, 0))
    }
  }
  return {
    file,
    data,
    faults,
    place: (path, what = 'value') => placeOf(offsetOf(document, path, what)),
    inText: (path, column) => {
      const offset = offsetOf(document, path, 'value')
      const first = text[offset]
      if (first === '|' || first === '>' || first === '&') return placeOf(offset)
      return placeOf(offset + column - 1 + (first === '"' || first === "'" ? 1 : 0))
    },
  }
}

/** Plain data as a source: it has values, but no lines. */
export const plainSource = (data: unknown, file: string): YamlSource => {
  const nowhere = { line: 0, column: 0 }
  return { file, data, faults: [], place: () => nowhere, inText: () => nowhere }
}
