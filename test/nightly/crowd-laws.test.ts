import fc from 'fast-check'
import { test } from 'vitest'
import { crowdCases } from '../../src/testing/cases/crowd-cases.ts'
import { judgeCase } from '../../src/testing/judge.ts'
import { LawBroken } from '../../src/testing/law-property.ts'
import { SCENARIO_LAWS } from '../../src/testing/scenario-laws.ts'
import { search } from './searching.ts'

test('no law about whole scenarios breaks in a crowd that acts by itself', () =>
  search(
    fc.asyncProperty(crowdCases(), async (sample) => {
      const judgements = await judgeCase(SCENARIO_LAWS, sample)
      for (const [i, { broken }] of judgements.entries())
        if (broken !== undefined) throw new LawBroken(SCENARIO_LAWS[i], broken)
    }) as fc.IRawProperty<unknown>,
    1,
  ))
