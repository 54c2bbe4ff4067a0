/** One thing that is wrong with an expression, and where. */
export interface FormulaFault {
  /** Column of the first offending letter, counted from 1; one past the end when something is missing there. */
  readonly column: number
  /** The offending letters as written; empty at the end of the text. */
  readonly offending: string
  /** What is wrong, as a sentence without a full stop. */
  readonly problem: string
  /** The name or spelling that was probably meant. */
  readonly suggestion?: string
}

const describe = (text: string, fault: FormulaFault): string => {
  const meant = fault.suggestion === undefined ? '' : `; did you mean \`${fault.suggestion}\`?`
  const caret = `${' '.repeat(fault.column - 1)}${'^'.repeat(Math.max(1, fault.offending.length))}`
  return `column ${fault.column}: ${fault.problem}${meant}\n  ${text.replace(/\s/g, ' ')}\n  ${caret}`
}

/**
 * An expression that is refused: everything that is wrong with it, each fault with its column,
 * the expression, and a line of carets under the offending letters.
 */
export class FormulaError extends Error {
  override readonly name = 'FormulaError'
  /** The expression as written. */
  readonly text: string
  /** All faults, from left to right; never empty. */
  readonly faults: readonly FormulaFault[]

  constructor(text: string, faults: readonly FormulaFault[]) {
    const ordered = [...faults].sort((a, b) => a.column - b.column)
    super(ordered.map((fault) => describe(text, fault)).join('\n'))
    this.text = text
    this.faults = ordered
  }

  /** Column of the first fault, from 1. */
  get column(): number {
    return this.faults[0].column
  }

  /** The first fault's letters. */
  get offending(): string {
    return this.faults[0].offending
  }
}
