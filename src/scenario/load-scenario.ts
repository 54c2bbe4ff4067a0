import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nearestName } from '../formula/nearest-name.ts'
import { GIVEN } from './build/build-prices.ts'
import { type KnownLaws, parseScenario, type ReadScenario } from './parse-scenario.ts'
import { ScenarioError, type ScenarioFault } from './scenario-error.ts'
import { scenarioFolder } from './scenario-folder.ts'

/** Files that a user names beside the scenario. */
export interface GivenFiles {
  /** Prices of the perpetual, or the only ones. */
  readonly prices?: string
  /** Prices that oracles report. */
  readonly index?: string
}

/** A scenario read from a file. */
export interface LoadedScenario extends ReadScenario {
  /** The file it was read from. */
  readonly file: string
  /** Completes a file's name that the scenario wrote: names are relative to its own folder. */
  readonly resolve: (file: string) => string
}

const whole = (file: string, rule: string, suggestion = ''): ScenarioFault => ({
  file,
  line: 0,
  column: 0,
  path: '',
  value: '',
  rule,
  unit: '',
  suggestion,
})

/** Names of the scenarios that ship with the package, without their ending. */
export const builtInScenarios = (): readonly string[] =>
  readdirSync(fileURLToPath(scenarioFolder))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()

/** The file that a path or a built-in scenario's name stands for. */
const fileOf = (path: string): string => {
  if (existsSync(path)) return path
  const plain = path.replace(/^scenarios\//, '').replace(/\.yaml$/, '')
  const known = builtInScenarios()
  if (known.includes(plain)) return join(fileURLToPath(scenarioFolder), `${plain}.yaml`)
  const rule = `no such file, and no built-in scenario (${known.join(', ')})`
  throw new ScenarioError([whole(path, rule, nearestName(plain, known) ?? '')])
}

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ScenarioError([whole(file, code === 'EISDIR' ? 'is a folder, not a file' : `cannot be read (${code})`)])
  }
}

/**
 * Reads a scenario file, or a built-in scenario by its name (`flash-crash`).
 *
 * @param given - files that take the place of the prices of the first market
 * @param knownLaws - what `laws` may name; only their form is checked when left out
 * @throws ScenarioError with everything that is wrong with it, missing files included
 */
export const loadScenario = async (
  path: string,
  given: GivenFiles = {},
  knownLaws?: KnownLaws,
): Promise<LoadedScenario> => {
  const file = fileOf(path)
  const read = await parseScenario(textOf(file), path, knownLaws)
  const resolve = (name: string): string => (isAbsolute(name) ? name : join(dirname(file), name))
  const missing = [
    ...(['prices', 'index'] as const).flatMap((option) => {
      const name = given[option]
      return name !== undefined && !existsSync(name) ? [whole(name, `no such file (--${option})`)] : []
    }),
    ...read.scenario.markets.flatMap(({ prices }, m) => {
      if (!('replay' in prices) || (m === 0 && given.prices !== undefined)) return []
      return (['replay', 'index'] as const).flatMap((field) => {
        const name = prices[field]
        if (name === undefined || name === GIVEN || existsSync(resolve(name))) return []
        return [{ ...whole(path, 'no such file'), path: `markets[${m}].prices.${field}`, value: name }]
      })
    }),
  ]
  if (missing.length > 0) throw new ScenarioError(missing)
  return { ...read, file, resolve }
}
