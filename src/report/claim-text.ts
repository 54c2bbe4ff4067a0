import type { PropertyVerdict } from '../scenario/property.ts'
import type { Judgement, LawText, Violation } from '../testing/law.ts'
import type { LooseJson } from './results-json.ts'

/** `in block 17 (34000 ms): what is so`; without a block where the run has none. */
const violationText = ({ block, time, detail }: Violation): string =>
  block === undefined ? detail : `in block ${block} (${time} ms): ${detail}`

/** `PERP-02 is broken in block 17 (34000 ms): …`; a property's violation is a sentence by itself. */
export const brokenText = (law: Pick<LawText, 'id'> | undefined, violation: Violation): string => {
  if (law === undefined) return violationText(violation)
  const { block } = violation
  return `${law.id} is broken${block === undefined ? ': ' : ' '}${violationText(violation)}`
}

/** `231 fills, 4 deposit`, or that nothing was. */
export const exercisedText = (exercised: Readonly<Record<string, number>>): string => {
  const counts = Object.entries(exercised).filter(([, times]) => times > 0)
  return counts.length === 0 ? 'nothing' : counts.map(([what, times]) => `${times} ${what}`).join(', ')
}

/** What became of a law in one run, a sentence. */
export const lawVerdictText = (law: LawText, { broken, exercised }: Judgement): string => {
  if (broken !== undefined) return `${brokenText(law, broken)}.\n  The law: ${law.name}.`
  const tested = exercisedText(exercised)
  return tested === 'nothing'
    ? `${law.id} was not put to the test: ${law.name}.`
    : `${law.id} holds: ${law.name} (${tested}).`
}

/** What became of a property in one run, a sentence. */
export const propertyVerdictText = (property: string, verdict: PropertyVerdict): string => {
  switch (verdict.kind) {
    case 'held':
      return `The property "${property}" holds: ${verdict.figures}.`
    case 'broken':
      return `The property "${property}" does not hold: ${verdict.figures}.`
    case 'not-measured':
      return `The property "${property}" cannot be told: ${verdict.lacking.join('; ')}.`
  }
}

/** What became of the laws and properties of one run. */
export interface ClaimVerdicts {
  readonly laws: readonly { readonly law: LawText; readonly judgement: Judgement }[]
  readonly properties: readonly { readonly property: string; readonly verdict: PropertyVerdict }[]
}

/** A sentence each. */
export const claimLines = ({ laws, properties }: ClaimVerdicts): readonly string[] => [
  ...laws.map(({ law, judgement }) => lawVerdictText(law, judgement)),
  ...properties.map(({ property, verdict }) => propertyVerdictText(property, verdict)),
]

/** As fields of a JSON object; none where there is nothing to tell. */
export const claimsValue = ({ laws, properties }: ClaimVerdicts): { readonly [key: string]: LooseJson } => ({
  ...(laws.length > 0 && {
    laws: laws.map(({ law, judgement: { exercised, broken } }) => ({
      law: law.id,
      status: broken !== undefined ? 'broken' : exercisedText(exercised) === 'nothing' ? 'vacuous' : 'held',
      exercised,
      ...(broken !== undefined && { violation: { ...broken } }),
    })),
  }),
  ...(properties.length > 0 && {
    properties: properties.map(({ property, verdict }) => ({
      property,
      status: verdict.kind,
      ...(verdict.kind === 'not-measured' ? { lacking: verdict.lacking } : { figures: verdict.figures }),
    })),
  }),
})
