import type { FormulaError } from '../formula/formula-error.ts'
import type { ScenarioFault } from './scenario-error.ts'
import { formatPath, formatValue, type ScenarioPath, valueAt } from './scenario-path.ts'
import type { YamlSource } from './yaml-source.ts'

/** What may be said of a fault besides its rule. */
export interface FaultDetail {
  readonly value?: string
  readonly unit?: string
  readonly suggestion?: string
}

/** Gathers faults and warnings of one scenario with their places. */
export class Report {
  readonly faults: ScenarioFault[] = []
  readonly warnings: ScenarioFault[] = []
  readonly #source: YamlSource

  constructor(source: YamlSource) {
    this.#source = source
  }

  /** The scenario cannot be run as it stands. */
  fault(path: ScenarioPath, rule: string, detail: FaultDetail = {}): void {
    this.faults.push(this.#located(path, rule, detail))
  }

  /** The scenario can be run, but probably not as it was meant. */
  warn(path: ScenarioPath, rule: string, detail: FaultDetail = {}): void {
    this.warnings.push(this.#located(path, rule, detail))
  }

  /** Every fault of an expression, each at its own column. */
  formula(path: ScenarioPath, error: FormulaError, suggestion = ''): void {
    for (const fault of error.faults) {
      const at = this.#source.inText(path, fault.column)
      const pointer = fault.offending === '' ? '' : ` at "${fault.offending}"`
      const rule = `is no formula: ${fault.problem}${pointer} (column ${fault.column} of the expression)`
      const detail = { value: JSON.stringify(error.text), suggestion: suggestion || (fault.suggestion ?? '') }
      this.faults.push({ ...this.#located(path, rule, detail), ...at })
    }
  }

  /**
   * Runs a builder; what it throws as RangeError becomes faults, a line each. A line may begin with a path of its own
   * below `path`: `tiers[0].initial: …`.
   */
  attempt<T>(path: ScenarioPath, build: () => T): T | undefined {
    try {
      return build()
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      this.lines(path, error.message.split('\n'))
      return undefined
    }
  }

  /** Faults as a room tells them, each of which may begin with a path of its own below `path`, as in `attempt`. */
  lines(path: ScenarioPath, faults: readonly string[]): void {
    for (const line of faults) this.#line(path, line)
  }

  #line(path: ScenarioPath, line: string): void {
    const found = /^([A-Za-z][A-Za-z0-9]*(?:\[\d+\]|\.[A-Za-z][A-Za-z0-9]*)*): (.*)$/.exec(line)
    if (found === null) {
      this.fault(path, line, { value: '' })
      return
    }
    const named = found[1].split(/[.[\]]+/).filter((part) => part !== '')
    const parts = named.map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    const below = parts[0] === path[0] ? parts.slice(path.length) : parts
    const whole = [...path, ...below]
    const known = valueAt(this.#source.data, whole) !== undefined
    if (known) this.fault(whole, found[2], { value: '' })
    else this.fault(path, line, { value: '' })
  }

  #located(path: ScenarioPath, rule: string, detail: FaultDetail): ScenarioFault {
    const { value = formatValue(valueAt(this.#source.data, path)), unit = '', suggestion = '' } = detail
    return {
      file: this.#source.file,
      ...this.#source.place(path),
      path: formatPath(path),
      value,
      rule,
      unit,
      suggestion,
    }
  }
}
