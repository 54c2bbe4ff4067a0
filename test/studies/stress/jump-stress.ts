import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { type Conducted, conduct } from '../../../src/studies/evaluation/conduct.ts'
import { type PartPool, partPool } from '../../../src/studies/evaluation/part-pool.ts'
import { openStore, type StudyStore } from '../../../src/studies/store/study-store.ts'
import { type PlannedStress, planStress } from '../../../src/studies/stress/plan-stress.ts'
import { NOBODY, smallScenario } from './small-stress.ts'

/** The floor of the price that the property of the scenario asks for: a fall of more than 18 % from 30,000 breaks it. */
export const FLOOR = 24_600

/** Makes the curve follow the index, at the pool's cost. */
const ARBITRAGEUR = ' }\n  - { kind: arbitrageur, count: 1, deposit: 10_000_000, interval: 1m'

/**
 * A price that stands still, and one trader who is long 0.3 of it with 2,000, so that runs are short and what breaks
 * at which fall is known beforehand: the floor at 18 %, and he himself at 22 %.
 */
export const jumpScenario = (
  properties: readonly string[] = [`least(price) >= ${FLOOR}`],
  { arbitrage = false }: { readonly arbitrage?: boolean } = {},
): Promise<Scenario> =>
  smallScenario({
    ...NOBODY,
    'horizon: 2h': 'horizon: 12m',
    'blockTime: 10s': 'blockTime: 20s',
    ', volatility: 0.5, step: 10s': '',
    'kind: scripted': `kind: scripted, name: long, count: 1, deposit: 2_000, depositSigma: 0${arbitrage ? ARBITRAGEUR : ''}`,
    'seed: 5': `seed: 5
properties: ${JSON.stringify(properties)}
steps:
  - { at: 30s, do: place, account: { list: 0, member: 0 }, side: buy, size: "0.3", timeInForce: immediate-or-cancel }`,
  })

/** The stress study of a scenario of one virtual AMM. */
export const plannedJump = (
  scenario: Scenario,
  options: { search?: boolean; seeds?: number } = {},
): Promise<PlannedStress> => {
  const { search = true, seeds = 2 } = options
  return planStress(scenario, {
    version: '0.0.0',
    arms: ['amm'],
    seeds,
    question: { search, metrics: [] },
    files: { resolve: (file) => file },
  })
}

/** A pool in this thread that counts the parts that it makes. */
export const countingPool = (
  { plan }: PlannedStress,
  scenario: Scenario,
): PartPool & { readonly made: () => number } => {
  const own = partPool({ plan, scenario, folder: '.', workers: 0 })
  let made = 0
  return {
    ...own,
    run: (task) => {
      made += 1
      return own.run(task)
    },
    made: () => made,
  }
}

/** A study taken as far as it is let, in a folder. */
export const conducted = async (
  planned: PlannedStress,
  scenario: Scenario,
  folder: string,
  most = Infinity,
): Promise<Conducted & { readonly store: StudyStore; readonly made: number }> => {
  const store = openStore(folder, planned.plan)
  const pool = countingPool(planned, scenario)
  const answer = await conduct(planned.rounds, { store, pool, mayBegin: () => pool.made() < most })
  await pool.close()
  return { ...answer, store, made: pool.made() }
}

/** Folders that are gone when they are done with. */
export const temporaryFolders = (): { readonly next: () => string; readonly remove: () => void } => {
  const root = mkdtempSync(join(tmpdir(), 'perplab-stress-'))
  let count = 0
  return {
    next: () => {
      count += 1
      return join(root, String(count))
    },
    remove: () => rmSync(root, { recursive: true }),
  }
}
