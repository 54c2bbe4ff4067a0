import type { Scenario } from '../scenario/scenario.ts'
import { formatValue, valueAt } from '../scenario/scenario-path.ts'
import type { ClaimReport, Search } from '../testing/check/search-claims.ts'
import type { CaseSize, ShrunkClaim } from '../testing/check/shrink-claim.ts'
import { brokenText, exercisedText } from './claim-text.ts'
import { bold, type Terminal, terminalTable } from './terminal-table.ts'
import { wrapped } from './wrapped.ts'

/** A broken claim made small, and the file that shows it again. */
export interface WrittenClaim extends ShrunkClaim {
  readonly file: string
  /** The command that runs the file. */
  readonly command: string
}

/** All that a check found. */
export interface CheckFindings {
  /** As its file has it. */
  readonly scenario: Scenario
  readonly arms: readonly string[]
  readonly search: Search
  /** Runs that were asked for. */
  readonly asked: number
  /** Of broken claims, in the order of the reports; one that was interrupted before is not among them. */
  readonly written: readonly WrittenClaim[]
}

const RESULT = 12
const RUNS = 10
const LABEL = 46

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const titleOf = ({ claim }: ClaimReport): string =>
  claim.kind === 'law' ? `${claim.law.id} ${claim.law.name}` : claim.property.text

const toldOf = ({ claim, exercised, broken, untold, runs, parts, lacking }: ClaimReport): string => {
  const where = broken.length === 0 ? [] : [`broken in ${broken.length} of ${runs + parts} runs`]
  if (claim.kind === 'law') return [...where, exercisedText(exercised)].join('; ')
  const others = lacking.length > 1 ? '; …' : ''
  const not = untold === 0 ? [] : [`not told of ${untold}: ${lacking[0]}${others}`]
  return [...where, ...not].join('; ')
}

const tableOf = (head: string, reports: readonly ClaimReport[], terminal: Terminal): string => {
  if (reports.length === 0) return ''
  const label = Math.min(LABEL, Math.floor(terminal.width / 2))
  const last = Math.max(16, terminal.width - label - RESULT - RUNS - 3)
  return terminalTable(
    {
      head: [head, 'result', 'runs', head === 'Law' ? 'put to the test' : ''],
      rows: reports.map((report) => [
        titleOf(report),
        report.status.replace('-', ' '),
        report.parts === 0 ? String(report.runs) : `${report.runs} + ${plural(report.parts, 'part')}`,
        toldOf(report),
      ]),
      widths: [label, RESULT, RUNS, last],
    },
    terminal,
  )
}

/** `1 trader, 0 steps, 40s (20 blocks)` */
export const sizeText = ({ traders, steps, horizon, blocks }: CaseSize): string =>
  `${plural(traders, 'trader')}, ${plural(steps, 'step')}, ${horizon} (${plural(blocks, 'block')})`

/** Parameters that vary with their value in a case, beside the file's where that differs. */
export const parameterTexts = (shrunk: ShrunkClaim, original: Scenario, of: Scenario): readonly string[] =>
  shrunk.found.sample.parameters.flatMap(({ name, path }) => {
    const [own, file] = [of, original].map((scenario) => formatValue(valueAt(scenario, path)))
    return own === file || own === '' ? [] : [`${name}: ${own} (file: ${file || 'left out'})`]
  })

/** Which arms and seeds broke a claim: `amm (seeds 3, 4), book (seed 3)`. */
const placesOf = ({ broken }: ClaimReport, arms: readonly string[]): string =>
  arms
    .flatMap((arm) => {
      const seeds = broken.filter(({ sample }) => sample.arm === arm).map(({ sample }) => sample.scenario.seed)
      return seeds.length === 0 ? [] : [`${arm} (${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')})`]
    })
    .join(', ')

const brokenSection = (report: ClaimReport, { arms, written, scenario }: CheckFindings, terminal: Terminal): string => {
  const law = report.claim.kind === 'law' ? report.claim.law : undefined
  const shrunk = written.find(({ claim }) => claim === report.claim)
  const [first] = report.broken
  const line = (text: string): string => {
    const indent = text.length - text.trimStart().length
    return `${' '.repeat(indent)}${wrapped(text.trimStart(), terminal.width - indent, ' '.repeat(indent + 4))}`
  }
  const lines = [bold(line(brokenText(law, shrunk?.smallest.violation ?? first.violation)), terminal)]
  if (law !== undefined) lines.push(line(`  the law: ${law.name}`))
  lines.push(line(`  broken in ${placesOf(report, arms)}`))
  if (shrunk === undefined) return lines.join('\n')
  const { before, after, found, smallest, tried, complete } = shrunk
  const parameters = (of: Scenario): string => {
    const texts = parameterTexts(shrunk, scenario, of)
    return texts.length === 0 ? '' : `; ${texts.join(', ')}`
  }
  lines.push(
    line(`  found:  ${sizeText(before)}${parameters(found.sample.scenario)}`),
    line(`          ${brokenText(law, found.violation)}`),
    line(`  shrunk: ${sizeText(after)}${parameters(smallest.scenario)}, after ${plural(tried, 'run')}`),
    ...(complete ? [] : [line('          runs or time were used up: it may be smaller yet')]),
    line(`  replay: ${shrunk.command}`),
  )
  return lines.join('\n')
}

const endingOf = ({ search, asked, arms }: CheckFindings): string => {
  const count = (status: ClaimReport['status'], kind: 'law' | 'property'): number =>
    search.reports.filter((report) => report.status === status && report.claim.kind === kind).length
  const told = (kind: 'law' | 'property', words: readonly (readonly [ClaimReport['status'], string])[]): string =>
    words
      .map(([status, word]) => [count(status, kind), word] as const)
      .filter(([n]) => n > 0)
      .map(([n, word]) => `${n} ${word}`)
      .join(', ')
  const laws = told('law', [
    ['held', 'held'],
    ['broken', 'broken'],
    ['vacuous', 'not put to the test'],
  ])
  const properties = told('property', [
    ['held', 'held'],
    ['broken', 'broken'],
    ['not-measured', 'not measured'],
  ])
  const { seeds } = search
  const over = seeds.length === 0 ? '' : `, ${arms.join(', ')}, seeds ${seeds[0]} to ${seeds[seeds.length - 1]}`
  const runs = search.runs < asked ? `${search.runs} of ${asked} runs` : plural(search.runs, 'run')
  const { watched } = search
  const alone = search.runs - watched.runs
  const part = watched.blocksOfOthers === 0 ? '' : ` and ${watched.blocksOfOthers} blocks of others`
  return [
    `${runs}${over}.`,
    ...(alone === 0
      ? []
      : [`Laws watched ${plural(watched.runs, 'run')}${part}, then their time was over: --minutes gives them more.`]),
    ...(laws === '' ? [] : [`Laws: ${laws}.`]),
    ...(properties === '' ? [] : [`Properties: ${properties}.`]),
  ].join(' ')
}

/** What a check found, for a terminal: a table of laws and one of properties, each broken one with its smallest case, and a line that sums up. */
export const checkTable = (findings: CheckFindings, terminal: Terminal): string => {
  const { reports } = findings.search
  return [
    tableOf(
      'Law',
      reports.filter(({ claim }) => claim.kind === 'law'),
      terminal,
    ),
    tableOf(
      'Property',
      reports.filter(({ claim }) => claim.kind === 'property'),
      terminal,
    ),
    ...reports.filter(({ status }) => status === 'broken').map((report) => brokenSection(report, findings, terminal)),
    wrapped(endingOf(findings), terminal.width),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
    .concat('\n')
}

const counterexample = (shrunk: WrittenClaim, { scenario }: CheckFindings) => {
  const { before, after, found, smallest, tried, complete, file, command } = shrunk
  return {
    arm: smallest.arm,
    seed: smallest.scenario.seed,
    before: {
      ...before,
      parameters: parameterTexts(shrunk, scenario, found.sample.scenario),
      violation: found.violation,
    },
    after: { ...after, parameters: parameterTexts(shrunk, scenario, smallest.scenario), violation: smallest.violation },
    shrinkRuns: tried,
    shrunkToTheEnd: complete,
    file,
    command,
  }
}

/** What a check found as one JSON object. */
export const checkJson = (findings: CheckFindings): string => {
  const { scenario, arms, search, asked, written } = findings
  const common = (report: ClaimReport) => {
    const shrunk = written.find(({ claim }) => claim === report.claim)
    return {
      status: report.status,
      runs: report.runs,
      ...(report.parts > 0 && { partsOfRuns: report.parts }),
      broken: report.broken.map(({ sample, violation }) => ({
        arm: sample.arm,
        seed: sample.scenario.seed,
        ...(sample.parameters.length > 0 && {
          parameters: Object.fromEntries(sample.parameters.map(({ name, value }) => [name, value])),
        }),
        violation,
      })),
      ...(shrunk !== undefined && { counterexample: counterexample(shrunk, findings) }),
    }
  }
  const value = {
    scenario: scenario.name,
    engines: arms,
    runs: search.runs,
    asked,
    complete: search.runs === asked,
    seeds: search.seeds,
    watched: search.watched,
    laws: search.reports.flatMap((report) =>
      report.claim.kind === 'law'
        ? [{ law: report.claim.law.id, name: report.claim.law.name, ...common(report), exercised: report.exercised }]
        : [],
    ),
    properties: search.reports.flatMap((report) =>
      report.claim.kind === 'property'
        ? [
            {
              property: report.claim.property.text,
              ...common(report),
              notMeasured: report.untold,
              lacking: report.lacking,
            },
          ]
        : [],
    ),
  }
  return `${JSON.stringify(value, undefined, 2)}\n`
}
