import { readFileSync } from 'node:fs'
import { constants, gunzipSync } from 'node:zlib'
import { joinedFaults, PriceFaults, PriceFileError } from './price-fault.ts'
import type { PricePath } from './price-path.ts'
import { type ReadingOptions, type RecordedPrices, recordedPrices } from './recorded-prices.ts'
import { type Replay, replay } from './replay.ts'

/** Files to replay and how to read them; the options hold for both. */
export interface ReplayFiles extends ReadingOptions, Omit<Replay, 'index' | 'perp'> {
  /** File of the prices that oracles report: CSV, plain or gzip. */
  readonly index: string
  /** File of the perpetual's prices at the external venue. */
  readonly perp?: string
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

/** Lines that can be had of a gzip stream that ends early. */
const linesBefore = (packed: Uint8Array): number => {
  try {
    return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1').split('\n').length - 1
  } catch {
    return 0
  }
}

const unpacked = (packed: Uint8Array, faults: PriceFaults): Uint8Array => {
  try {
    return gunzipSync(packed)
  } catch (error) {
    const cut = codeOf(error) === 'Z_BUF_ERROR'
    const lines = cut ? linesBefore(packed) : 0
    const rule = cut
      ? 'the gzip stream ends early: the file was cut short'
      : `the gzip stream is corrupt (${(error as Error).message})`
    faults.add(lines > 0 ? lines + 1 : 0, '', '', rule)
    throw faults.error()
  }
}

/**
 * Reads a CSV file of prices, plain or gzip (recognised by its first bytes).
 *
 * @throws PriceFileError when the file cannot be read, its gzip stream is cut or corrupt, or its rows break a rule
 */
export const readPrices = (file: string, options: ReadingOptions): RecordedPrices => {
  const faults = new PriceFaults(file)
  let bytes: Uint8Array = new Uint8Array()
  try {
    bytes = readFileSync(file)
  } catch (error) {
    const code = codeOf(error)
    faults.add(
      0,
      '',
      '',
      code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'is a folder, not a file' : `cannot be read (${code})`,
    )
  }
  if (faults.total === 0 && file.endsWith('.gz') && !(bytes[0] === 0x1f && bytes[1] === 0x8b)) {
    faults.add(0, '', '', 'is no gzip file: it does not begin with the bytes 1f 8b')
  }
  faults.refuse()
  return recordedPrices(bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes, faults) : bytes, file, options)
}

/**
 * A price path replayed from files.
 *
 * @throws PriceFileError as `readPrices`, with the faults of both files; RangeError as `replay`
 */
export const replayFiles = ({ index, perp, ...options }: ReplayFiles): PricePath => {
  const errors: PriceFileError[] = []
  const read = (file: string): RecordedPrices | undefined => {
    try {
      return readPrices(file, options)
    } catch (error) {
      if (!(error instanceof PriceFileError)) throw error
      errors.push(error)
      return undefined
    }
  }
  const indexPrices = read(index)
  const perpPrices = perp === undefined ? undefined : read(perp)
  if (indexPrices === undefined || errors.length > 0) throw joinedFaults(errors)
  return replay({ ...options, index: indexPrices, ...(perpPrices === undefined ? {} : { perp: perpPrices }) })
}
