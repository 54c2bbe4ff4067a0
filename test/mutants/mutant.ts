/** A broken version of a real module, one small change. */
export interface Mutant {
  /** What is wrong with it, as a sentence. */
  readonly name: string
  /** The module, below `src`. */
  readonly file: string
  /** Text that stands in it exactly once … */
  readonly from: string
  /** … and what stands there instead. */
  readonly to: string
  /** The law that catches it. */
  readonly law: `PERP-${string}`
  /** Tried in every run of the tests, one a law where it is soon caught; the others are tried at night. */
  readonly daily?: true
}
