import { type NamedModules, reserveIn, restoredIn, stateOf } from '../market/composite-state.ts'

const kinds = { Float64Array, Int32Array, Uint32Array, Uint8Array } as const
type Kind = keyof typeof kinds

interface Entry {
  readonly name: string
  readonly kind: Kind
  readonly length: number
}

interface Header {
  readonly format: 'perplab-checkpoint-2'
  /** What the bytes belong to: scenario, engine and seed, and a fingerprint of the scenario's text. */
  readonly key: string
  /** The run's `digest()` when it was kept. */
  readonly digest: string
  readonly entries: readonly Entry[]
}

const FORMAT = 'perplab-checkpoint-2'

/**
 * The bytes of all modules' states, with their names and lengths: a JSON header, a newline, then the arrays.
 * @param key - names the run; `restoreCheckpoint` refuses another's
 * @param digest - of the run as it stands, for whoever restores it to compare
 */
export const writeCheckpoint = (key: string, digest: string, modules: NamedModules): Uint8Array => {
  const arrays = Object.entries(stateOf(modules))
  const entries = arrays.map(
    ([name, array]): Entry => ({ name, kind: array.constructor.name as Kind, length: array.length }),
  )
  const header: Header = { format: FORMAT, key, digest, entries }
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
 * @returns the digest that the run had when it was kept
 * @throws RangeError when the bytes are no checkpoint, are cut short or too long, belong to another run, or hold other
 *   arrays than the modules
 */
export const restoreCheckpoint = (bytes: Uint8Array, key: string, modules: NamedModules): string => {
  const end = bytes.indexOf(10)
  const header = end < 0 ? undefined : headerOf(new TextDecoder().decode(bytes.subarray(0, end)))
  if (header === undefined) throw new RangeError('these bytes are no perplab checkpoint')
  if (header.key !== key) throw new RangeError(`the checkpoint belongs to "${header.key}", not to "${key}"`)
  const { entries } = header
  const body = entries.reduce((sum, { kind, length }) => sum + length * kinds[kind].BYTES_PER_ELEMENT, 0)
  // Before anything is reserved: lengths out of a broken header would ask for all memory.
  if (body !== bytes.length - end - 1)
    throw new RangeError(`the checkpoint does not fit: ${bytes.length - end - 1} bytes of state, not ${body}`)
  mustFit(entries, modules, (array) => array.constructor.name)
  reserveIn(modules, Object.fromEntries(entries.map((entry) => [entry.name, entry.length])))
  mustFit(entries, modules, (array) => array.length)
  const targets = Object.values(stateOf(modules))
  let at = end + 1
  entries.forEach(({ kind, length }, i) => {
    const source = new Uint8Array(length * kinds[kind].BYTES_PER_ELEMENT)
    source.set(bytes.subarray(at, at + source.length))
    at += source.length
    targets[i].set(new kinds[kind](source.buffer))
  })
  restoredIn(modules)
  return header.digest
}

type StateEntry = ReturnType<typeof stateOf>[string]

/** The modules have the header's arrays, in its order, each of the same kind or length. @throws RangeError naming the first that differs */
const mustFit = (
  entries: readonly Entry[],
  modules: NamedModules,
  figure: (array: StateEntry) => string | number,
): void => {
  const targets = Object.entries(stateOf(modules))
  for (let i = 0; i < Math.max(entries.length, targets.length); i++) {
    const entry = entries[i] as Entry | undefined
    const target = targets[i] as (typeof targets)[number] | undefined
    if (entry?.name !== target?.[0] || entry === undefined || target === undefined)
      throw new RangeError(
        `the checkpoint does not fit: it has ${entry?.name ?? 'nothing'} where the run has ${target?.[0] ?? 'nothing'}`,
      )
    const own = figure(target[1])
    const kept = typeof own === 'number' ? entry.length : entry.kind
    if (kept !== own) throw new RangeError(`the checkpoint does not fit: ${entry.name} is ${kept}, not ${own}`)
  }
}

const isEntry = (entry: Partial<Entry> | null): boolean =>
  typeof entry === 'object' &&
  entry !== null &&
  typeof entry.name === 'string' &&
  typeof entry.kind === 'string' &&
  Object.hasOwn(kinds, entry.kind) &&
  Number.isSafeInteger(entry.length) &&
  (entry.length as number) >= 0

/** `undefined` for a first line that is no header. */
const headerOf = (line: string): Header | undefined => {
  let parsed: Partial<Header> | null
  try {
    parsed = JSON.parse(line) as Partial<Header> | null
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || parsed.format !== FORMAT) return undefined
  const { key, digest, entries } = parsed
  const sound =
    typeof key === 'string' && typeof digest === 'string' && Array.isArray(entries) && entries.every(isEntry)
  return sound ? (parsed as Header) : undefined
}
