import { join } from 'node:path'
import { planSensitivity } from '../studies/sensitivity/plan-sensitivity.ts'
import { checkStore } from '../studies/store/study-store.ts'
import type { SensitivityOptions } from './options.ts'
import { runStudy } from './run-study.ts'
import { sensitivityKind } from './study-report.ts'
import { askStudy } from './study-terms.ts'

/** Trajectories and rows where nobody says how many. */
const USUAL = { morris: 20, sobol: 512 } as const

/** `perplab sensitivity`: which parameters a metric depends on. @returns the exit code */
export const sensitivityCommand = async (path: string, options: SensitivityOptions): Promise<number> => {
  const { read, terms, vary, metrics } = await askStudy(path, options)
  const { method } = options
  const question = { vary, method, repetitions: options.repetitions ?? USUAL[method], metrics }
  const planned = await planSensitivity(read.scenario, { ...terms, question })
  const { plan, points, parameters, refused } = planned
  const folder = options.out ?? join('results', `${plan.name}-sensitivity`)
  checkStore(folder, plan)
  const unit = method === 'morris' ? 'trajectories' : 'rows'
  const words = {
    points: `${method} of ${parameters.map(({ name }) => name).join(', ')}: ${question.repetitions} ${unit}, ${points.length} points`,
    refused: refused.map(({ point, reason }) => `${points[point].labels.join(', ')}: ${reason}`),
  }
  return runStudy(read, { ...sensitivityKind(planned, read.scenario), words }, folder, options)
}
