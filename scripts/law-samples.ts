import fc from 'fast-check'
import type { Law } from '../src/testing/law-property.ts'
import { leanerCase } from '../src/testing/leaner-case.ts'
import { ALL_MUTANTS } from '../test/mutants/all-mutants.ts'
import type { Mutant } from '../test/mutants/mutant.ts'
import { loadMutated } from '../test/mutants/mutated-copy.ts'

/** Cases and their seed: as the tests of laws and mutants draw them. */
const DRAWN = { seed: 1, numRuns: 300, endOnFailure: false } as const

/** Cases that finding and shrinking a sample try at most. */
const MOST_TRIED = 900

/** A small case that a law holds in. */
export interface PassingSample {
  readonly sample: unknown
  /** What it put to the test, how often. */
  readonly exercised: Readonly<Record<string, number>>
}

/** A small case that a broken module breaks a law in. */
export interface FailingSample {
  readonly mutant: Mutant
  readonly sample: unknown
  readonly detail: string
  readonly block?: number
}

const isExercised = (exercised: Readonly<Record<string, number>>): boolean =>
  Object.values(exercised).some((times) => times > 0)

/** The smallest case that puts a law to the test; undefined where none of those drawn does. */
export const passingSample = async (law: Law): Promise<PassingSample | undefined> => {
  let tried = 0
  const isIdle = fc.asyncProperty(law.samples, async (sample) => {
    if (tried++ > MOST_TRIED) return true
    const { exercised, broken } = await law.judge(sample)
    return broken !== undefined || !isExercised(exercised)
  })
  const { counterexample } = await fc.check(isIdle, DRAWN)
  if (counterexample === null) return undefined
  const sample = await leanerCase(counterexample[0], async (leaner) => {
    const { exercised, broken } = await law.judge(leaner)
    return broken === undefined && isExercised(exercised)
  })
  return { sample, exercised: (await law.judge(sample)).exercised }
}

/** What the first mutant of a law that is caught breaks it with; undefined where there is none. */
export const failingSample = async (id: Law['id']): Promise<FailingSample | undefined> => {
  for (const mutant of ALL_MUTANTS.filter(({ law }) => law === id)) {
    const { allLaws, checkLaws } = await loadMutated(mutant)
    const [report] = await checkLaws(
      allLaws().filter((law) => law.id === id),
      { runs: DRAWN.numRuns, seed: DRAWN.seed },
    )
    if (report?.counterexample === undefined) continue
    const { sample, violation } = report.counterexample
    return {
      mutant,
      sample,
      detail: violation.detail,
      ...(violation.block !== undefined && { block: violation.block }),
    }
  }
  return undefined
}
