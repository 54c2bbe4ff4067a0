import type { Property, PropertyVerdict } from '../../scenario/property.ts'
import type { Judgement, ScenarioLaw, Violation, WatchedLaw } from '../law.ts'
import { nothingThrows } from '../laws/nothing-throws.ts'

/** What a run is judged by. */
export interface Claims {
  readonly laws: readonly ScenarioLaw[]
  readonly properties: readonly Property[]
}

/** One of them. */
export type Claim =
  | { readonly kind: 'law'; readonly law: ScenarioLaw }
  /** `position`: in the scenario's list, from 0. */
  | { readonly kind: 'property'; readonly property: Property; readonly position: number }

/** What became of all claims in one run, in their order. */
export interface JudgedRun {
  readonly laws: readonly Judgement[]
  readonly properties: readonly PropertyVerdict[]
  /** Blocks made. */
  readonly blocks: number
  /** The run was left before its end, since its time for watching was over: no property is told. */
  readonly partly: boolean
}

/** Is the law seen to break while one run goes? The others compare runs. */
export const isWatched = (law: ScenarioLaw): law is WatchedLaw => 'watch' in law

/** The claim alone, and with it that nothing throws, which a run may break before it comes to the claim. */
export const claimsOf = (claim: Claim): Claims =>
  claim.kind === 'law'
    ? { laws: withNothingThrows([claim.law]), properties: [] }
    : { laws: [nothingThrows], properties: [claim.property] }

/** The laws with the one that nothing throws among them: whatever was chosen, a run that throws breaks that. */
export const withNothingThrows = (laws: readonly ScenarioLaw[]): readonly ScenarioLaw[] =>
  laws.some(({ id }) => id === nothingThrows.id) ? laws : [...laws, nothingThrows]

/** Where the property is broken, as a violation. */
export const violationOf = (property: Property, verdict: PropertyVerdict): Violation | undefined =>
  verdict.kind === 'broken' ? { detail: `"${property.text}" does not hold: ${verdict.figures}` } : undefined

/** The violation of a claim that was judged alone. */
export const brokenClaim = (claim: Claim, { laws, properties }: JudgedRun): Violation | undefined =>
  claim.kind === 'law' ? laws[0].broken : violationOf(claim.property, properties[0])
