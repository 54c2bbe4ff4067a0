import { type Counters, FILLS, MAKER_FEES, TAKER_FEES, VOLUME_LOTS, VOLUME_QUOTE } from '../../../exchange/counters.ts'
import { ENTRY_VALUE, FEES_PAID, FILLED_LOTS, FILLED_QUOTE, SIZE } from '../../../exchange/position-row.ts'
import { BUY } from '../../../market/side.ts'
import type { Simulation } from '../../../simulation/simulation.ts'
import { magnitude } from '../../watch/exact-division.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'
import type { FillFees } from './fill-fees.ts'

/** What is kept of a position: where it stands in the ledger's row, and its name. */
const ROW = { size: SIZE, entryValue: ENTRY_VALUE, filledLots: FILLED_LOTS, filledQuote: FILLED_QUOTE, fees: FEES_PAID }
/** What is kept of a market, likewise. */
const TOTALS = {
  fills: FILLS,
  lots: VOLUME_LOTS,
  quote: VOLUME_QUOTE,
  takerFees: TAKER_FEES,
  makerFees: MAKER_FEES,
}

type Row = { [K in keyof typeof ROW]: bigint }
type Totals = { [K in keyof typeof TOTALS]: bigint }

const read = <K extends string>(slots: Readonly<Record<K, number>>, cells: Float64Array, from: number) =>
  Object.fromEntries(Object.entries<number>(slots).map(([name, slot]) => [name, BigInt(cells[from + slot])])) as Record<
    K,
    bigint
  >

/** The entry value after a change of size: what is opened adds its quote, what is closed takes its share, a flip begins anew. */
export const entryValueAfter = (size: bigint, entryValue: bigint, lots: bigint, quote: bigint): bigint => {
  const after = size + lots
  if (size === 0n || size > 0n === lots > 0n) return entryValue + quote
  if (after === 0n) return 0n
  // BigInt divides toward zero: what is kept is rounded down in magnitude.
  if (after > 0n === size > 0n) return (entryValue * magnitude(after)) / magnitude(size)
  return (quote * magnitude(after)) / magnitude(lots)
}

/** Sizes, entry values and running totals of every account, made from fills and takeovers by slow arithmetic. */
export class PositionTwin {
  readonly #simulation: Simulation
  readonly #fees: FillFees
  #rows: Row[][]
  #totals: Totals[]
  #saved: readonly [Row[][], Totals[]] = [[], []]

  constructor(simulation: Simulation, fees: FillFees) {
    const { accounts, ledger, venues } = simulation.parts.exchange
    this.#simulation = simulation
    this.#fees = fees
    this.#rows = venues.map((_, market) =>
      Array.from({ length: accounts.count }, (_, account) => read(ROW, ledger.position, ledger.row(market, account))),
    )
    this.#totals = venues.map(({ counters }) => this.#read(counters))
  }

  hear(entry: TapeEntry): void {
    if (entry.kind === 'saved') this.#saved = this.#copy()
    if (entry.kind === 'reverted') [this.#rows, this.#totals] = this.#saved
    if (entry.kind !== 'filled') return
    const { market, maker, taker, side, lots, quote, flags } = entry
    const [signed, paid] = side === BUY ? [BigInt(lots), BigInt(quote)] : [0n - BigInt(lots), 0n - BigInt(quote)]
    const [makerFee, takerFee] = [this.#fees.maker(quote), this.#fees.taker(quote, flags)]
    this.#fill(market, taker, signed, paid, takerFee)
    this.#fill(market, maker, 0n - signed, 0n - paid, makerFee)
    const totals = this.#totals[market]
    totals.fills += 1n
    totals.lots += BigInt(lots)
    totals.quote += BigInt(quote)
    totals.takerFees += takerFee
    totals.makerFees += makerFee
  }

  /** `lots` of the account's position, and their quote atoms, go to the taker. */
  takeOver(market: number, account: number, taker: number, lots: number, quote: number): void {
    const signed = this.#rows[market][account].size > 0n ? 0n - BigInt(lots) : BigInt(lots)
    this.#move(market, account, signed, 0n - BigInt(quote))
    this.#move(market, taker, 0n - signed, BigInt(quote))
  }

  /** The first figure of the ledger that is another than this one's, in words. */
  difference(): string | undefined {
    const { ledger, venues } = this.#simulation.parts.exchange
    for (const [market, rows] of this.#rows.entries()) {
      for (const [account, expected] of rows.entries()) {
        const name = differing(ROW, ledger.position, ledger.row(market, account), expected)
        if (name !== undefined) return `account ${account} in market ${market}: ${name}`
      }
      const long = rows.reduce((sum, { size }) => (size > 0n ? sum + size : sum), 0n)
      if (BigInt(ledger.openInterest[market]) !== long)
        return `open interest of market ${market} is ${ledger.openInterest[market]} lots, and all long sizes add up to ${long}`
      const name = differing(TOTALS, venues[market].counters.market, 0, this.#totals[market])
      if (name !== undefined) return `totals of market ${market}: ${name}`
    }
    return undefined
  }

  #fill(market: number, account: number, lots: bigint, quote: bigint, fee: bigint): void {
    const row = this.#rows[market][account]
    this.#move(market, account, lots, quote)
    row.filledLots += magnitude(lots)
    row.filledQuote += magnitude(quote)
    row.fees += fee
  }

  #move(market: number, account: number, lots: bigint, quote: bigint): void {
    const row = this.#rows[market][account]
    row.entryValue = entryValueAfter(row.size, row.entryValue, lots, quote)
    row.size += lots
  }

  #read({ market }: Counters): Totals {
    return read(TOTALS, market, 0)
  }

  #copy(): [Row[][], Totals[]] {
    return [this.#rows.map((rows) => rows.map((row) => ({ ...row }))), this.#totals.map((totals) => ({ ...totals }))]
  }
}

/** The first figure that stands in the cells with another value than expected, in words. */
const differing = <K extends string>(
  slots: Readonly<Record<K, number>>,
  cells: Float64Array,
  from: number,
  expected: Readonly<Record<K, bigint>>,
): string | undefined => {
  for (const name in slots) {
    const found = cells[from + slots[name]]
    // Figures of the ledger are whole and within 2^53: as numbers they are compared exactly.
    if (found !== Number(expected[name])) return `${name} is ${found} and should be ${expected[name]}`
  }
  return undefined
}
