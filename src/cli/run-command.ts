import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { claimsValue } from '../report/claim-text.ts'
import { runJson } from '../report/results-json.ts'
import { runTable } from '../report/run-table.ts'
import { seriesCsv } from '../report/series-csv.ts'
import { runResult } from '../simulation/run-result.ts'
import type { Simulation } from '../simulation/simulation.ts'
import { InputError } from '../studies/input-error.ts'
import { eventLog } from './event-log.ts'
import { DONE, FAILED, INTERRUPTED } from './exit-codes.ts'
import { interruptible } from './interrupt.ts'
import type { RunOptions } from './options.ts'
import { print, say } from './output.ts'
import { progressDisplay } from './progress-display.ts'
import { type ReadStudy, readStudy } from './read-study.ts'
import { writeReplay } from './replay-scenario.ts'
import { type ClaimedRun, claimedRun, claimsText, isBroken } from './run-claims.ts'
import { terminal } from './terminal.ts'
import { writableFolder, writeFiles } from './write-files.ts'

/** Milliseconds of work between two looks at the keyboard. */
const SLICE = 50

type Ended = 'end' | 'block' | 'interrupted'

/** Runs to the end, to a block, or until Ctrl-C. */
const advance = async (
  simulation: Simulation,
  untilBlock: number,
  signal: AbortSignal,
  progressed: (share: number) => void,
): Promise<Ended> => {
  for (;;) {
    const until = performance.now() + SLICE
    let share = 0
    const ended = simulation.run((done) => {
      share = done
      return simulation.block.block < untilBlock && performance.now() < until
    })
    if (ended) return 'end'
    if (simulation.block.block >= untilBlock) return 'block'
    progressed(share)
    await new Promise((resolve) => setImmediate(resolve))
    if (signal.aborted) return 'interrupted'
  }
}

const checkOptions = ({ engine, checkpoint, untilBlock }: RunOptions): void => {
  if (engine !== undefined && engine.length > 1)
    throw new InputError(`--engine: run takes one engine, not ${engine.join(', ')}; compare takes several`)
  if ((checkpoint === undefined) !== (untilBlock === undefined))
    throw new InputError(
      checkpoint === undefined
        ? '--until-block: needs --checkpoint FILE to keep what was run'
        : '--checkpoint: needs --until-block N, the block after which the run is kept',
    )
}

const resume = (simulation: Simulation, file: string): void => {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new InputError(`--resume ${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  try {
    simulation.restore(bytes)
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`--resume ${file}: ${error.message}`)
    throw error
  }
}

/** What is left of a run that stopped at a block: its state, and words about it. */
const keep = (simulation: Simulation, read: ReadStudy, options: RunOptions): void => {
  const file = options.checkpoint as string
  writeFiles({ [file]: simulation.checkpoint() })
  const { block, time } = simulation.block
  const digest = simulation.digest()
  const told = {
    scenario: read.study.name,
    engine: read.study.arms[0].arm,
    checkpoint: file,
    block,
    timeMs: time,
    digest,
  }
  print(
    options.json === true
      ? JSON.stringify(told, undefined, 2)
      : `${read.study.name}, ${told.engine}: block ${block} (${time} ms) kept in ${file}, digest ${digest}`,
  )
}

/** Where the run's files go. */
const outputFolder = ({ study }: ReadStudy, { out }: RunOptions): string => out ?? join('results', study.name)

/** What a finished run leaves: its files, and whether a law or property of the scenario is broken in it. */
interface Told {
  readonly written: readonly string[]
  readonly broken: boolean
}

const tell = async (run: ClaimedRun, read: ReadStudy, options: RunOptions): Promise<Told> => {
  const { study } = read
  const [{ arm }] = study.arms
  const result = runResult(run.simulation, arm)
  const verdicts = await run.verdicts(result)
  const name = join(outputFolder(read, options), `run-${arm}-seed-${result.seed}`)
  const json = runJson(result, study.market, claimsValue(verdicts))
  const files = { [`${name}.json`]: json, [`${name}.csv`]: seriesCsv([result]) }
  writeFiles(files)
  print(options.json === true ? json : runTable(result, study.market, terminal()) + claimsText(verdicts))
  return { written: Object.keys(files), broken: isBroken(verdicts) }
}

/** A run that threw, where that breaks a law of its scenario: the laws are all that is told. */
const tellBroken = async (run: ClaimedRun, read: ReadStudy, options: RunOptions): Promise<void> => {
  const verdicts = await run.verdicts()
  const { study, scenario } = read
  const told = { engine: study.arms[0].arm, seed: scenario.seed, ...claimsValue(verdicts) }
  print(options.json === true ? JSON.stringify(told, undefined, 2) : claimsText(verdicts).trimStart())
}

/** `perplab run`: one arm with one seed. @returns the exit code */
export const runCommand = async (path: string, options: RunOptions): Promise<number> => {
  checkOptions(options)
  const began = performance.now()
  const quiet = options.quiet === true
  const interrupt = interruptible()
  const log = options.events === undefined ? undefined : eventLog(options.events)
  try {
    const read = await readStudy(path, options, log === undefined ? {} : { events: log.sink }, 'first')
    const [{ arm }] = read.study.arms
    const run = await claimedRun(read, arm, options, log === undefined ? {} : { events: log.sink })
    const { simulation } = run
    if (interrupt.signal.aborted) return INTERRUPTED
    if (options.resume !== undefined) resume(simulation, options.resume)
    log?.follow(() => simulation.block)
    if (options.untilBlock !== undefined && options.untilBlock < simulation.block.block)
      throw new InputError(
        `--until-block ${options.untilBlock}: the run stands at block ${simulation.block.block} already`,
      )
    writableFolder(options.checkpoint === undefined ? outputFolder(read, options) : dirname(options.checkpoint))
    const before = simulation.events
    const progress = progressDisplay(`run ${read.study.name} ${arm}`, quiet)
    let ended: Ended
    try {
      ended = await advance(simulation, options.untilBlock ?? Infinity, interrupt.signal, (share) =>
        progress.update(share, `block ${simulation.block.block}`),
      )
      if (ended === 'block') simulation.audit()
    } catch (error) {
      // Events that cannot be written are no failure of the run.
      if (error instanceof InputError) throw error
      progress.close()
      const message = error instanceof Error ? error.message : String(error)
      say(message)
      // What led to the failure is what its log is wanted for.
      log?.commit()
      if (run.failed(error)) {
        await tellBroken(run, read, options)
        return FAILED
      }
      const broken = { arm, seed: read.scenario.seed, message }
      say(`replay it: ${writeReplay(read, broken, outputFolder(read, options), options)}`)
      return FAILED
    } finally {
      progress.close()
    }
    if (ended === 'interrupted') {
      say(`interrupted in block ${simulation.block.block}: nothing is written`)
      return INTERRUPTED
    }
    if (ended === 'end' && options.untilBlock !== undefined)
      throw new InputError(`--until-block ${options.untilBlock}: the run ends with block ${simulation.block.block}`)
    const { written, broken } = ended === 'block' ? { written: [], broken: false } : await tell(run, read, options)
    if (ended === 'block') keep(simulation, read, options)
    log?.commit()
    const seconds = (performance.now() - began) / 1000
    const events = simulation.events - before
    const files = [...written, ...(options.events === undefined ? [] : [options.events])]
    if (!quiet)
      say(
        `${simulation.block.block} blocks, ${events} events in ${seconds.toFixed(1)} s (${Math.round(events / seconds)}/s)${files.length > 0 ? `; written: ${files.join(', ')}` : ''}`,
      )
    return broken ? FAILED : DONE
  } finally {
    log?.discard()
    if (interrupt.signal.aborted) await interrupt.settled()
  }
}
