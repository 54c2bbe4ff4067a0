import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { planTune } from '../../../src/studies/tuning/plan-tune.ts'
import { tuneFindings } from '../../../src/studies/tuning/tune-findings.ts'
import type { TuneQuestion } from '../../../src/studies/tuning/tune-question.ts'
import { inOwnThread, storeFolder } from '../own-thread-study.ts'
import { type Jump, lossOf, OWN_JUMP, oneJump } from './one-jump.ts'

const folder = storeFolder()
afterAll(folder.remove)

const STEP = 500

const question: TuneQuestion = {
  vary: { 'insurance.deposit': '0..20_000:41' },
  objectives: [{ text: 'fund.start', direction: 'minimise' }],
  subjectTo: ['largest(deficit) == 0'],
  method: 'halving',
  points: 8,
  generations: 0,
  metrics: [],
}

const tuned = async (jump: Jump, name: string, mostParts?: number) => {
  const scenario = await oneJump(jump)
  const tune = await planTune(scenario, { version: '1', arms: ['book'], seeds: 2, question, files: {} as never })
  const study = await inOwnThread(tune.rounds, scenario, join(folder.path, name), mostParts)
  return { tune, study, findings: await tuneFindings(tune, study) }
}

describe('the fund that a single jump takes, through scenario, runs, store and search', () => {
  test.each([
    ['own', OWN_JUMP],
    ['deeper', { deposit: 11_000, exit: 7100 }],
  ])('is found within one step of the grid (%s)', async (name, jump) => {
    const { findings, tune } = await tuned(jump, name)
    const loss = lossOf(jump)
    expect(findings.feasible).toBe(true)
    const [found] = findings.recommended.values
    expect(found).toBeGreaterThanOrEqual(loss)
    expect(found).toBeLessThan(loss + STEP)
    // At every fund that was tried the deficit is max(0, L - F), to the atom.
    expect(findings.points.length).toBeGreaterThan(8)
    for (const { values, constraints } of findings.points)
      expect(constraints[0]).toBeCloseTo(Math.max(0, loss - (values[0] as number)), 6)
    // The search has not simply run all of the grid.
    expect(tune.tried().length).toBeLessThan(41)
  })

  test('in a study that is broken off and gone on with as in one that is not', async () => {
    const whole = await tuned(OWN_JUMP, 'whole')
    let last = await tuned(OWN_JUMP, 'parts', 1)
    let ran = last.study.ran
    expect(last.study.complete).toBe(false)
    for (let times = 0; !last.study.complete; times++) {
      expect(times).toBeLessThan(20)
      last = await tuned(OWN_JUMP, 'parts', 2)
      ran += last.study.ran
    }
    expect(ran).toBe(whole.study.ran)
    expect(last.study.store.parts()).toEqual(whole.study.store.parts())
    expect(last.findings.table.fingerprint).toBe(whole.findings.table.fingerprint)
    expect(last.findings.recommended).toEqual(whole.findings.recommended)
    const again = await tuned(OWN_JUMP, 'whole')
    expect(again.study.ran).toBe(0)
    expect(again.findings.recommended).toEqual(whole.findings.recommended)
  })
})
