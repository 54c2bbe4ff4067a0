import {
  INDEX_GOOD,
  INDEX_JUMPED,
  INDEX_STALE,
  INDEX_TOO_FEW_SOURCES,
  type IndexStatus,
} from '../market/market-view.ts'
import { compareProducts } from '../numeric/compare-products.ts'
import { type Fraction, fractionToNumber } from '../numeric/fraction.ts'

/** What a market stops while a guard is up: a set of bits. */
export type Consequence = 0 | 1 | 2 | 3
/** The guard only sets the index's status. */
export const NO_CONSEQUENCE: Consequence = 0
/** No position may be opened or increased; closing goes on. */
export const PAUSE_OPENING: Consequence = 1
/** Nobody is liquidated. */
export const PAUSE_LIQUIDATION: Consequence = 2
export const PAUSE_BOTH: Consequence = 3

/** When an index is not to be trusted, and what then. Each guard may be left out. */
export interface Guards {
  /** Up while the last publication is older than `after` milliseconds. */
  readonly stale?: { readonly after: number; readonly consequence: Consequence }
  /** Goes up when a publication differs from the one before by more than this part of it, for `for` milliseconds. */
  readonly jump?: { readonly beyond: Fraction; readonly for: number; readonly consequence: Consequence }
  /** Up while fewer sources are live; below this number nothing is published either. */
  readonly tooFewSources?: { readonly atLeast: number; readonly consequence: Consequence }
}

/** Which guards are up. */
export interface Alarms {
  readonly stale: boolean
  readonly jumped: boolean
  readonly tooFew: boolean
}

/** The one status that the index shows: too few sources before stale before jumped. */
export const statusOf = ({ stale, jumped, tooFew }: Alarms): IndexStatus =>
  tooFew ? INDEX_TOO_FEW_SOURCES : stale ? INDEX_STALE : jumped ? INDEX_JUMPED : INDEX_GOOD

/** Consequences of all guards that are up, together. */
export const consequencesOf = (guards: Guards, { stale, jumped, tooFew }: Alarms): Consequence =>
  ((stale ? (guards.stale?.consequence ?? 0) : 0) |
    (jumped ? (guards.jump?.consequence ?? 0) : 0) |
    (tooFew ? (guards.tooFewSources?.consequence ?? 0) : 0)) as Consequence

/** Is |to - from| / from more than the fraction? Exact; `from` > 0. */
export const movedBeyond = (from: number, to: number, part: Fraction): boolean =>
  compareProducts(Math.abs(to - from), part.d, from, part.n) > 0

/** Is |to - from| / from at least the fraction? Exact; `from` > 0. */
export const movedBy = (from: number, to: number, part: Fraction): boolean =>
  compareProducts(Math.abs(to - from), part.d, from, part.n) >= 0

/** Rules that guards break, as text. */
export const guardFaults = ({ stale, jump, tooFewSources }: Guards, sources: number): string[] => {
  const faults: string[] = []
  const whole = (name: string, x: number, least: number, rule: string): void => {
    if (!Number.isSafeInteger(x) || x < least) faults.push(`guards.${name}: ${x} must be ${rule}`)
  }
  if (stale) whole('stale.after', stale.after, 1, 'whole milliseconds, more than 0')
  if (jump) whole('jump.for', jump.for, 1, 'whole milliseconds, more than 0')
  if (jump && jump.beyond.n <= 0) {
    faults.push(`guards.jump.beyond: ${fractionToNumber(jump.beyond)} must be more than 0`)
  }
  if (tooFewSources) {
    whole('tooFewSources.atLeast', tooFewSources.atLeast, 1, 'a whole number of sources, at least 1')
    if (tooFewSources.atLeast > sources) {
      faults.push(
        `guards.tooFewSources.atLeast: ${tooFewSources.atLeast} is more than the ${sources} sources there are`,
      )
    }
  }
  return faults
}
