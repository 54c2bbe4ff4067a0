import { dirname, join } from 'node:path'
import { chartLibrary } from '../report/chart-library.ts'
import { comparisonTable } from '../report/comparison-table.ts'
import { reportHtml } from '../report/report-html.ts'
import { resultsJson } from '../report/results-json.ts'
import { seriesCsv } from '../report/series-csv.ts'
import { summaryMarkdown } from '../report/summary-markdown.ts'
import { compare, seedsFrom } from '../studies/compare.ts'
import type { Comparison } from '../studies/comparison.ts'
import { InputError } from '../studies/input-error.ts'
import { ownThreadRunner } from '../studies/own-thread-runner.ts'
import { RunFailure } from '../studies/run-outcome.ts'
import { workerRunner } from '../studies/worker-runner.ts'
import { DONE, FAILED, INTERRUPTED } from './exit-codes.ts'
import { interruptible } from './interrupt.ts'
import type { CompareOptions } from './options.ts'
import { print, say } from './output.ts'
import { progressDisplay } from './progress-display.ts'
import { buildAll, type ReadStudy, readStudy } from './read-study.ts'
import { writeReplay } from './replay-scenario.ts'
import { terminal } from './terminal.ts'
import { writableFolder, writeFiles } from './write-files.ts'

/** Everything that a comparison leaves in its folder, by file. */
const resultFiles = (comparison: Comparison, folder: string, command: string): Readonly<Record<string, string>> => ({
  [join(folder, 'report.html')]: reportHtml(comparison, { library: chartLibrary(), command }),
  [join(folder, 'summary.md')]: summaryMarkdown(comparison, command),
  [join(folder, 'results.json')]: resultsJson(comparison),
  ...Object.fromEntries(comparison.arms.map(({ arm, runs }) => [join(folder, `series-${arm}.csv`), seriesCsv(runs)])),
})

/** The command that gives the same results again, wherever the scenario is called the same. */
const commandOf = (path: string, options: CompareOptions, { seeds }: Comparison): string => {
  const { prices, index, engine = [] } = options
  return [
    `npx perplab compare ${path} --seed ${seeds[0]} --seeds ${seeds.length}`,
    ...(prices === undefined ? [] : [`--prices ${prices}`]),
    ...(index === undefined ? [] : [`--index ${index}`]),
    ...engine.map((name) => `--engine ${name}`),
  ].join(' ')
}

/** Seconds of work and what was done in them: for stderr only, since no clock enters results. */
const speed = (comparison: Comparison, seconds: number): string => {
  const runs = comparison.arms.flatMap((arm) => arm.runs)
  const blocks = runs.reduce((sum, run) => sum + run.blocks, 0)
  return `${runs.length} runs, ${blocks} blocks in ${seconds.toFixed(1)} s`
}

const runnerFor = (read: ReadStudy, options: CompareOptions, runs: number) => {
  if (options.workers === 0) return ownThreadRunner(read.study)
  const { prices, index } = options
  return workerRunner({
    scenario: read.scenario,
    folder: dirname(read.file),
    ...(prices !== undefined && { prices }),
    ...(index !== undefined && { index }),
    workers: Math.min(options.workers, runs),
    runs,
  })
}

/** `perplab compare`: every arm with every seed, side by side. @returns the exit code */
export const compareCommand = async (path: string, options: CompareOptions): Promise<number> => {
  const began = performance.now()
  const quiet = options.quiet === true
  const read = await readStudy(path, options)
  const { study, scenario } = read
  const folder = options.out ?? join('results', study.name)
  if (scenario.seed + options.seeds - 1 > Number.MAX_SAFE_INTEGER)
    throw new InputError(`--seeds ${options.seeds}: seeds from ${scenario.seed} on leave 2^53 - 1`)
  await buildAll(study)
  writableFolder(folder)
  const interrupt = interruptible()
  const seeds = seedsFrom(scenario.seed, options.seeds)
  const progress = progressDisplay(`compare ${study.name}`, quiet)
  let comparison: Comparison | undefined
  try {
    comparison = await compare(study, runnerFor(read, options, seeds.length * study.arms.length), {
      seeds,
      signal: interrupt.signal,
      onProgress: ({ share, finishedRuns, runs }) => progress.update(share, `${finishedRuns} of ${runs} runs`),
    })
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error
    progress.close()
    say(error.message)
    say(`replay it: ${writeReplay(read, error, folder, options)}`)
    return FAILED
  } finally {
    progress.close()
  }
  const stopped = interrupt.signal.aborted
  if (comparison === undefined) {
    say('interrupted before the first seed was finished: nothing is written')
    await interrupt.settled()
    return INTERRUPTED
  }
  const files = resultFiles(comparison, folder, commandOf(path, options, comparison))
  writeFiles(files)
  print(options.json === true ? resultsJson(comparison) : comparisonTable(comparison, terminal()))
  if (!quiet) {
    say(`${speed(comparison, (performance.now() - began) / 1000)}; written: ${Object.keys(files).join(', ')}`)
  }
  if (stopped && !comparison.complete)
    say(`interrupted: ${comparison.seeds.length} of ${seeds.length} seeds were finished and are written`)
  if (stopped) await interrupt.settled()
  return stopped ? INTERRUPTED : DONE
}
