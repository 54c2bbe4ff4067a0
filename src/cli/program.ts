import { availableParallelism } from 'node:os'
import { Command, CommanderError, Option } from 'commander'
import { DONE, WRONG_INPUT } from './exit-codes.ts'
import type { CheckOptions, CommonOptions, CompareOptions, ImpactOptions, RunOptions } from './options.ts'
import { each, minutes, wholeNumber } from './options.ts'

const SCENARIO = 'a scenario file, or the name of a built-in scenario (flash-crash)'
/** Runs of a check: a minute or so for a scenario of some hundred traders and hours. */
const USUAL_RUNS = 12
const MOST_SEEDS = 100_000
const MOST_WORKERS = 1024
const MOST_RUNS = 1_000_000

/** A command on a scenario, with the options that all of them take. */
const onScenario = (program: Command, name: string, summary: string): Command =>
  program
    .command(name)
    .summary(summary)
    .description(summary)
    .argument('<scenario>', SCENARIO)
    .option('--prices <file>', "prices of the perpetual (CSV, plain or gz), in place of the first market's")
    .option('--index <file>', 'prices that oracles report, likewise')
    .option('--seed <n>', "first seed, in place of the scenario's", wholeNumber(0))
    .option('--engine <name>', 'an arm: an engine of the scenario, or ladder; may be repeated', each)
    .option('--json', 'print one JSON object instead of a table')
    .option('--quiet', 'no progress, warnings or speeds on stderr')

const out = (): Option => new Option('--out <folder>', 'where results are written (default: results/<name>)')

/**
 * The command line, with modules loaded only for the command that was typed.
 * @param finished - told the exit code of the command
 */
const program = (finished: (code: number) => void): Command => {
  const perplab = new Command('perplab')
    .description('A laboratory for perpetual-futures protocols: one crowd, one clearing stack, two engines.')
    .exitOverride()
    .showSuggestionAfterError(true)
  onScenario(perplab, 'compare', 'run every arm with every seed and show what differs')
    .option('--seeds <n>', 'how many seeds', wholeNumber(1, MOST_SEEDS), 8)
    .option('--workers <n>', 'threads; 0 runs in this one', wholeNumber(0, MOST_WORKERS), availableParallelism())
    .addOption(out())
    .action(async (scenario: string, options: CompareOptions) => {
      const { compareCommand } = await import('./compare-command.ts')
      finished(await compareCommand(scenario, options))
    })
  onScenario(perplab, 'run', 'run one arm with one seed')
    .addOption(out())
    .option('--events <file>', 'write what happens as NDJSON, one event a line')
    .option('--checkpoint <file>', 'with --until-block: stop there and keep the run in this file')
    .option('--until-block <n>', 'the block after which --checkpoint stops', wholeNumber(0))
    .option('--resume <file>', 'go on from a checkpoint of the same scenario, engine and seed')
    .action(async (scenario: string, options: RunOptions) => {
      const { runCommand } = await import('./run-command.ts')
      finished(await runCommand(scenario, options))
    })
  onScenario(perplab, 'check', 'try to break laws and properties, and keep the smallest case that does')
    .option('--runs <n>', 'runs in all, over arms and seeds', wholeNumber(1, MOST_RUNS), USUAL_RUNS)
    .option('--laws <ids>', 'laws to judge by, such as PERP-01,PERP-02 (default: all that watch one run)')
    .option('--minutes <n>', 'search no longer; what breaks is then made small for as long again at most', minutes)
    .option('--vary <path=range>', 'what varies from run to run, as in the scenario; may be repeated', each)
    .option('--out <folder>', 'where scenarios that break a law or property are written', 'repro')
    .action(async (scenario: string, options: CheckOptions) => {
      const { checkCommand } = await import('./check-command.ts')
      finished(await checkCommand(scenario, options))
    })
  onScenario(perplab, 'impact', 'show what each arm offers before the first trade, by size')
    .option('--out <folder>', 'where impact.json is written (default: nowhere)')
    .action(async (scenario: string, options: ImpactOptions) => {
      const { impactCommand } = await import('./impact-command.ts')
      finished(await impactCommand(scenario, options))
    })
  onScenario(perplab, 'validate', 'check a scenario and say what would be run').action(
    async (scenario: string, options: CommonOptions) => {
      const { validateCommand } = await import('./validate-command.ts')
      finished(await validateCommand(scenario, options))
    },
  )
  const schema = 'print the JSON Schema of scenario files, for editors'
  perplab
    .command('schema')
    .summary(schema)
    .description(schema)
    .action(async () => {
      const { schemaCommand } = await import('./schema-command.ts')
      finished(schemaCommand())
    })
  return perplab
}

/** Carries out a command line. @returns the exit code @throws what the command throws */
export const runProgram = async (words: readonly string[]): Promise<number> => {
  let code = DONE
  try {
    await program((finished) => {
      code = finished
    }).parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    // Commander has said what is wrong, or shown what was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_INPUT
    throw error
  }
}
