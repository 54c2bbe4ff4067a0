import type fc from 'fast-check'
import type { LawText, Ruling } from '../law.ts'
import { type Law, lawOver } from '../law-property.ts'

/** A law about one part, judged over drawn numbers; what the part throws breaks it. */
export const lawOverNumbers = <Sample>(
  text: LawText,
  samples: fc.Arbitrary<Sample>,
  judge: (sample: Sample, ruling: Ruling) => void,
): Law<Sample> =>
  lawOver(text, samples, (sample) => {
    const exercised: { [what: string]: number } = {}
    let detail: string | undefined
    const ruling: Ruling = {
      exercised: (what, times = 1) => {
        exercised[what] = (exercised[what] ?? 0) + times
      },
      broken: (found) => {
        detail ??= found
      },
    }
    try {
      judge(sample, ruling)
    } catch (error) {
      ruling.broken(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    }
    return { exercised, ...(detail !== undefined && { broken: { detail } }) }
  })
