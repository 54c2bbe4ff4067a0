/** An array that holds state: what digests, checkpoints and forks can read byte by byte. */
export type StateArray = Float64Array | Int32Array | Uint32Array | Uint8Array

/**
 * A module with state exposes all of it as named typed arrays (scalars live in arrays of their own).
 * Digest, checkpoint, fork and resume use this one list, so nothing that the future depends on may live elsewhere.
 */
export interface Stateful {
  /** Live views, not copies. The names and their order are fixed for a module. Arrays that grow are fetched anew after each growth. */
  state(): Readonly<Record<string, StateArray>>
  /** Makes the arrays at least as long as a checkpoint's before its bytes are copied in; needed only where arrays grow. */
  reserve?(lengths: Readonly<Record<string, number>>): void
  /** Rebuilds what is derived from the arrays (caches), after they were overwritten. */
  restored?(): void
}
