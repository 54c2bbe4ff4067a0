import { parseScenario } from '../../scenario/parse-scenario.ts'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { ScenarioError } from '../../scenario/scenario-error.ts'
import type { BuildChoice } from '../watch/watched-run.ts'
import { brokenClaim, type Claim, claimsOf } from './claim.ts'
import { judgeRun, type Pause } from './judge-run.ts'
import { fewerParts, nearerDefaults, unvaried } from './nearer-defaults.ts'
import type { BrokenRun } from './search-claims.ts'
import { fewerSteps, shorterRun, soonerShock } from './shorter-run.ts'
import { type BrokenCase, type Judge, type Shrunk, shrink } from './shrink.ts'
import { oneEngine, smallerCrowd } from './smaller-crowd.ts'
import { smallerShock } from './smaller-shock.ts'

/** How large a case is. */
export interface CaseSize {
  readonly traders: number
  readonly steps: number
  readonly horizon: string
  /** Blocks of the horizon. */
  readonly blocks: number
}

/** A case that breaks a claim, as it was found and as small as it could be made. */
export interface ShrunkClaim extends Shrunk {
  readonly claim: Claim
  readonly found: BrokenRun
  readonly before: CaseSize
  readonly after: CaseSize
}

/** What shrinking is given. */
export interface ShrinkTerms {
  /** The scenario as its file has it, whose values what varied goes back to. */
  readonly original: Scenario
  readonly choice: BuildChoice
  readonly pause: Pause
  /** Most runs. */
  readonly runs: number
  readonly onProgress?: (tried: number, of: number) => void
}

/** The size of a scenario's runs. */
export const caseSize = ({ traders, steps, horizon, chain }: Scenario): CaseSize => ({
  traders: traders.reduce((sum, { count }) => sum + count, 0),
  steps: steps.length,
  horizon,
  blocks: Math.floor(millisecondsOf(horizon) / millisecondsOf(chain.blockTime)),
})

/** The scenario of a broken run that is judged by its claim alone. */
const alone = ({ description: _, ...scenario }: Scenario, claim: Claim): Scenario => ({
  ...scenario,
  laws: claim.kind === 'law' ? [claim.law.id] : [],
  properties: claim.kind === 'property' ? [claim.property.text] : [],
  vary: {},
})

/**
 * Makes a broken run smaller as long as it breaks the same claim: fewest traders, fewest steps, shortest horizon, smallest
 * shock, parameters as the file has them, then defaults. The seed stays.
 */
export const shrinkClaim = async (claim: Claim, found: BrokenRun, terms: ShrinkTerms): Promise<ShrunkClaim> => {
  const { original, choice, pause, runs, onProgress } = terms
  const claims = claimsOf(claim)
  const judge: Judge = async ({ scenario: data, arm }) => {
    let scenario: Scenario
    try {
      scenario = (await parseScenario(JSON.stringify(data), 'candidate')).scenario
    } catch (error) {
      if (error instanceof ScenarioError) return 'refused'
      throw error
    }
    const until = claim.kind === 'law' ? { until: claim.law } : {}
    const judged = await judgeRun({ scenario, arm }, claims, { choice, pause, ...until })
    if (judged === undefined) return 'stopped'
    if ('unbuildable' in judged) return 'refused'
    const violation = brokenClaim(claim, judged)
    return violation === undefined ? undefined : { scenario, arm, violation }
  }
  const { sample, violation } = found
  const start: BrokenCase = { scenario: alone(sample.scenario, claim), arm: sample.arm, violation }
  const passes = [
    // What a law breaks in is known to the block: nothing after it is run again.
    ...(violation.time === undefined ? [] : [shorterRun]),
    oneEngine,
    smallerCrowd,
    fewerSteps,
    shorterRun,
    soonerShock,
    smallerShock,
    unvaried(sample.parameters, original),
    fewerParts,
    nearerDefaults,
  ]
  const shrunk = await shrink(start, passes, judge, { runs, onProgress: (tried) => onProgress?.(tried, runs) })
  return {
    ...shrunk,
    claim,
    found,
    before: caseSize(sample.scenario),
    after: caseSize(shrunk.smallest.scenario),
  }
}
