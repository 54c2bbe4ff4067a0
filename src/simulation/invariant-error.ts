/** Where and how an invariant broke. */
export interface BrokenInvariant {
  /** `'conservation'`, … */
  readonly rule: string
  readonly detail: string
  /** The run: scenario, arm and seed. */
  readonly key: string
  readonly block: number
  /** Milliseconds of the block. */
  readonly time: number
}

/** An invariant of perplab itself broke: our bug, never the scenario's. Carries what a replay needs. */
export class InvariantError extends Error {
  readonly broken: BrokenInvariant

  constructor(broken: BrokenInvariant) {
    super(`${broken.rule} broke in block ${broken.block} (${broken.time} ms) of ${broken.key}: ${broken.detail}`)
    this.name = 'InvariantError'
    this.broken = broken
  }
}
