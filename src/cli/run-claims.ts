import { type ClaimVerdicts, claimLines } from '../report/claim-text.ts'
import { readProperties } from '../scenario/property.ts'
import type { RunResult } from '../simulation/run-result.ts'
import type { Simulation } from '../simulation/simulation.ts'
import { InputError } from '../studies/input-error.ts'
import type { Judgement, ScenarioLaw } from '../testing/law.ts'
import type { BuildChoice, WatchedRun } from '../testing/watch/watched-run.ts'
import type { RunOptions } from './options.ts'
import { buildRun, type ReadStudy } from './read-study.ts'

/** A run with the laws that its scenario names watching it. */
export interface ClaimedRun {
  readonly simulation: Simulation
  /** What became of the scenario's laws and properties; without a result only the laws are told. */
  verdicts(result?: RunResult): Promise<ClaimVerdicts>
  /** The run threw. @returns whether that breaks a law which the scenario names */
  failed(error: unknown): boolean
}

/** Builds the run of an arm under the eyes of the scenario's laws, if it names some. @throws InputError as `buildRun` */
export const claimedRun = async (
  read: ReadStudy,
  arm: string,
  options: RunOptions,
  more: Pick<BuildChoice, 'events'>,
): Promise<ClaimedRun> => {
  const { scenario, study, resolve } = read
  const properties = await readProperties(scenario.properties, study.market)
  const told = (result?: RunResult): ClaimVerdicts['properties'] =>
    result === undefined
      ? []
      : properties.map((property) => ({ property: property.text, verdict: property.judge(result) }))
  if (scenario.laws.length === 0)
    return {
      simulation: await buildRun(study, arm),
      verdicts: async (result) => ({ laws: [], properties: told(result) }),
      failed: () => false,
    }
  if (options.resume !== undefined)
    throw new InputError('--resume: laws watch a run from its first block on; take `laws` out of the scenario')
  const { SCENARIO_LAWS } = await import('../testing/scenario-laws.ts')
  const { isWatched } = await import('../testing/check/claim.ts')
  const { watchedRun } = await import('../testing/watch/watched-run.ts')
  const { judgeCase } = await import('../testing/judge.ts')
  const laws = scenario.laws.flatMap((id) => SCENARIO_LAWS.filter((law) => law.id === id))
  const watching = laws.filter(isWatched)
  const { prices, index } = options
  const choice = { resolve, ...(prices !== undefined && { prices }), ...(index !== undefined && { index }) }
  let run: WatchedRun
  try {
    run = await watchedRun(watching, { scenario, arm }, { ...choice, ...more })
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`${study.name}, ${arm}: ${error.message}`)
    throw error
  }
  const judged = async (law: ScenarioLaw): Promise<Judgement> => {
    const position = watching.findIndex(({ id }) => id === law.id)
    return position < 0 ? (await judgeCase([law], { scenario, arm }, choice))[0] : run.judgements()[position]
  }
  return {
    simulation: run.simulation,
    verdicts: async (result) => {
      if (result !== undefined) run.end()
      const found: { law: ScenarioLaw; judgement: Judgement }[] = []
      for (const law of laws) found.push({ law, judgement: await judged(law) })
      return { laws: found, properties: told(result) }
    },
    failed: run.failed,
  }
}

/** Is a law or property broken? */
export const isBroken = ({ laws, properties }: ClaimVerdicts): boolean =>
  laws.some(({ judgement }) => judgement.broken !== undefined) ||
  properties.some(({ verdict }) => verdict.kind === 'broken')

/** What became of laws and properties as lines to follow a table; nothing where there are none. */
export const claimsText = (verdicts: ClaimVerdicts): string => {
  const lines = claimLines(verdicts)
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`
}
