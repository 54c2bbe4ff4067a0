import { describe, expect, test } from 'vitest'
import { PriceFileError } from '../../src/prices/price-fault.ts'
import { type ReadingOptions, type RecordedPrices, recordedPrices } from '../../src/prices/recorded-prices.ts'

const read = (text: string, options: Partial<ReadingOptions> = {}): RecordedPrices =>
  recordedPrices(new TextEncoder().encode(text), 'p.csv', { unitPrice: '0.01', ...options })

const faultsOf = (text: string, options: Partial<ReadingOptions> = {}): string[] => {
  try {
    read(text, options)
  } catch (error) {
    if (error instanceof PriceFileError) return error.message.split('\n')
    throw error
  }
  return []
}

const minute = (n: number): string => `${1692144000000 + n * 60_000}`
const bar = (n: number, prices: string): string => `${minute(n)},${prices}`
const header = 'ts_open_ms,open,high,low,close'
const file = (...rows: string[]): string => `${[header, ...rows].join('\n')}\n`
const flat = '10,10,10,10'

describe('bars', () => {
  test('columns are found by name, in any order and spelling', () => {
    const prices = read(`Close,Volume,Open Time,HIGH,low,Open\n3,9,${minute(0)},4,1,2\n5,9,${minute(1)},5,5,5\n`)
    expect(prices).toMatchObject({ kind: 'bars', width: 60_000 })
    if (prices.kind !== 'bars') return
    expect([...prices.open]).toEqual([200_000_000, 500_000_000])
    expect([...prices.high]).toEqual([400_000_000, 500_000_000])
    expect([...prices.low]).toEqual([100_000_000, 500_000_000])
    expect([...prices.close]).toEqual([300_000_000, 500_000_000])
    expect([...prices.times]).toEqual([1692144000000, 1692144060000])
  })

  test('a Binance kline file needs no header', () => {
    const kline = (n: number): string => `${minute(n)}000,2,4,1,3,9,${minute(n + 1)}000,8,7,6,5,0`
    const prices = read(`${kline(0)}\n${kline(1)}\n`)
    expect(prices).toMatchObject({ kind: 'bars', width: 60_000 })
    expect([...prices.times]).toEqual([1692144000000, 1692144060000])
  })

  test('an open outside low … high is the close before, not a fault', () => {
    expect(faultsOf(file(bar(0, flat), bar(1, '12,11,9,10')))).toEqual([])
  })

  test('rows of one series are chosen from a file of several', () => {
    const rows = ['venue,ts_open_ms,open,high,low,close']
    for (let n = 0; n < 3; n++) rows.push(`a,${bar(n, flat)}`, `b,${bar(n, '20,20,20,20')}`)
    const prices = read(rows.join('\n'), { where: { venue: 'b' } })
    expect(prices.kind === 'bars' ? [...prices.close] : []).toEqual([2e9, 2e9, 2e9])
    expect(faultsOf(rows.join('\n')).length).toBe(3)
  })

  test.each<[string, string, string[]]>([
    [
      'a negative price',
      file(bar(0, flat), bar(1, '10,10,-10,10')),
      ['p.csv:3: low "-10": a price must be positive, not negative'],
    ],
    [
      'a zero price',
      file(bar(0, '0,10,10,10'), bar(1, flat)),
      ['p.csv:2: open "0": a price must be positive, not zero'],
    ],
    [
      'text for a price',
      file(bar(0, '10,n/a,10,10'), bar(1, flat)),
      ['p.csv:2: high "n/a": must be a positive decimal number'],
    ],
    [
      'an empty price',
      file(bar(0, flat), bar(1, '10,10,10,')),
      ['p.csv:3: close "": must be a positive decimal number'],
    ],
    [
      'a gap',
      file(bar(0, flat), bar(1, flat), bar(4, flat), bar(5, flat)),
      [`p.csv:4: ts_open_ms "${minute(4)}": a gap: 180000 ms after the row before, where bars last 60000 ms`],
    ],
    [
      'a time twice',
      file(bar(0, flat), bar(1, flat), bar(1, flat), bar(2, flat)),
      [`p.csv:4: ts_open_ms "${minute(1)}": the same time as the row before`],
    ],
    [
      'rows out of order',
      file(bar(0, flat), bar(2, flat), bar(1, flat)),
      [`p.csv:4: ts_open_ms "${minute(1)}": earlier than the row before (${minute(2)}): rows must be sorted by time`],
    ],
    [
      'a bar that comes too early',
      file(bar(0, flat), bar(1, flat), bar(1.5, flat), bar(2.5, flat)),
      [`p.csv:4: ts_open_ms "${minute(1.5)}": 30000 ms after the row before, where bars last 60000 ms`],
    ],
    ['low above high', file(bar(0, flat), bar(1, '10,9,11,10')), ['p.csv:3: low "11": is above the high (9)']],
    [
      'a close outside the bar',
      file(bar(0, flat), bar(1, '10,11,9,12')),
      ['p.csv:3: close "12": is outside low … high (9 … 11)'],
    ],
    [
      'a row cut short',
      file(bar(0, flat), `${minute(1)},10,1`),
      [`p.csv:3: "${minute(1)},10,1": has 3 fields where 5 are needed`],
    ],
    [
      'a time that is none',
      file(bar(0, flat), `soon,${flat}`, bar(2, flat)),
      ['p.csv:3: ts_open_ms "soon": must be a time in ms, as in the rows before it'],
    ],
    [
      'times in another unit',
      file(bar(0, flat), `${minute(1)}000,${flat}`),
      [`p.csv:3: ts_open_ms "${minute(1)}000": must be a time in ms, as in the rows before it`],
    ],
    [
      'times in no unit',
      file(`17,${flat}`, `18,${flat}`),
      [
        'p.csv:2: ts_open_ms "17": must be epoch s, ms, us or ns, or an ISO date',
        'p.csv:3: ts_open_ms "18": must be epoch s, ms, us or ns, or an ISO date',
      ],
    ],
    [
      'one bar alone',
      file(bar(0, flat)),
      ['p.csv:2: one bar alone does not tell how long it lasts: at least two are needed'],
    ],
    ['an empty file', '\n\n', ['p.csv: holds no rows']],
    ['a header alone', `${header}\n`, ['p.csv: holds no rows of prices']],
    [
      'no columns of prices',
      'time,volume\n1692144000000,5\n',
      ['p.csv:1: "time,volume": neither open, high, low and close nor a price column'],
    ],
    ['no column of times', 'price\n5\n', ['p.csv:1: "price": no column of times (timestamp, open_time, …)']],
    [
      'no header, and no kline',
      '1692144000000,5,6\n',
      ['p.csv:1: "1692144000000,5,6": a file without a header must be a Binance kline file of 12 columns; this has 3'],
    ],
  ])('%s is refused with its place', (_, text, expected) => {
    expect(faultsOf(text)).toEqual(expected)
  })

  test('all faults come at once, in the order of lines', () => {
    const faults = faultsOf(file(bar(0, '10,10,10,-1'), bar(1, flat), bar(3, 'x,10,10,10'), bar(4, flat)))
    expect(faults.map((fault) => fault.slice(0, 13))).toEqual(['p.csv:2: clos', 'p.csv:4: open', 'p.csv:4: ts_o'])
  })

  test('beyond 20 faults only their number is told', () => {
    const faults = faultsOf(file(...Array.from({ length: 50 }, (_, n) => bar(n, '10,10,10,x'))))
    expect(faults.length).toBe(21)
    expect(faults[20]).toBe('and 30 more faults')
  })

  test('a gap is bridged where that is asked for', () => {
    expect(faultsOf(file(bar(0, flat), bar(1, flat), bar(4, flat), bar(5, flat)), { gaps: 'hold' })).toEqual([])
  })

  test('a column or series that is not there is named', () => {
    const text = file(bar(0, flat), bar(1, flat))
    expect(faultsOf(text, { columns: { price: 'answer' }, where: { venue: 'b' } })).toEqual([
      'p.csv:1: answer "": is no column; the header has ts_open_ms, open, high, low, close',
      'p.csv:1: venue "": is no column; the header has ts_open_ms, open, high, low, close',
    ])
  })
})

describe('ticks', () => {
  const ticks = (...rows: string[]): string => ['timestamp,price', ...rows].join('\n')

  test('of several trades in one millisecond the last stands', () => {
    const prices = read(ticks('1692144000000,1', '1692144000000,2', '1692144000007,3'))
    expect(prices).toMatchObject({ kind: 'ticks' })
    expect(prices.kind === 'ticks' ? [...prices.prices] : []).toEqual([200_000_000, 300_000_000])
    expect([...prices.times]).toEqual([1692144000000, 1692144000007])
  })

  test('out of order or silent too long is refused', () => {
    expect(faultsOf(ticks('1692144000,1', '1692144009,1', '1692144005,1'), { longestSilence: 5000 })).toEqual([
      'p.csv:3: timestamp "1692144009": a gap: 9000 ms after the row before, where at most 5000 are allowed',
      'p.csv:4: timestamp "1692144005": earlier than the row before (1692144009): rows must be sorted by time',
    ])
  })
})
