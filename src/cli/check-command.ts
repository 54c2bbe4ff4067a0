import { existsSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { nearestName } from '../formula/nearest-name.ts'
import { type CheckFindings, checkJson, checkTable, sizeText, type WrittenClaim } from '../report/check-report.ts'
import { brokenText } from '../report/claim-text.ts'
import { printBrief } from '../scenario/brief-scenario.ts'
import { varyFault } from '../scenario/check/check-vary.ts'
import { readProperties } from '../scenario/property.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { InputError } from '../studies/input-error.ts'
import { type Claim, isWatched, withNothingThrows } from '../testing/check/claim.ts'
import type { Pause } from '../testing/check/judge-run.ts'
import { type ClaimReport, type SearchTerms, searchClaims } from '../testing/check/search-claims.ts'
import { type ShrunkClaim, shrinkClaim } from '../testing/check/shrink-claim.ts'
import type { ScenarioLaw } from '../testing/law.ts'
import { SCENARIO_LAWS } from '../testing/scenario-laws.ts'
import { DONE, FAILED, INTERRUPTED } from './exit-codes.ts'
import { interruptible } from './interrupt.ts'
import type { CheckOptions } from './options.ts'
import { print, say } from './output.ts'
import { progressDisplay } from './progress-display.ts'
import { buildAll, type ReadStudy, readStudy } from './read-study.ts'
import { replayText } from './replay-scenario.ts'
import { terminal } from './terminal.ts'
import { varyOptions } from './vary-option.ts'
import { writableFolder, writeFiles } from './write-files.ts'

/** Milliseconds of work between two looks at the keyboard. */
const SLICE = 50
/** Milliseconds that laws watch runs for where no time is given. */
const WATCHING = 60_000
/** Runs that making one broken case small may take. */
const SHRINK_RUNS = 600

/** Laws that were asked for; all that watch one run where none was. @throws InputError naming each that is none */
const chosenLaws = (asked: string | undefined): readonly ScenarioLaw[] => {
  if (asked === undefined) return SCENARIO_LAWS.filter(isWatched)
  const ids = SCENARIO_LAWS.map(({ id }) => id)
  const names = asked.split(',').map((name) => name.trim())
  const faults = names
    .filter((name) => !ids.some((id) => id === name))
    .map((name) => {
      const near = nearestName(name, ids)
      return `--laws ${name === '' ? '""' : name}: is no law${near === undefined ? `; there are ${ids.join(', ')}` : `; did you mean ${near}?`}`
    })
  if (faults.length > 0) throw new InputError(faults.join('\n'))
  return SCENARIO_LAWS.filter(({ id }) => names.includes(id))
}

/** The scenario with what the options vary beside what it varies itself. @throws InputError naming all that cannot be varied */
const withVary = (scenario: Scenario, asked: readonly string[] = []): Scenario => {
  const ranges = varyOptions(asked)
  const faults = Object.entries(ranges).flatMap(([path, range]) => {
    const fault = varyFault(scenario, path, range)
    if (fault === undefined) return []
    return [`--vary ${path}: ${fault.rule}${fault.suggestion === '' ? '' : `; did you mean ${fault.suggestion}?`}`]
  })
  if (faults.length > 0) throw new InputError(faults.join('\n'))
  return { ...scenario, vary: { ...scenario.vary, ...ranges } }
}

/** Lets the keyboard in every so often, and answers false after Ctrl-C or when the time has passed. */
const pacer = (signal: AbortSignal, until: number): Pause => {
  let next = performance.now() + SLICE
  return () => {
    if (performance.now() < next) return true
    next = performance.now() + SLICE
    return new Promise((resolve) => setImmediate(() => resolve(!signal.aborted && performance.now() < until)))
  }
}

/** Time for laws in all, shared by arms that they have not watched yet, so that each is watched for a while. */
const watchingFor = (milliseconds: number): SearchTerms['watching'] => {
  let left = milliseconds
  return (armsLeft) => {
    const began = performance.now()
    const share = left / armsLeft
    let known = 0
    return () => {
      const spent = performance.now() - began
      left -= spent - known
      known = spent
      return spent < share
    }
  }
}

const titleOf = (claim: Claim): string => (claim.kind === 'law' ? claim.law.id : `"${claim.property.text}"`)

/** Writes the smallest case of a claim, and says how it is run. */
const written = (shrunk: ShrunkClaim, read: ReadStudy, options: CheckOptions): WrittenClaim => {
  const { claim, smallest, before, after } = shrunk
  const name = claim.kind === 'law' ? claim.law.id : `property-${claim.position + 1}`
  const file = join(options.out, `${name}.yaml`)
  const law = claim.kind === 'law' ? claim.law : undefined
  const head = [
    law === undefined
      ? `The property "${(claim as Extract<Claim, { kind: 'property' }>).property.text}"`
      : `${law.id}: ${law.name}`,
    ...brokenText(law, smallest.violation).split('\n'),
    `found with ${sizeText(before)}; shrunk to ${sizeText(after)}`,
  ]
  const replay = { path: file, arm: smallest.arm, scenario: smallest.scenario, head, print: printBrief }
  const { text, command } = replayText(read, replay, options)
  writeFiles({ [file]: text })
  return { ...shrunk, file, command }
}

/** Carries a search out, with its progress on stderr. @throws InputError for a run that cannot be built */
const search = async (terms: Omit<SearchTerms, 'onProgress'>, quiet: boolean) => {
  const progress = progressDisplay(`check ${terms.scenario.name}`, quiet)
  try {
    return await searchClaims({
      ...terms,
      onProgress: (share, done, broken) =>
        progress.update(share, `${done} of ${terms.runs} runs${broken > 0 ? `, ${broken} broken` : ''}`),
    })
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`${terms.scenario.name}: ${error.message}`)
    throw error
  } finally {
    progress.close()
  }
}

/** `perplab check`: laws and properties over arms, seeds and what varies; what breaks is made small and written. @returns the exit code */
export const checkCommand = async (path: string, options: CheckOptions): Promise<number> => {
  const began = performance.now()
  const quiet = options.quiet === true
  const laws = withNothingThrows(chosenLaws(options.laws))
  const read = await readStudy(path, options)
  const { study, resolve } = read
  const scenario = withVary(read.scenario, options.vary)
  if (scenario.seed + options.runs > Number.MAX_SAFE_INTEGER)
    throw new InputError(`--runs ${options.runs}: seeds from ${scenario.seed} on leave 2^53 - 1`)
  const { prices, index } = options
  const choice = { resolve, ...(prices !== undefined && { prices }), ...(index !== undefined && { index }) }
  await buildAll(study)
  const absent = !existsSync(options.out)
  writableFolder(options.out)
  const interrupt = interruptible()
  const limit = options.minutes === undefined ? Infinity : options.minutes * 60_000
  const arms = study.arms.map(({ arm }) => arm)
  const found = await search(
    {
      scenario,
      arms,
      claims: { laws, properties: await readProperties(scenario.properties, study.market) },
      choice,
      runs: options.runs,
      pause: pacer(interrupt.signal, performance.now() + limit),
      watching: watchingFor(options.minutes === undefined ? WATCHING : limit / 2),
    },
    quiet,
  )
  const until = performance.now() + limit
  const small: WrittenClaim[] = []
  for (const { claim, broken } of found.reports.filter(({ status }) => status === 'broken')) {
    const progress = progressDisplay(`shrink ${titleOf(claim)}`, quiet)
    try {
      const shrunk = await shrinkClaim(claim, broken[0], {
        original: read.scenario,
        choice,
        pause: pacer(interrupt.signal, until),
        runs: SHRINK_RUNS,
        onProgress: (tried, of) => progress.update(tried / of, `${tried} runs`),
      })
      small.push(written(shrunk, read, options))
    } finally {
      progress.close()
    }
  }
  const findings: CheckFindings = { scenario, arms, search: found, asked: options.runs, written: small }
  print(options.json === true ? checkJson(findings) : checkTable(findings, terminal()))
  if (absent && small.length === 0) rmdirSync(options.out)
  if (!quiet) {
    const files = small.length > 0 ? `; written: ${small.map(({ file }) => file).join(', ')}` : ''
    say(`${found.runs} runs in ${((performance.now() - began) / 1000).toFixed(1)} s${files}`)
  }
  if (interrupt.signal.aborted) {
    say(`interrupted: ${found.runs} of ${options.runs} runs were judged`)
    await interrupt.settled()
    return INTERRUPTED
  }
  return found.reports.some(isBroken) ? FAILED : DONE
}

const isBroken = ({ status }: ClaimReport): boolean => status === 'broken'
