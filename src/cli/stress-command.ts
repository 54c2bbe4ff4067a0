import { join } from 'node:path'
import { formatDuration } from '../report/number-format.ts'
import { InputError } from '../studies/input-error.ts'
import { checkStore } from '../studies/store/study-store.ts'
import { type PlannedStress, planStress } from '../studies/stress/plan-stress.ts'
import type { StressOptions } from './options.ts'
import { buildRun } from './read-study.ts'
import { runStudy } from './run-study.ts'
import { stressKind } from './study-report.ts'
import { type AskedStudy, askStudy } from './study-terms.ts'

/** Seeds of a stress study where nobody says how many: its cases are many. */
const USUAL_SEEDS = 4

const planOf = async ({ read, terms, words, metrics }: AskedStudy, options: StressOptions): Promise<PlannedStress> => {
  const { start, end } = (await buildRun(read.study, terms.arms[0])).parts
  const question = {
    end: end - start,
    search: options.search !== false,
    metrics,
    ...(options.at !== undefined && { at: options.at }),
  }
  const seeds = options.seeds ?? words?.seeds ?? USUAL_SEEDS
  try {
    return await planStress(read.scenario, { ...terms, seeds, question })
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`--at: ${error.message}`)
    throw error
  }
}

/** `perplab stress`: the standard battery, and the smallest move that breaks a property. @returns the exit code */
export const stressCommand = async (path: string, options: StressOptions): Promise<number> => {
  const asked = await askStudy(path, options)
  const planned = await planOf(asked, options)
  const { plan, question } = planned
  const folder = options.out ?? join('results', `${plan.name}-stress`)
  checkStore(folder, plan)
  const searched = question.search ? ', and the smallest size of each that breaks a property' : ''
  const words = {
    points: `the standard battery from ${formatDuration(question.at)} on${searched}`,
    refused: [],
  }
  return runStudy(asked.read, { ...stressKind(planned, asked.read.scenario), words }, folder, options)
}
