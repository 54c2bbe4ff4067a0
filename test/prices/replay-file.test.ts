import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { readPrices, replayFiles } from '../../src/prices/replay-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'perplab-prices-'))
afterAll(() => rmSync(folder, { recursive: true }))

const text = `time,price\n${Array.from({ length: 2000 }, (_, n) => `${1692144000 + n},${100 + ((n * 7919) % 101) / 100}`).join('\n')}\n`
const packed = gzipSync(text)
const write = (name: string, bytes: Uint8Array | string): string => {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}
const options = { unitPrice: '0.01' }
const broken = Uint8Array.from(packed)
broken[broken.length - 6] ^= 1

test('gzip is recognised by its first bytes, whatever the name', () => {
  const plain = readPrices(write('a.csv', text), options)
  expect(readPrices(write('b.csv.gz', packed), options)).toEqual(plain)
  expect(readPrices(write('c.csv', packed), options)).toEqual(plain)
  expect(plain.times.length).toBe(2000)
})

test.each([
  [
    'cut.csv.gz',
    packed.subarray(0, packed.length - 900),
    /cut\.csv\.gz:\d+: the gzip stream ends early: the file was cut short/,
  ],
  ['broken.csv.gz', broken, /broken\.csv\.gz: the gzip stream is corrupt \(incorrect data check\)/],
  ['plain.csv.gz', text, /plain\.csv\.gz: is no gzip file: it does not begin with the bytes 1f 8b/],
  ['empty.csv.gz', '', /is no gzip file/],
  ['empty.csv', '', /empty\.csv: holds no rows/],
  ['binary.csv', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8), /binary\.csv: is no UTF-8 text/],
])('%s is refused', (name, bytes, message) => {
  expect(() => readPrices(write(name, bytes), options)).toThrow(message)
})

test('a missing file and a folder are refused', () => {
  expect(() => readPrices(join(folder, 'none.csv'), options)).toThrow('none.csv: no such file')
  expect(() => readPrices(folder, options)).toThrow('is a folder, not a file')
})

test('faults of both files come together', () => {
  const bad = write('bad.csv', 'time,price\n1692144000,-3\n')
  const index = join(folder, 'none.csv')
  expect(() => replayFiles({ index, perp: bad, ...options })).toThrow(
    /none\.csv: no such file\n.*bad\.csv:2: price "-3"/,
  )
})
