import { availableParallelism } from 'node:os'
import { atomsPerUnit } from '../market/market-spec.ts'
import { formatDuration } from '../report/number-format.ts'
import { millisecondsOf } from '../scenario/quantities.ts'
import { columnNames } from '../simulation/market-columns.ts'
import type { Simulation } from '../simulation/simulation.ts'
import { DONE } from './exit-codes.ts'
import type { CommonOptions } from './options.ts'
import { print } from './output.ts'
import { buildAll, readStudy } from './read-study.ts'

/** Seeds that `compare` runs unless it is told otherwise. */
const USUAL_SEEDS = 8

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`

/** Bytes of a comparison: one run's state in each thread, and the recorded series of all runs. */
const bytesOf = (simulations: readonly Simulation[]): number => {
  const state = Math.max(...simulations.map((simulation) => simulation.checkpoint().length))
  const { start, end, recordEvery, markets } = simulations[0].parts
  const series = (Math.ceil((end - start) / recordEvery) + 1) * columnNames(markets.length).length * 8
  return availableParallelism() * state + USUAL_SEEDS * simulations.length * series
}

/** `perplab validate`: is the scenario right, and what would be run? @returns the exit code */
export const validateCommand = async (path: string, options: CommonOptions): Promise<number> => {
  const read = await readStudy(path, options)
  const { study, scenario } = read
  const simulations = await buildAll(study)
  const { start, end, exchange, blockTime } = simulations[0].parts
  const money = (atoms: number): string => `${atoms / atomsPerUnit(study.market)} ${study.market.quote}`
  const warnings = study.warnings.length
  const told = {
    scenario: study.name,
    valid: true,
    warnings: study.warnings,
    markets: scenario.markets.map(({ symbol }) => symbol),
    horizonMs: end - start,
    blocks: Math.floor((end - start) / blockTime),
    accounts: exchange.accounts.count,
    traders: Object.fromEntries(
      simulations[0].groups.map(({ name, group, behaviour }) => [`${group} ${name}`, behaviour.count]),
    ),
    arms: study.arms.map(({ arm, engine, description, capital }) => ({ arm, engine, description, capital })),
    seed: study.seed,
    estimatedBytes: bytesOf(simulations),
  }
  if (options.json === true) {
    print(JSON.stringify(told, undefined, 2))
    return DONE
  }
  const lines = [
    `${study.name} is valid${warnings === 0 ? '' : `, with ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`}`,
    `  markets   ${told.markets.join(', ')}`,
    `  horizon   ${formatDuration(end - start)}${end - start < millisecondsOf(scenario.horizon) ? ' (the prices end before the scenario’s horizon)' : ''}`,
    `  blocks    about ${told.blocks}`,
    `  accounts  ${told.accounts}`,
    ...Object.entries(told.traders).map(([name, count]) => `    ${name}: ${count}`),
    ...study.arms.map(({ arm, description, capital }) => `  arm ${arm}: ${description} Capital ${money(capital)}.`),
    `  memory    about ${megabytes(told.estimatedBytes)} for ${USUAL_SEEDS} seeds, besides Node's own`,
  ]
  print(lines.join('\n'))
  return DONE
}
