import { type NamedModules, reserveIn, restoredIn, stateOf } from '../market/composite-state.ts'

const kinds = { Float64Array, Int32Array, Uint32Array, Uint8Array } as const
type Kind = keyof typeof kinds

interface Entry {
  readonly name: string
  readonly kind: Kind
  readonly length: number
}

interface Header {
  readonly format: 'perplab-checkpoint-1'
  /** What the bytes belong to: scenario, engine and seed. */
  readonly key: string
  readonly entries: readonly Entry[]
}

/**
 * The bytes of all modules' states, with their names and lengths: a JSON header, a newline, then the arrays.
 * @param key - names the run; `restoreCheckpoint` refuses another's
 */
export const writeCheckpoint = (key: string, modules: NamedModules): Uint8Array => {
  const arrays = Object.entries(stateOf(modules))
  const entries = arrays.map(
    ([name, array]): Entry => ({ name, kind: array.constructor.name as Kind, length: array.length }),
  )
  const header: Header = { format: 'perplab-checkpoint-1', key, entries }
  const head = new TextEncoder().encode(`${JSON.stringify(header)}\n`)
  const size = arrays.reduce((sum, [, array]) => sum + array.byteLength, head.length)
  const bytes = new Uint8Array(size)
  bytes.set(head)
  let at = head.length
  for (const [, array] of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += array.byteLength
  }
  return bytes
}

/**
 * Puts a checkpoint's bytes into freshly built modules of the same run.
 * @throws RangeError when the bytes are no checkpoint, are cut short, or belong to another run
 */
export const restoreCheckpoint = (bytes: Uint8Array, key: string, modules: NamedModules): void => {
  const end = bytes.indexOf(10)
  const header = end < 0 ? undefined : headerOf(new TextDecoder().decode(bytes.subarray(0, end)))
  if (header?.format !== 'perplab-checkpoint-1') throw new RangeError('these bytes are no perplab checkpoint')
  if (header.key !== key) throw new RangeError(`the checkpoint belongs to "${header.key}", not to "${key}"`)
  reserveIn(modules, Object.fromEntries(header.entries.map((entry) => [entry.name, entry.length])))
  const targets = new Map(Object.entries(stateOf(modules)))
  let at = end + 1
  for (const { name, kind, length } of header.entries) {
    const target = targets.get(name)
    const source = new Uint8Array(length * kinds[kind].BYTES_PER_ELEMENT)
    source.set(bytes.subarray(at, at + source.length))
    at += source.length
    if (target === undefined || at > bytes.length) throw new RangeError(`the checkpoint does not fit: ${name}`)
    if (target.length < length)
      throw new RangeError(`the checkpoint has ${length} cells of ${name}, not ${target.length}`)
    target.set(new kinds[kind](source.buffer))
  }
  restoredIn(modules)
}

/** `undefined` for a first line that is no JSON object. */
const headerOf = (line: string): Header | undefined => {
  try {
    const parsed: unknown = JSON.parse(line)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Header) : undefined
  } catch {
    return undefined
  }
}
