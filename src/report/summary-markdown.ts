import type { Comparison } from '../studies/comparison.ts'
import { baselineOf, comparedOf, counted, driftWords } from './arm-words.ts'
import { differenceWords, findings, unclearSentences } from './findings.ts'
import { escapeMarkdown as escaped, markdownRow as line, markdownTable } from './markdown.ts'
import { moneyScale } from './money-scale.ts'
import { formatDuration, formatNumber, type ShownUnit } from './number-format.ts'
import { isClear } from './paired-values.ts'
import type { ReportGroup, ReportRow } from './report-row.ts'
import { reportGroups } from './report-rows.ts'

const units: Readonly<Record<ShownUnit, string>> = { money: '', percent: '%', bps: 'bps', count: '', ratio: '' }

const rowCells = (row: ReportRow, quote: string): readonly string[] => {
  const part = row.label.startsWith('  ')
  const difference = row.differences.map((x) => {
    if (x === undefined) return '-'
    const words = escaped(differenceWords(row.unit, row.sampled ? x : { ...x, count: 1 }))
    return row.sampled && isClear(x) ? `**${words}**` : words
  })
  const counts = [...row.arms, ...row.differences].map((x) => x?.count ?? 0)
  return [
    `${part ? '· ' : ''}${escaped(row.label.trim())}`,
    row.unit === 'money' ? escaped(quote) : units[row.unit],
    ...row.arms.map((x) => (x === undefined ? '-' : formatNumber(row.unit, x.mean))),
    ...difference,
    row.sampled ? String(Math.min(...counts)) : '',
  ]
}

const tables = (comparison: Comparison, groups: readonly ReportGroup[]): readonly string[] => {
  const names = comparison.arms.map(({ arm }) => escaped(arm))
  const others = comparedOf(comparison).map((name) => escaped(`${name} less ${baselineOf(comparison)}`))
  const head = ['Figure', 'Unit', ...names, ...others, 'n']
  return groups.map(({ title, rows }) => {
    const cells = rows.map((row) => rowCells(row, comparison.market.quote))
    return `### ${escaped(title)}\n\n${markdownTable(head, cells, 2)}`
  })
}

const whatWasRun = (comparison: Comparison): string => {
  const { market, horizon, seeds, complete } = comparison
  const arms = comparison.arms.length
  return [
    `${market.symbol} over ${formatDuration(horizon)}, ${counted(seeds.length, 'seed')} (${seeds.join(', ')}), through ${counted(arms, 'arm')}`,
    arms > 1 ? ' that differ in their engine and its liquidity only: prices, traders and seeds are the same.' : '.',
    complete ? '' : ' The comparison was interrupted: only finished seeds are here.',
  ].join('')
}

const armLines = (comparison: Comparison): string => {
  const { atoms, quote } = moneyScale(comparison.market)
  const money = (x: number): string => `${formatNumber('money', x / atoms)} ${quote}`
  return comparison.arms
    .map(
      ({ arm, engine, description, capital, depthAtStart }) =>
        `- **${escaped(arm)}** (${escaped(engine)}): ${escaped(description)} Capital ${money(capital)}; moved by 100 bps before the first trade by selling ${money(depthAtStart.bid)} or buying ${money(depthAtStart.ask)}.`,
    )
    .join('\n')
}

const findingLines = (comparison: Comparison, groups: readonly ReportGroup[]): string => {
  const found = findings(comparison, groups)
  if (found.length === 0) return 'No difference between the arms has an interval that excludes zero.'
  return comparedOf(comparison)
    .map((arm) => {
      const own = found.filter((finding) => finding.arm === arm)
      const lines = own.map(({ sentence }) => `- ${escaped(sentence)}`)
      return [
        `**${escaped(arm)} against ${escaped(baselineOf(comparison))}**`,
        '',
        ...(lines.length > 0 ? lines : ['No clear difference.']),
      ].join('\n')
    })
    .join('\n\n')
}

const digestTable = ({ arms }: Comparison): string =>
  [
    line(['Arm', 'Seed', 'Digest', 'Conservation drift, atoms', 'Deficit, atoms']),
    line(['---', '---:', '---', '---:', '---:']),
    ...arms.flatMap(({ arm, runs }) =>
      runs.map((run) =>
        line([
          escaped(arm),
          String(run.seed),
          `\`${run.digest}\``,
          run.conservationDrift.join(', '),
          String(run.deficit),
        ]),
      ),
    ),
  ].join('\n')

/**
 * `summary.md`: what was run, the arms, the main findings as sentences, the paired table, the runs' digests and drift,
 * and how to run it again. The same bytes on every machine.
 *
 * @param command - the command that gives these results again; `perplab compare` on the scenario's name when left out
 */
export const summaryMarkdown = (comparison: Comparison, command?: string): string => {
  const groups = reportGroups(comparison)
  const { scenario, seeds, notes, arms } = comparison
  const first = baselineOf(comparison)
  const again =
    command ?? `npx perplab compare scenarios/${scenario}.yaml --seed ${seeds[0] ?? 1} --seeds ${seeds.length}`
  const reading = `Money in ${comparison.market.quote} (k thousand, M million). Differences are an arm less ${first}, paired by seed, with 95% intervals by Student's t over n seeds; bold where zero is outside.`
  return [
    `# ${escaped(scenario)}`,
    whatWasRun(comparison),
    armLines(comparison),
    '## Main findings',
    findingLines(comparison, groups),
    ...unclearSentences(comparison, groups).map(escaped),
    ...(notes.length > 0 ? ['## Notes', notes.map((note) => `- ${escaped(note)}`).join('\n')] : []),
    '## Paired table',
    escaped(reading),
    ...tables(comparison, groups),
    '## Evidence',
    `Conservation drift: ${arms.map((arm) => `${escaped(arm.arm)} ${driftWords(arm)}`).join(', ')}.`,
    digestTable(comparison),
    'To run it again:',
    `\`\`\`sh\n${again}\n\`\`\``,
    'The scenario as it was run:',
    `\`\`\`\`yaml\n${comparison.source.trimEnd()}\n\`\`\`\``,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}
