import { join } from 'node:path'
import { printScenario } from '../scenario/parse-scenario.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { CommonOptions } from './options.ts'
import type { ReadStudy } from './read-study.ts'
import { writeFiles } from './write-files.ts'

/** A run that went wrong. */
export interface BrokenRun {
  readonly arm: string
  readonly seed: number
  readonly message: string
}

/** Files are named in full, since the replay lies in another folder than the scenario. */
const withFullNames = (scenario: Scenario, resolve: (file: string) => string): Scenario => ({
  ...scenario,
  markets: scenario.markets.map((market) => {
    const { prices } = market
    if (!('replay' in prices)) return market
    const full = (file: string): string => (file === 'given' ? file : resolve(file))
    return {
      ...market,
      prices: {
        ...prices,
        replay: full(prices.replay),
        ...(prices.index !== undefined && { index: full(prices.index) }),
      },
    }
  }),
})

/**
 * Writes the scenario of a broken run with its seed, so that one command replays it.
 * @returns that command
 */
export const writeReplay = (read: ReadStudy, broken: BrokenRun, folder: string, options: CommonOptions): string => {
  const path = join(folder, `broken-${broken.arm}-seed-${broken.seed}.yaml`)
  const { prices, index } = options
  const files = [...(prices ? ['--prices', prices] : []), ...(index ? ['--index', index] : [])]
  const command = ['npx perplab run', path, '--engine', broken.arm, ...files].join(' ')
  const scenario = withFullNames({ ...read.scenario, seed: broken.seed }, read.resolve)
  const head = [...broken.message.split('\n'), `replay: ${command}`].map((line) => `# ${line}\n`).join('')
  writeFiles({ [path]: head + printScenario(scenario) })
  return command
}
