import { join } from 'node:path'
import { InputError } from '../studies/input-error.ts'
import { checkStore } from '../studies/store/study-store.ts'
import { type PlannedQuestion, planSweep } from '../studies/sweep/plan-sweep.ts'
import type { Sweep } from '../studies/sweep/sweep.ts'
import type { SweepOptions } from './options.ts'
import { runStudy } from './run-study.ts'
import { sweepKind } from './study-report.ts'
import { type AskedStudy, askStudy } from './study-terms.ts'

/** Points of a design that fills the ranges: a power of two, as Sobol's points ask for. */
const USUAL_POINTS = 64

/** Reads `METRIC=WIDTH`. */
const untilOf = (text: string): PlannedQuestion['until'] => {
  const at = text.lastIndexOf('=')
  const width = text
    .slice(at + 1)
    .trim()
    .replaceAll('_', '')
  if (at <= 0 || !/^\d+(\.\d+)?$/.test(width))
    throw new InputError(`--until ${text}: must be METRIC=WIDTH, such as deficit=5_000`)
  return { figure: text.slice(0, at).trim(), width: Number(width) }
}

/** What is asked: by options, and else by the scenario's `study`. */
const questionOf = ({ vary, metrics, words }: AskedStudy, options: SweepOptions): PlannedQuestion => {
  const kind = options.design ?? words?.design ?? 'grid'
  const points = options.points ?? words?.points ?? USUAL_POINTS
  if (kind === 'grid' && options.points !== undefined)
    throw new InputError('--points: a grid has the points that its ranges say; use --design sobol or latin-hypercube')
  const own = words?.until && { figure: words.until.metric, width: words.until.width }
  const until = options.until === undefined ? own : untilOf(options.until)
  if (until !== undefined && (options.shard?.of ?? 1) > 1)
    throw new InputError(
      '--shard: a study that runs until a metric is known cannot be shared, since it hangs on all runs',
    )
  return {
    vary,
    design: kind === 'grid' ? { kind } : { kind, points },
    metrics,
    ...(until !== undefined && { until }),
  }
}

const counted = (n: number, what: string): string => `${n} ${n === 1 ? what : `${what}s`}`

/** `margin.tiers.0.maintenance (6) x insurance.deposit (5): 30 points, and today's` */
const pointWords = ({ parameters, points, refused }: Sweep, { design }: PlannedQuestion): string => {
  const names = parameters.map(({ name, scale }) => (design.kind === 'grid' ? `${name} (${scale.levels})` : name))
  const left = refused.length === 0 ? '' : `, ${refused.length} of them refused`
  return `${design.kind} of ${names.join(' x ')}: ${counted(points.length, 'point')}, today's among them${left}`
}

/** `perplab sweep`: points of parameters, each with the same seeds, into a store. @returns the exit code */
export const sweepCommand = async (path: string, options: SweepOptions): Promise<number> => {
  const asked = await askStudy(path, options)
  const { read, terms } = asked
  const question = questionOf(asked, options)
  const planned = await planSweep(read.scenario, { ...terms, question })
  const { plan, sweep } = planned
  const folder = options.out ?? join('results', `${plan.name}-sweep`)
  checkStore(folder, plan)
  const refused = sweep.refused.map(({ point, reason }) => `${sweep.points[point].labels.join(', ')}: ${reason}`)
  const words = { points: pointWords(sweep, question), refused }
  return runStudy(read, { ...sweepKind(planned, read.scenario), words }, folder, options)
}
