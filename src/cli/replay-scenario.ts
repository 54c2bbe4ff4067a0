import { resolve as fullPath, join } from 'node:path'
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

/** A scenario that shows again what one run showed. */
export interface Replay {
  /** The file. */
  readonly path: string
  readonly arm: string
  readonly scenario: Scenario
  /** What it shows, a line each; the command that does follows them. */
  readonly head: readonly string[]
  /** The scenario as YAML. */
  readonly print: (scenario: Scenario) => string
}

/** Files are named in full, since the replay lies in another folder than the scenario. */
const withFullNames = (scenario: Scenario, resolve: (file: string) => string): Scenario => ({
  ...scenario,
  markets: scenario.markets.map((market) => {
    const { prices } = market
    if (!('replay' in prices)) return market
    const full = (file: string): string => (file === 'given' ? file : fullPath(resolve(file)))
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

/** The text of a replay's file, and the command that runs it. */
export const replayText = (
  { resolve }: Pick<ReadStudy, 'resolve'>,
  { path, arm, scenario, head, print }: Replay,
  { prices, index }: CommonOptions,
): { readonly text: string; readonly command: string } => {
  const files = [...(prices ? ['--prices', prices] : []), ...(index ? ['--index', index] : [])]
  const command = ['npx perplab run', path, '--engine', arm, ...files].join(' ')
  const comment = [...head, `replay: ${command}`].map((line) => `# ${line}\n`).join('')
  return { command, text: comment + print(withFullNames(scenario, resolve)) }
}

/**
 * Writes the scenario of a broken run with its seed, so that one command replays it.
 * @returns that command
 */
export const writeReplay = (read: ReadStudy, broken: BrokenRun, folder: string, options: CommonOptions): string => {
  const { arm, seed, message } = broken
  const path = join(folder, `broken-${arm}-seed-${seed}.yaml`)
  const scenario = { ...read.scenario, seed }
  const replay = { path, arm, scenario, head: message.split('\n'), print: printScenario }
  const { text, command } = replayText(read, replay, options)
  writeFiles({ [path]: text })
  return command
}
