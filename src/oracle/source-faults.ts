import { type Fraction, fractionToNumber } from '../numeric/fraction.ts'
import { mulDivHalfEven } from '../numeric/mul-div.ts'

/** When and whom a fault strikes: observations made from `from` (included) to `from + for` (excluded), milliseconds. */
interface FaultWindow {
  /** Position in the list of sources, from 0; or all of them. */
  readonly source: number | 'all'
  readonly from: number
  readonly for: number
}

/** What goes wrong with a source for a while. */
export type SourceFault =
  /** It repeats its last observation as if it were new: no guard of age sees it. */
  | (FaultWindow & { readonly kind: 'stuck' })
  /** It observes nothing: its last observation ages. */
  | (FaultWindow & { readonly kind: 'silent' })
  /** It sees the price times `factor` > 0. */
  | (FaultWindow & { readonly kind: 'spike'; readonly factor: Fraction })
  /** Its price is off by a part of itself, signed, above -1. */
  | (FaultWindow & { readonly kind: 'bias'; readonly by: Fraction })
  /** What it observes can be used `by` milliseconds later than usual. */
  | (FaultWindow & { readonly kind: 'delayed'; readonly by: number })

/** Is an observation that the source makes at this time struck by the fault? */
export const strikes = (fault: SourceFault, source: number, milliseconds: number): boolean =>
  (fault.source === 'all' || fault.source === source) &&
  milliseconds >= fault.from &&
  milliseconds < fault.from + fault.for

/** Does a fault of this kind strike the source at this time? */
export const struckBy = (
  faults: readonly SourceFault[],
  kind: SourceFault['kind'],
  source: number,
  milliseconds: number,
): boolean => faults.some((fault) => fault.kind === kind && strikes(fault, source, milliseconds))

/** The price that the source sees through its spikes and biases, in the order of the list; half-even, at least 1 micro-unit. */
export const distorted = (
  faults: readonly SourceFault[],
  source: number,
  milliseconds: number,
  price: number,
): number => {
  let seen = price
  for (const fault of faults) {
    if (!strikes(fault, source, milliseconds)) continue
    if (fault.kind === 'spike') seen = mulDivHalfEven(seen, fault.factor.n, fault.factor.d)
    if (fault.kind === 'bias') seen += mulDivHalfEven(seen, fault.by.n, fault.by.d)
  }
  return Math.max(1, seen)
}

/** Milliseconds by which faults delay what the source observes at this time. */
export const faultDelay = (faults: readonly SourceFault[], source: number, milliseconds: number): number => {
  let delay = 0
  for (const fault of faults) {
    if (fault.kind === 'delayed' && strikes(fault, source, milliseconds)) delay += fault.by
  }
  return delay
}

/** The most that faults can ever delay one observation, milliseconds: all of them at once. */
export const longestFaultDelay = (faults: readonly SourceFault[]): number =>
  faults.reduce((sum, fault) => sum + (fault.kind === 'delayed' ? fault.by : 0), 0)

/** Rules that a list of faults breaks, as text. */
export const sourceFaultFaults = (faults: readonly SourceFault[], sources: number): string[] =>
  faults.flatMap((fault, i) => {
    const found: string[] = []
    const say = (name: string, x: unknown, rule: string): void =>
      void found.push(`faults[${i}].${name}: ${x} must be ${rule}`)
    const { source } = fault
    if (source !== 'all' && !(Number.isSafeInteger(source) && source >= 0 && source < sources)) {
      say('source', source, `'all' or a position from 0 to ${sources - 1}`)
    }
    if (!Number.isSafeInteger(fault.from) || fault.from < 0) say('from', fault.from, 'whole milliseconds, at least 0')
    if (!Number.isSafeInteger(fault.for) || fault.for <= 0) say('for', fault.for, 'whole milliseconds, more than 0')
    if (fault.kind === 'spike' && fault.factor.n <= 0) say('factor', fractionToNumber(fault.factor), 'more than 0')
    if (fault.kind === 'bias' && fault.by.n <= -fault.by.d) say('by', fractionToNumber(fault.by), 'more than -1')
    if (fault.kind === 'delayed' && !(Number.isSafeInteger(fault.by) && fault.by > 0)) {
      say('by', fault.by, 'whole milliseconds, more than 0')
    }
    return found
  })
