/** One thing wrong with a file of prices, and where. */
export interface PriceFault {
  readonly file: string
  /** 1 for the first line; 0 where the file as a whole is meant. */
  readonly line: number
  /** The column's name in the header, or its number where there is no header; empty where the row as a whole is meant. */
  readonly column: string
  /** The text as it stands in the file. */
  readonly value: string
  /** What it should have been, and the unit. */
  readonly rule: string
}

/** Most faults that are kept; further ones are only counted. */
export const MOST_FAULTS = 20

/** `prices.csv:12: close "abc": must be a positive decimal number` */
export const formatPriceFault = ({ file, line, column, value, rule }: PriceFault): string => {
  const where = line > 0 ? `${file}:${line}` : file
  if (column === '') return value === '' ? `${where}: ${rule}` : `${where}: ${JSON.stringify(value)}: ${rule}`
  return `${where}: ${column} ${JSON.stringify(value)}: ${rule}`
}

/** All faults of a file, or of several: the first `MOST_FAULTS` of each with their place, the rest as a count. */
export class PriceFileError extends Error {
  readonly faults: readonly PriceFault[]
  /** How many there were in all. */
  readonly total: number

  constructor(faults: readonly PriceFault[], total: number) {
    const lines = faults.map(formatPriceFault)
    if (total > faults.length) lines.push(`and ${total - faults.length} more faults`)
    super(lines.join('\n'))
    this.name = 'PriceFileError'
    this.faults = faults
    this.total = total
  }
}

/** Collects the faults of one file while it is read. */
export class PriceFaults {
  readonly file: string
  readonly #faults: PriceFault[] = []
  #total = 0

  /** @param file - the name that messages carry */
  constructor(file: string) {
    this.file = file
  }

  /** Notes one fault. */
  add(line: number, column: string, value: string, rule: string): void {
    if (this.#faults.length < MOST_FAULTS) this.#faults.push({ file: this.file, line, column, value, rule })
    this.#total += 1
  }

  /** How many were noted. */
  get total(): number {
    return this.#total
  }

  /** The error that carries what was noted, by line. */
  error(): PriceFileError {
    const sorted = [...this.#faults].sort((a, b) => a.line - b.line)
    return new PriceFileError(sorted, this.#total)
  }

  /** @throws PriceFileError when any fault was noted */
  refuse(): void {
    if (this.#total > 0) throw this.error()
  }
}

/** One error with the faults of several files. */
export const joinedFaults = (errors: readonly PriceFileError[]): PriceFileError =>
  new PriceFileError(
    errors.flatMap((error) => error.faults),
    errors.reduce((sum, error) => sum + error.total, 0),
  )
