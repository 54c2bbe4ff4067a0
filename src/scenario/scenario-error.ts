/** One thing that is wrong with a scenario, and where. */
export interface ScenarioFault {
  /** File or name under which the scenario was read. */
  readonly file: string
  /** Line from 1; 0 where the file as a whole is meant. */
  readonly line: number
  /** Column from 1; 0 where the file as a whole is meant. */
  readonly column: number
  /** Dotted path: `margin.tiers[0].maintenance`; empty for the whole. */
  readonly path: string
  /** The value as written; empty where there is none. */
  readonly value: string
  /** What it should have been, as a sentence that follows the value: `must be below initial (10%)`. */
  readonly rule: string
  /** Unit in which the value is meant; empty for names, lists and the like. */
  readonly unit: string
  /** The name that was probably meant; empty where none is near. */
  readonly suggestion: string
}

/** `file.yaml:12:3  margin.tiers[0].maintenance: 12% must be below initial (10%)` */
export const formatScenarioFault = (fault: ScenarioFault): string => {
  const { file, line, column, path, value, rule, unit, suggestion } = fault
  const where = line > 0 ? `${file}:${line}:${column}` : file
  const what = [path === '' ? '' : `${path}:`, value, rule].filter((part) => part !== '').join(' ')
  const measured = unit === '' || rule.includes(unit) ? '' : ` (${unit})`
  const meant = suggestion === '' ? '' : `; did you mean ${suggestion}?`
  return `${where}  ${what}${measured}${meant}`
}

/** A scenario that cannot be run: everything that is wrong with it, found before anything runs (DESIGN §8). */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
  /** In the order of the file; never empty. */
  readonly faults: readonly ScenarioFault[]

  constructor(faults: readonly ScenarioFault[]) {
    const ordered = [...faults].sort((a, b) => a.line - b.line || a.column - b.column)
    super(ordered.map(formatScenarioFault).join('\n'))
    this.faults = ordered
  }
}
