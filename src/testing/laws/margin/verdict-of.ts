import type { Judgement, Ruling } from '../../law.ts'

/** The judgement of a law that looks at one sample and runs nothing. */
export const verdictOf = (judge: (ruling: Ruling) => void): Judgement => {
  const exercised: { [what: string]: number } = {}
  let detail: string | undefined
  judge({
    exercised: (what, times = 1) => {
      exercised[what] = (exercised[what] ?? 0) + times
    },
    broken: (words) => {
      detail ??= words
    },
  })
  return { exercised, ...(detail !== undefined && { broken: { detail } }) }
}
