/** One vector of `shared/vectors`: figures taken from a real protocol's own tests or documents, human decimals as strings. */
export interface ParityVector {
  readonly id: string
  readonly source: string
  readonly area: string
  readonly given: Readonly<Record<string, unknown>>
  readonly steps?: readonly ParityStep[]
  /** Expected figures by path (`result.base`, `amm.quoteReserve`); `tolerance` is `"0"`, a plain number, or `"rel:x"`. */
  readonly expect: Readonly<Record<string, unknown>>
  readonly notes?: string
  readonly basis?: string
  readonly verified?: boolean
}

/** One operation of a vector and, where stated, what it must leave behind. */
export interface ParityStep {
  readonly op: string
  readonly expect?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** One figure that came out otherwise: `what` is the figure's path, with its step where there are several. */
export interface Difference {
  readonly what: string
  readonly expected: string
  readonly got: string
}

/** How a vector came out. A skip is for what this code does not model, and says so. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly differences: readonly Difference[] }
  | { readonly kind: 'skipped'; readonly reason: string }

/**
 * The adapter of one area of one protocol: it translates names and units between a vector and the code that
 * the simulator runs, and holds no rule of its own.
 */
export interface ParityArea {
  /** File name without extension: `perp_v1`, `dydx_v4`. */
  readonly protocol: string
  /** The vectors' `area`: `amm`, `matching`. */
  readonly area: string
  answer(vector: ParityVector): Outcome
}

/** `passed` when nothing differs, `failed` otherwise. */
export const outcomeOf = (differences: readonly Difference[]): Outcome =>
  differences.length === 0 ? { kind: 'passed' } : { kind: 'failed', differences }
