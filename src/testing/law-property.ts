import fc from 'fast-check'
import { judgeCase } from './judge.ts'
import type { Judgement, LawText, ScenarioCase, ScenarioLaw, Violation } from './law.ts'
import type { BuildChoice } from './watch/watched-run.ts'

/**
 * A law with the cases that it is tried on: `test(law.name, () => fc.assert(law.property))` holds a module to it.
 * `checkLaws` tells more: what was exercised, and the smallest case that breaks it.
 */
export interface Law<Sample = unknown> extends LawText {
  readonly samples: fc.Arbitrary<Sample>
  judge(sample: Sample): Promise<Judgement>
  /** Fails with `LawBroken`. */
  readonly property: fc.IRawProperty<[Sample], true>
  /** Judged together with the other laws of the same cases, in one run. */
  readonly together?: Together
}

/** What laws that share their runs are judged by. */
export interface Together {
  readonly law: ScenarioLaw
  readonly choice: BuildChoice
}

/** A law does not hold: id, sentence, and what is so and what should be. */
export class LawBroken extends Error {
  override readonly name = 'LawBroken'
  readonly law: LawText
  readonly violation: Violation

  constructor(law: LawText, violation: Violation) {
    const { block, detail } = violation
    super(`${law.id}, ${law.name}: ${detail}${block === undefined ? '' : ` (block ${block})`}`)
    this.law = law
    this.violation = violation
  }
}

/** A law with its cases, from its words and a judge. */
export const lawOver = <Sample>(
  text: LawText,
  samples: fc.Arbitrary<Sample>,
  judge: (sample: Sample) => Promise<Judgement> | Judgement,
  together?: Together,
): Law<Sample> => {
  const { id, name, rulesOut, parts, when } = text
  return {
    id,
    name,
    rulesOut,
    parts,
    ...(when !== undefined && { when }),
    samples,
    judge: async (sample) => judge(sample),
    property: fc.asyncProperty(samples, async (sample) => {
      const { broken } = await judge(sample)
      if (broken !== undefined) throw new LawBroken(text, broken)
    }),
    ...(together !== undefined && { together }),
  }
}

/** Laws about scenarios over the same cases. */
export const lawsOver = (
  laws: readonly ScenarioLaw[],
  samples: fc.Arbitrary<ScenarioCase>,
  choice: BuildChoice = {},
): readonly Law<ScenarioCase>[] =>
  laws.map((law) =>
    lawOver(law, samples, async (sample) => (await judgeCase([law], sample, choice))[0], { law, choice }),
  )
