import type { StudyPlan } from '../../studies/plan/study-plan.ts'
import { labelColumnName } from '../../studies/store/part-columns.ts'
import { counted } from '../arm-words.ts'
import { escapeHtml, htmlTable, paragraph, scrolling } from '../html.ts'
import { escapeMarkdown } from '../markdown.ts'
import type { PageSection } from '../page-html.ts'

/** What a study's report rests on. */
export interface StudyEvidence {
  readonly plan: StudyPlan
  readonly runs: number
  /** Of the digests of all of these runs, in the order of the study. */
  readonly fingerprint: string
  /** The command that runs the study again, given the scenario below as `scenario.yaml`; left out where none can say it. */
  readonly command?: string
}

/** A column of the store's files: its name, its unit, what it is. */
type Column = readonly [name: string, unit: string, meaning: string]

const unitWords = {
  quote: 'quote units',
  count: 'count',
  fraction: 'share',
  bps: 'bps',
  milliseconds: 'ms',
  '': '',
} as const

/** The columns of every file in `parts`, in their order. */
export const storeColumns = (plan: StudyPlan): readonly Column[] => [
  ['point', '', 'position of the point in the study, from 0'],
  ['arm', '', 'what ran it'],
  ['seed', '', ''],
  ...plan.labels.map(
    ({ name, kind, unit }): Column => [
      labelColumnName(plan, name),
      kind === 'text' ? 'text' : unit,
      'parameter; empty where the scenario leaves it out',
    ],
  ),
  ['digest', '', 'of the run: equal digests went through the same states'],
  ['blocks', 'count', ''],
  ...plan.figures.map(
    ({ name, unit, condition }): Column => [
      name,
      condition === true ? '1 or 0' : unitWords[unit],
      'empty where nothing was measured',
    ],
  ),
  ['detail', '', 'what the kind of study keeps besides, as JSON'],
]

/** Text as one word of a POSIX shell. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_./:=%,@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

/** A question to the store that shows how its columns are called. */
const exampleQuery = ({ figures }: StudyPlan): string =>
  `select point, arm, avg("${figures[0].name.replaceAll('"', '""')}") from runs group by all order by all`

const commandsOf = ({ plan, command }: StudyEvidence): readonly (readonly [words: string, command: string])[] => [
  ...(command === undefined
    ? []
    : [['The study again, from the scenario below saved as scenario.yaml:', command] as const]),
  ['This report again from its folder, without running anything:', 'npx perplab report .'],
  ['Questions to its runs, where DuckDB is installed:', `npx perplab results . --sql ${shellWord(exampleQuery(plan))}`],
]

const runsWords = ({ runs, fingerprint, plan }: StudyEvidence): string =>
  `${counted(runs, 'run')} of perplab ${plan.version}; fingerprint of their digests ${fingerprint}. The same plan gives the same fingerprint on every machine.`

const FILES =
  'The folder parts holds the runs as Parquet files, which pandas, Polars and DuckDB open as they are; plan.json holds the plan.'

/** How a study can be checked: its runs' fingerprint, commands, columns of its store, the scenario. */
export const evidenceSection = (evidence: StudyEvidence): PageSection => {
  const { plan } = evidence
  const columns = {
    caption: 'Columns of the files in parts',
    head: ['Column', 'Unit', 'What it is'],
    rows: storeColumns(plan),
  }
  return {
    id: 'evidence',
    title: 'Evidence',
    short: 'Evidence',
    content: [
      paragraph(runsWords(evidence)),
      ...commandsOf(evidence).map(
        ([words, command]) => `${paragraph(words)}<pre><code>${escapeHtml(command)}</code></pre>`,
      ),
      paragraph(FILES),
      `<details class="columns"><summary>Columns of the store</summary>${scrolling(columns.caption, htmlTable(columns))}</details>`,
      `<details><summary>The scenario as it was run</summary><pre><code>${escapeHtml(plan.scenario)}</code></pre></details>`,
    ],
  }
}

/** The same in Markdown, without the list of columns. */
export const evidenceMarkdown = (evidence: StudyEvidence): readonly string[] => [
  '## Evidence',
  escapeMarkdown(runsWords(evidence)),
  ...commandsOf(evidence).flatMap(([words, command]) => [escapeMarkdown(words), `\`\`\`sh\n${command}\n\`\`\``]),
  escapeMarkdown(FILES),
  'The scenario as it was run:',
  `\`\`\`\`yaml\n${evidence.plan.scenario.trimEnd()}\n\`\`\`\``,
]
