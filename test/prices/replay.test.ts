import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Decimal } from 'decimal.js'
import { describe, expect, test } from 'vitest'
import type { InsideBar } from '../../src/prices/bar-path.ts'
import { recordedPrices } from '../../src/prices/recorded-prices.ts'
import { replay } from '../../src/prices/replay.ts'
import { readPrices, replayFiles } from '../../src/prices/replay-file.ts'
import { sharedFile } from '../shared-files.ts'

const prices = (text: string) =>
  recordedPrices(new TextEncoder().encode(text), 'p.csv', { unitPrice: '1', gaps: 'hold' })
const T = 1692144000000
const bars = prices(
  `time,open,high,low,close\n${T},10,14,9,12\n${T + 60_000},12,13,5,6\n${T + 240_000},6,8,5,6\n${T + 300_000},6,6,6,6`,
)
const micros = (x: number): number => x * 1e6

describe('the path inside a bar', () => {
  test.each<[InsideBar, number[]]>([
    ['by-direction', [10, 9, 14, 12, 12, 13, 5, 6]],
    ['low-first', [10, 9, 14, 12, 12, 5, 13, 6]],
    ['high-first', [10, 14, 9, 12, 12, 13, 5, 6]],
  ])('%s', (inside, expected) => {
    const path = replay({ index: bars, inside })
    const times = [0, 20_000, 40_000, 59_999, 60_000, 80_000, 100_000, 119_999]
    expect(times.map((t) => path.priceAt(t))).toEqual(expected.map(micros))
  })

  test('a bar that closes where it opened goes down first', () => {
    expect(replay({ index: bars }).priceAt(260_000)).toBe(micros(5))
  })

  test('open-close leaves the extremes out', () => {
    expect(replay({ index: bars, inside: 'open-close' }).between(0, 119_999)).toEqual({
      low: micros(6),
      high: micros(12),
    })
  })

  test('straight lines join what is known, half-even', () => {
    const path = replay({ index: bars })
    expect(path.priceAt(10_000)).toBe(micros(9.5))
    expect(path.priceAt(1)).toBe(9_999_950)
    expect(path.between(0, 59_999)).toEqual({ low: micros(9), high: micros(14) })
    expect(path.between(50_000, 70_000)).toEqual({ low: 12_000_000, high: 12_999_950 })
  })

  test('the last close holds where bars are missing, and to the end of the last bar', () => {
    const path = replay({ index: bars })
    expect(path.priceAt(180_000)).toBe(micros(6))
    expect(path.end).toBe(360_000)
    expect(path.priceAt(path.end)).toBe(micros(6))
    expect(path.epoch).toBe(T)
  })

  test.each([-1, 0.5, 360_001, Number.NaN])('a time outside the record is refused: %s', (t) => {
    expect(() => replay({ index: bars }).priceAt(t)).toThrow('whole milliseconds from 0 to 360000')
  })
})

describe('two series', () => {
  const ticks = prices(`time,price\n${T + 30_000},100\n${T + 61_000},101\n${T + 400_000},102`)

  test('run over the time that both cover', () => {
    const path = replay({ index: bars, perp: ticks })
    expect(path.epoch).toBe(T + 30_000)
    expect(path.end).toBe(330_000)
    expect(path.priceAt(0)).toBe(micros(11.5))
    expect([0, 30_999, 31_000, 330_000].map((t) => path.perp?.(t))).toEqual([100, 100, 101, 101].map(micros))
  })

  test('a start may be chosen within it', () => {
    const path = replay({ index: bars, perp: ticks, from: T + 60_000 })
    expect(path.priceAt(0)).toBe(micros(12))
    expect(path.perp?.(0)).toBe(micros(100))
    expect(() => replay({ index: bars, perp: ticks, from: T })).toThrow(`from ${T} must be`)
  })

  test('that do not overlap are refused', () => {
    const later = prices(`time,price\n${T + 360_000},1\n${T + 400_000},1`)
    expect(() => replay({ index: bars, perp: later })).toThrow('no time in common')
  })

  test('without a perp file there is no external perp price', () => {
    expect(replay({ index: bars }).perp).toBeUndefined()
  })
})

const recorded = [
  'binance_BTCUSDT_spot_1m_2023-08-17-flash',
  'binance-um_BTCUSDT_perp_1m_2023-08-17-flash',
  'bitmex_XBTUSD_perp_1m_2020-03-covid',
  'bitmex_XBTUSD_perp_1m_2021-05-19-crash',
  'binance-um_BTCUSDT_perp_1m_2022-11-ftx',
  'binance-cm_BTCUSD_PERP_markprice_1m_2025-10-09_10',
].map((name) => [name, sharedFile(`data/bars/${name}.csv.gz`)] as const)

describe.each(recorded)('the recorded file %s', (_, file) => {
  test.skipIf(file === undefined)('replays to its own opens and closes, within its extremes', () => {
    const rows = gunzipSync(readFileSync(file!))
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    const path = replayFiles({ index: file!, unitPrice: '0.01' })
    const exact = (text: string): number => new Decimal(text).times(1e8).toNumber()
    expect(path.end).toBe(rows.length * 60_000)
    let low = Number.MAX_SAFE_INTEGER
    rows.forEach(([time, open, , lowest, close], i) => {
      if (i % 7 !== 0) return
      const at = Number(time) - path.epoch
      if (path.priceAt(at) !== exact(open) || path.priceAt(at + 59_999) !== exact(close)) {
        expect.fail(`line ${i + 2}: ${path.priceAt(at)} … ${path.priceAt(at + 59_999)} for ${open} … ${close}`)
      }
      low = Math.min(exact(lowest), exact(open))
      expect(path.between(at, at + 59_999).low).toBe(low)
    })
  })
})

const [spot, perp] = [recorded[0][1], recorded[1][1]]
test.skipIf(spot === undefined || perp === undefined)('index and perp files are given apart', () => {
  const path = replayFiles({ index: spot!, perp: perp!, unitPrice: '0.01' })
  expect(path.priceAt(0)).toBe(2_920_001_000_000)
  expect(path.perp?.(0)).toBe(2_918_890_000_000)
})

const venues = sharedFile('data/bars/multi_venue_BTC_1m_2022-12-13.csv.gz')
test.skipIf(venues === undefined)('a file of seven venues needs a choice', () => {
  const options = { unitPrice: '0.01', where: { venue: 'binance_spot_BTCBUSD' } }
  expect(readPrices(venues!, options).times.length).toBe(1440)
  expect(() => readPrices(venues!, { unitPrice: '0.01' })).toThrow('the same time as the row before')
})
