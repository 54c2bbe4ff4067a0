import { availableParallelism } from 'node:os'
import { Command, CommanderError, Option } from 'commander'
import { DONE, WRONG_INPUT } from './exit-codes.ts'
import type {
  CheckOptions,
  CommonOptions,
  CompareOptions,
  ImpactOptions,
  ResultsOptions,
  RunOptions,
  SensitivityOptions,
  StoreOptions,
  StressOptions,
  SweepOptions,
  TuneOptions,
} from './options.ts'
import { each, milliseconds, minutes, shardOf, wholeNumber } from './options.ts'

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

/** A command on the store of a study. */
const onStore = (program: Command, name: string, summary: string, folder: string): Command =>
  program
    .command(name)
    .summary(summary)
    .description(summary)
    .argument(folder, 'a folder that a study was run into')
    .option('--json', 'print one JSON object instead of a table')
    .option('--quiet', 'no words on stderr about what was done')

/** A command that runs a study into a store. */
const study = (program: Command, name: string, summary: string): Command =>
  onScenario(program, name, summary)
    .option(
      '--seeds <n>',
      'seeds that all points share (default: as the scenario says, else 8, of stress 4)',
      wholeNumber(1, MOST_SEEDS),
    )
    .option('--metric <expression>', 'what the report shows: a metric or an expression; may be repeated', each)
    .option('--workers <n>', 'threads; 0 runs in this one', wholeNumber(0, MOST_WORKERS), availableParallelism())
    .option('--budget <duration>', 'begin no more runs after this time (10m); what is finished is kept', milliseconds)
    .option('--dry-run', 'print the plan and how long it would take, and run nothing of it')
    .addOption(new Option('--out <folder>', `the study's store and reports (default: results/<name>-${name})`))

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
  study(perplab, 'sweep', 'run points of parameters with the same seeds, and show what they do')
    .option('--vary <path=range>', 'what varies: 0.5%..3%:6, 1_000..1_000_000:4:log or a,b,c; may be repeated', each)
    .addOption(
      new Option('--design <name>', 'which points of the ranges (default: grid)').choices([
        'grid',
        'latin-hypercube',
        'sobol',
      ]),
    )
    .option('--points <n>', 'points of a design that fills the ranges (default: 64)', wholeNumber(1, MOST_SEEDS))
    .option('--until <metric=width>', 'add seeds, up to --seeds, until the mean is known to this width everywhere')
    .option('--shard <i/n>', 'take the i-th of n parts of the plan; see merge', shardOf)
    .action(async (scenario: string, options: SweepOptions) => {
      const { sweepCommand } = await import('./sweep-command.ts')
      finished(await sweepCommand(scenario, options))
    })
  study(perplab, 'stress', 'run the standard battery of stresses, and find the smallest that breaks a property')
    .option('--at <duration>', 'when stress begins (default: after a third of the run)', milliseconds)
    .option('--no-search', 'do not look for the smallest size that breaks a property')
    .action(async (scenario: string, options: StressOptions) => {
      const { stressCommand } = await import('./stress-command.ts')
      finished(await stressCommand(scenario, options))
    })
  study(perplab, 'sensitivity', 'tell which parameters a metric depends on')
    .option('--vary <path=range>', 'a parameter and its range; may be repeated', each)
    .addOption(
      new Option('--method <name>', 'morris screens many parameters with few runs, sobol shares out the variance')
        .choices(['morris', 'sobol'])
        .default('morris'),
    )
    .option(
      '--repetitions <n>',
      'trajectories of morris (default: 20), rows of sobol (default: 512)',
      wholeNumber(1, MOST_SEEDS),
    )
    .option('--shard <i/n>', 'take the i-th of n parts of the plan; see merge', shardOf)
    .action(async (scenario: string, options: SensitivityOptions) => {
      const { sensitivityCommand } = await import('./sensitivity-command.ts')
      finished(await sensitivityCommand(scenario, options))
    })
  study(perplab, 'tune', 'find the values that make a metric best within conditions')
    .option('--vary <path=range>', 'a parameter and its range; may be repeated', each)
    .option('--maximize <expression>', 'what is made large; with a second objective, a front is sought', each)
    .option('--minimize <expression>', 'what is made small', each)
    .option('--subject-to <condition>', 'what must hold over the runs of a point; may be repeated', each)
    .addOption(
      new Option(
        '--method <name>',
        'default: halving; nsga2 with two objectives, cma-es beyond four parameters',
      ).choices(['halving', 'nsga2', 'cma-es']),
    )
    .option('--points <n>', 'points of the first round, or of a generation (default: 32)', wholeNumber(4, MOST_SEEDS))
    .option('--generations <n>', 'of nsga2 and cma-es', wholeNumber(1, MOST_SEEDS), 12)
    .action(async (scenario: string, options: TuneOptions) => {
      const { tuneCommand } = await import('./tune-command.ts')
      finished(await tuneCommand(scenario, options))
    })
  onStore(perplab, 'merge', 'put the shards of a study together, and report it when it is whole', '<into>')
    .argument('<from...>', 'folders that shards of the same study were run into')
    .action(async (into: string, from: readonly string[], options: StoreOptions) => {
      const { mergeCommand } = await import('./merge-command.ts')
      finished(await mergeCommand(into, from, options))
    })
  onStore(perplab, 'report', 'write the report of a study again, from its store', '<folder>').action(
    async (folder: string, options: StoreOptions) => {
      const { reportCommand } = await import('./report-command.ts')
      finished(await reportCommand(folder, options))
    },
  )
  onStore(perplab, 'results', 'say what the store of a study holds, or ask it', '<folder>')
    .option('--sql <query>', 'a query of the view runs, a row a run (needs @duckdb/node-api)')
    .action(async (folder: string, options: ResultsOptions) => {
      const { resultsCommand } = await import('./results-command.ts')
      finished(await resultsCommand(folder, options))
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
